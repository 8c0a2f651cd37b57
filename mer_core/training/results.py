"""docs/RESULTS.md: every founding system beside its published figure, what the gaps mean, and the
models that ship."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from mer_core.training.nets.zoo import NetRecipe, zoo
from mer_core.training.report import PIECE, SONG, Figure, Report
from mer_core.training.requests import AS_PUBLISHED, BY_SONG, RECIPES
from mer_core.training.shipped.recipe import recipes
from mer_core.training.shipped_results import left_out_markdown, shipped_markdown
from mer_core.training.tables import markdown_table, number
from mer_core.training.tried import Tried, ablations_markdown, goals_markdown

#: The probe gains nearly all of a gap, or a good part of it, from these shares on.
_NEARLY_ALL, _GOOD_PART = 0.75, 0.25
#: A gain of the probe that is worth a word where the system itself gained nothing.
_NOTABLE = 0.1

_INTRODUCTION = """\
# Results

Printed by `mer evaluate all --root DIR -o docs`; do not edit by hand. `DIR` holds the corpora.

Every system is judged under two protocols. **As published**: pieces of a song, clips of a singer
may lie on both sides of the split, and examples are made up (SMOTE) before it where the paper did
so. **By song**: nothing of a song, singer, album or game on both sides; whatever is learnt from
data is learnt after the split. The difference is the gap: what the published protocol flatters.

Beside each figure stand its companions. The *constant* predictor hears nothing and always gives
the most frequent class; *constant top-3* is how often the truth is among the three most frequent,
for papers that count three answers. *1-NN* gives the label of the piece whose spectrum is nearest
on average: it recognises recordings and nothing else. The *ceiling* is how well the raters agree
with each other, where a corpus tells: a figure above it is taken for a leak, and a run by song that
lies above it with its whole interval fails. Intervals are 95 % of a bootstrap over whole groups.
All folds are run, in as many epochs as the learning curves need to level off: minutes on a graphics
processor, a night on two cores; the budgets name the device. Where fewer were asked for, the row
says how many folds were run, and its figures rest on the few groups that these held out. Figures
are accuracy / macro-F1 unless said otherwise; where a system answers valence and arousal, of the
quadrant they fall into.
All tables, confusion matrices and learning curves lie in `reports/`, a folder per system.

Every report carries hashes of the code that made it, of the corpora's labels and sound files, of
the settings and of the weights that training started from. A row marked *(stale)* has a report that
does not agree with what is here now, or has none of these hashes yet; the budgets say why. The
command judges such rows again where their corpora are at hand; with `--fresh`, all of them.
"""


def results_markdown(
    reports: Mapping[str, Report], tried: Tried, stale: Mapping[str, str] | None = None
) -> str:
    """The whole page, Markdown. ``reports`` by recipe; a system without one says so.

    ``stale`` tells by recipe why a report may not be what would be found today.
    """
    stale, systems = stale or {}, zoo()
    shipped = {name: reports.get(name) for name in recipes()}
    parts = [
        _INTRODUCTION,
        "## The founding systems",
        _systems(reports, systems, stale),
        "## What the gaps mean",
        "\n".join(f"- **{name}**: {meaning(reports.get(name))}" for name in systems),
        "## Budgets",
        "\n".join(
            f"- **{name}**: {_budget(reports.get(name), stale.get(name))}" for name in systems
        ),
        "## Whole corpora and genres left out",
        left_out_markdown([report for report in shipped.values() if report is not None]),
        "## The models that ship",
        *(shipped_markdown(name, report, stale.get(name)) for name, report in shipped.items()),
        "## What was to be reached",
        goals_markdown(tried.goals, reports.get(RECIPES[0])),
        "## What earned its place and what did not",
        ablations_markdown(tried.ablations),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def meaning(report: Report | None) -> str:
    """What a system's figures say, in plain words that follow from the figures alone."""
    if report is None:
        return "not run yet."
    published = report.find(AS_PUBLISHED, _label(report), "accuracy", unit=PIECE)
    by_song = report.find(BY_SONG, _label(report), "accuracy", unit=PIECE)
    if published is None or by_song is None:
        only = BY_SONG if by_song else AS_PUBLISHED
        return f"only {_spelt(only)} was run, so there is no gap to read."
    sentences = [_gap(published, by_song)]
    if published.is_above_ceiling:
        sentences.append(
            f"As published it lies above the ceiling of {published.ceiling:.3f}: that is a leak, "
            "not emotion."
        )
    sentences.append(_standing(report))
    if report.task == "plane":
        sentences += _among_three(report)
    return " ".join(sentences)


def _label(report: Report) -> str:
    return "quadrant" if report.task == "plane" else "class"


def _spelt(protocol: str) -> str:
    return protocol.replace("-", " ")


def _gap(published: Figure, by_song: Figure) -> str:
    """What the random split adds, and whether recognising recordings explains it."""
    assert published.probe is not None
    assert by_song.probe is not None
    gap = published.value - by_song.value
    gain = published.probe - by_song.probe
    if published.low <= by_song.high and by_song.low <= published.high:
        leaks = (
            f" The split leaks all the same: the 1-NN probe gains {_signed(gain)} by it."
            if gain >= _NOTABLE
            else ""
        )
        return f"The gap of {_signed(gap)} is within chance.{leaks}"
    if gap < 0:
        return f"By song it does better (gap {_signed(gap)}): the random split does not flatter."
    flatters = f"The random split flatters by {_signed(gap)}"
    if gain > gap / _NEARLY_ALL:
        return (
            f"{flatters}; the 1-NN probe gains {_signed(gain)} by it, so all of that may be "
            "recognising the recording."
        )
    if gain >= _NEARLY_ALL * gap:
        return (
            f"{flatters}, about what the 1-NN probe gains ({_signed(gain)}), so it measures "
            "recognising the recording rather than emotion."
        )
    if gain >= _GOOD_PART * gap:
        return (
            f"{flatters}; the 1-NN probe gains {_signed(gain)}, so a good part of it is "
            "recognising the recording."
        )
    return (
        f"{flatters}, which plain spectra do not explain (1-NN {_signed(gain)}): the net itself "
        "remembers songs or voices."
    )


def _signed(difference: float) -> str:
    return f"{round(difference, 2) + 0.0:+.2f}"  # + 0.0 makes -0.0 positive


def _standing(report: Report) -> str:
    """How the system does by song, per song, beside who hears nothing and who only compares."""
    figure = report.find(BY_SONG, _label(report), "accuracy")
    if figure is None or figure.probe is None:
        return ""
    if figure.low > figure.constant:
        beside = f"above the constant predictor's {figure.constant:.2f}"
    elif figure.high < figure.constant:
        beside = f"below the constant predictor's {figure.constant:.2f}"
    else:
        beside = f"not beyond chance from the constant predictor's {figure.constant:.2f}"
    if figure.low > figure.probe:
        probe = f"above the nearest neighbour's {figure.probe:.2f}"
    elif figure.high < figure.probe:
        probe = f"below the nearest neighbour's {figure.probe:.2f}"
    else:
        probe = f"about the nearest neighbour's {figure.probe:.2f}"
    return (
        f"By song it is right for {figure.value:.2f} of the songs ({figure.low:.2f} to "
        f"{figure.high:.2f}), {beside} and {probe}."
    )


def _among_three(report: Report) -> Iterator[str]:
    figure = report.find(BY_SONG, "quadrant", "top-3")
    if figure is not None:
        yield (
            f"Counted as right when among the 3 likeliest of 4 quadrants it scores "
            f"{figure.value:.2f}, and so counted a constant scores {figure.constant:.2f}."
        )


def _systems(
    reports: Mapping[str, Report], zoo: Mapping[str, NetRecipe], stale: Mapping[str, str]
) -> str:
    head = [
        "system", "published", "learns", "folds run", "as published, per piece",
        "by song, per piece", "by song, per song", "95 %", "constant", "constant top-3",
        "1-NN as published", "1-NN by song", "ceiling", "gap",
    ]  # fmt: skip
    rows = []
    for name, recipe in zoo.items():
        report = reports.get(name)
        cells = ["not run yet", *[""] * (len(head) - 4)] if report is None else _cells(report)
        learns = f"{recipe.task} of {', '.join(report.corpora if report else recipe.corpora)}"
        rows.append([_marked(name, stale), recipe.published, learns, *cells])
    lines = markdown_table(head, rows)
    rows = list(_plane_rows(reports, zoo, stale))
    if rows:
        lines += ["", "R2 of valence / arousal by song, where a system answers them:", ""]
        head = ["system", "folds run", "per piece", "per song", "constant", "1-NN", "ceiling"]
        lines += markdown_table(head, rows)
    return "\n".join(lines)


def _marked(name: str, stale: Mapping[str, str]) -> str:
    return f"{name} (stale)" if name in stale else name


def _folds(report: Report) -> str:
    """How many folds were run, under each protocol where that differs."""
    return " / ".join(dict.fromkeys(f"{run.folds_run} of {run.folds}" for run in report.runs))


def _cells(report: Report) -> list[str]:
    """Accuracy / macro-F1 under both protocols, then the companions of accuracy."""
    label = _label(report)

    def found(protocol: str, unit: str, metric: str = "accuracy") -> Figure | None:
        return report.find(protocol, label, metric, unit=unit)

    def pair(protocol: str, unit: str) -> str:
        return _both([found(protocol, unit, metric) for metric in ("accuracy", "macro-F1")])

    published, piece = found(AS_PUBLISHED, PIECE), found(BY_SONG, PIECE)
    song = found(BY_SONG, SONG)
    gap = report.gap(PIECE, label, "accuracy")
    some = BY_SONG if piece else AS_PUBLISHED
    return [
        _folds(report),
        pair(AS_PUBLISHED, PIECE) + (" (leak)" if published and published.is_above_ceiling else ""),
        pair(BY_SONG, PIECE),
        pair(BY_SONG, SONG),
        f"{song.low:.3f} to {song.high:.3f}" if song else "",
        _companion(piece or published, "constant"),
        _companion(found(some, PIECE, "top-3"), "constant"),
        _companion(published, "probe"),
        _companion(piece, "probe"),
        _companion(piece or published, "ceiling"),
        number(gap, "+"),
    ]


def _plane_rows(
    reports: Mapping[str, Report], zoo: Mapping[str, NetRecipe], stale: Mapping[str, str]
) -> Iterator[list[str]]:
    for name in zoo:
        report = reports.get(name)
        if report is None or report.task != "plane":
            continue
        pieces, songs = (
            [report.find(BY_SONG, axis, "R2", unit=unit) for axis in ("valence", "arousal")]
            for unit in (PIECE, SONG)
        )
        companions = [
            " / ".join(_companion(figure, field) for figure in songs).strip(" /")
            for field in ("constant", "probe", "ceiling")
        ]
        yield [_marked(name, stale), _folds(report), _both(pieces), _both(songs), *companions]


def _both(figures: Sequence[Figure | None]) -> str:
    known = [number(figure.value) for figure in figures if figure is not None]
    return " / ".join(known) if len(known) == len(figures) else ""


def _companion(figure: Figure | None, field: str) -> str:
    return number(getattr(figure, field, None))


def _budget(report: Report | None, stale: str | None) -> str:
    if report is None:
        return "not run yet."
    runs = "; ".join(map(str, report.runs))
    reason = f"stale ({stale}); " if stale else ""
    return f"{reason}{report.num_parameters:,} parameters, seed {report.seed}; {runs}."
