"""The part of docs/RESULTS.md that speaks of the models that ship."""

from __future__ import annotations

from collections.abc import Sequence

from mer_core.training.report import ECE, MARK, RELIABILITY, REPORTS, Figure, Report
from mer_core.training.requests import BY_CORPUS, LEFT_OUT
from mer_core.training.tables import ABOUT_LEFT_OUT, markdown_table, number


def left_out_markdown(reports: Sequence[Report]) -> str:
    """The shipped recipes side by side on corpora and genres that they had not learnt from."""
    found = {
        report: figures
        for report in reports
        if (figures := [figure for figure in report.figures if figure.protocol in LEFT_OUT])
    }
    if not found:
        return "Not run yet."
    keys = dict.fromkeys(
        (f.protocol, f.corpus, f.label, f.metric) for figures in found.values() for f in figures
    )
    rows = []
    for protocol, corpus, label, metric in sorted(keys, key=lambda key: LEFT_OUT.index(key[0])):
        each = [report.find(protocol, label, metric, corpus=corpus) for report in found]
        constant = next(number(figure.constant) for figure in each if figure is not None)
        rows.append([protocol, corpus, label, metric, *map(_with_interval, each), constant])
    names = [
        report.recipe + (MARK if report.called(BY_CORPUS) != BY_CORPUS else "") for report in found
    ]
    head = ["left out", "corpus", "label", "metric", *names, "constant"]
    caveats = [
        f"\\{MARK} {report.recipe}: {report.caveat}"
        for report in found
        if report.called(BY_CORPUS) != BY_CORPUS
    ]
    pictures = [
        f"![How sure {report.recipe} was, and how often right]"
        f"({REPORTS}/{report.recipe}/{RELIABILITY})"
        for report in found
        if report.find(BY_CORPUS, "confidence", ECE) is not None
    ]
    table = "\n".join(markdown_table(head, rows))
    return "\n\n".join([ABOUT_LEFT_OUT, table, *caveats, *pictures])


def _with_interval(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return f"{number(figure.value)} ({number(figure.low)} to {number(figure.high)})"


def shipped_markdown(name: str, report: Report | None, stale: str | None) -> str:
    """A shipped recipe's own tables; ``stale`` is why they may not be what is found today."""
    if report is None:
        return f"### {name}\n\nNot run yet."
    reason = f" Stale: {stale}." if stale else ""
    return f"### {name}\n\nThe gap is as published less by song.{reason}\n\n{report.to_markdown()}"
