"""``mer show``: what is known of files, and why."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mer_core.cli.results import (
    print_json,
    print_left_out,
    result_object,
    results_table,
    why_object,
)
from mer_core.cli.screen import Screen, make_table, print_table
from mer_core.cli.terminal import request, terminal_job
from mer_core.emotion import NOT_CORRECTED, Correction
from mer_core.errors import MerError
from mer_core.exports.table import measures_object, path_text
from mer_core.imports.typed import read_time
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.reasons import Why
from mer_core.tonality import energy_of

if TYPE_CHECKING:
    from mer_core.emotion import TrackEmotion
    from mer_core.library.tracks import TrackRow
    from mer_core.tags.fields import Texts


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.option("--why", "with_why", is_flag=True, help="What moved valence and arousal most.")
@click.option("--at", "at", help="With --why: at this moment of the song (1:05).")
def show(paths: tuple[Path, ...], as_json: bool, with_why: bool, at: str | None) -> int:
    """Show what is known of files: the library's result and the mood tags in the file itself.

    --why names the audible properties that moved the result most away from the middle of the music
    that the model learnt from. With --at the song is heard again.
    """
    from mer_core.audio.files import LeftOut
    from mer_core.tags import writer
    from mer_core.workflows.finding import find_music

    if at is not None and not with_why:
        raise click.UsageError("--at asks why at a moment: add --why.")
    with request():
        at_s = None if at is None else read_time(at)
    failed, left_out = 0, LeftOut()
    with Library.open(AppPaths.of_user().library) as library:
        with request():
            files = find_music(paths, left_out)
        for path in files:
            row = library.find(path.absolute())
            try:
                said = writer.said_by(path)
                why = _why(library, row, at_s) if with_why else None
            except MerError as error:
                failed += 1
                Screen(stderr=True).print(str(error), style="red")
                continue
            if as_json:
                shown = _shown(library, path, row, said)
                print_json(shown | {"why_at": _moment_object(at_s, why)} if at else shown)
            else:
                _print_shown(library, path, row, said)
                if with_why:
                    _print_why(why, at)
    return 1 if failed + print_left_out(left_out) else 0


def _why(library: Library, row: TrackRow | None, at_s: float | None) -> Why | None:
    """What is stored for the song; what was never noted, or a moment, is heard."""
    emotion = None if row is None else library.emotion(row.track.id)
    if row is None or emotion is None or emotion.uncertain:
        return None
    stored = library.why(row.track.id) if at_s is None else None
    if stored is not None:
        return stored
    from mer_core.workflows.explain import explain

    with terminal_job(Screen(stderr=True)) as context:
        return explain(context, AppPaths.of_user(), row.track.path, emotion.model, at_s)


def _moment_object(at_s: float | None, why: Why | None) -> dict[str, object]:
    return {"at_s": at_s, **why_object(why)}


def _print_why(why: Why | None, at: str | None) -> None:
    if why is None:
        Screen().print("  no reasons can be told" + (f" at {at}: nothing sounds." if at else "."))
        return
    table = make_table(
        f"Why at {at}" if at else "Why", "Valence", "Arousal", "", right=("Valence", "Arousal")
    )
    parts = [("the middle of what it learnt from", why.middle, "")]
    parts += [(r.words, (r.valence, r.arousal), r.property) for r in why.reasons]
    parts.append(("everything else", why.others, ""))
    # Exact for the linear half of the model, approximate for the other: this is what that leaves.
    parts.append(("not explained", why.residual, ""))
    for words, (valence, arousal), name in parts:
        table.add_row(f"  {words}", f"{valence:+.2f}", f"{arousal:+.2f}", name)
    print_table(table)


def _shown(library: Library, path: Path, row: TrackRow | None, said: Texts) -> dict[str, object]:
    from mer_core.tags.fields import MoodTags

    emotion = library.emotion(row.track.id) if row is not None else None
    correction = row.correction if row is not None else NOT_CORRECTED
    result = None
    if emotion is not None and row is not None:
        result = result_object(
            path, correction.over(emotion), heads=True, model=emotion.model,
            measures=row.measures, energy=row.energy, why=library.why(row.track.id),
        )  # fmt: skip
    return {
        "path": path_text(path),
        "state": row.state if row is not None else None,
        "tags": dataclasses.asdict(MoodTags.from_texts(said)) | _file_measures(row),
        "fields": {name: list(values) for name, values in said.items()},
        "result": result,
        "correction": _correction_object(correction, emotion),
    }


def _correction_object(
    correction: Correction, emotion: TrackEmotion | None
) -> dict[str, object] | None:
    """What was said by hand, None where nothing was; with what the model says of the same."""
    if not correction:
        return None
    said = {name: getattr(correction, name) for name in correction.fields}
    model: dict[str, object] = {}
    if emotion is not None:
        own = {"valence": emotion.valence, "arousal": emotion.arousal}
        model = {name: round(own[name], 4) for name in own if name in said}
        if "moods" in said:
            model["moods"] = [mood.name for mood in emotion.moods]
    return {**said, "model": model}


def _print_shown(library: Library, path: Path, row: TrackRow | None, said: Texts) -> None:
    from mer_core.tags import foreign, timeline
    from mer_core.tags.fields import MoodTags
    from mer_core.tags.table import TIMELINE

    console, tags = Screen(), MoodTags.from_texts(said)
    emotion = library.emotion(row.track.id) if row is not None else None
    if emotion is None:
        console.print(f"{path.name}: not analysed yet; run `mer analyze` on it.")
    else:
        now = row.correction.over(emotion) if row is not None else emotion
        result = result_object(path, now, heads=False, model=emotion.model)
        print_table(results_table([result]))
    if row is not None and row.correction:
        console.print("  by hand: " + str(row.correction))
    if row is not None and emotion is not None:
        console.print("  " + _heard(row))
    fields = [f"mood {'; '.join(tags.moods)}"] if tags.moods else []
    if not tags.moods:  # beets writes scores alone
        fields = [f"{score.name} {score.score:.3f}" for score in tags.scores]
    for name in ("valence", "arousal"):
        value = getattr(tags, name)
        if value is not None:
            fields.append(f"{name} {value:.3f}")
    if row is not None:
        details = row.track.details
        fields += [] if details.bpm is None else [f"{details.bpm:g} BPM"]
        fields += [] if details.key is None else [f"key {details.key}"]
        fields += [] if details.energy is None else [f"energy {details.energy}"]
    curve = timeline.read(said.get(TIMELINE, ("",))[0])
    if curve is not None:
        fields.append(f"{curve.num_steps} values over time, one every {curve.step_s:g} s")
    console.print("  in the file: " + (", ".join(fields) or "no mood tags"))
    others = [f"{name} {'; '.join(said[name])}" for name in said if name in foreign.FIELDS]
    if others:
        console.print("  by other programs: " + ", ".join(others))


def _file_measures(row: TrackRow | None) -> dict[str, object]:
    """Tempo and key as the file's own tags state them."""
    if row is None:
        return measures_object(None, None) | {"energy": None}
    details = row.track.details
    return measures_object(details.bpm, details.key) | {"energy": details.energy}


def _heard(row: TrackRow) -> str:
    """What was measured in a song, in words."""
    bpm, key = row.measures.bpm, row.measures.key
    said = ["no clear tempo" if bpm is None else f"{bpm:.1f} BPM"]
    said.append("no clear key" if key is None else f"key {key}")
    if row.arousal is not None and row.energy is not None:
        said.append(f"energy {energy_of(row.arousal, row.measures.drive)}")
    return "heard: " + ", ".join(said)
