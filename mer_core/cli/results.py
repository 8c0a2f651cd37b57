"""One result as JSON and as a line of a table: the interface that other programs rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from mer_core.cli.screen import Screen, make_table
from mer_core.cli.streams import put
from mer_core.emotion import FILM, GEMS, VOICE, Heads, ModelRef, TrackEmotion
from mer_core.exports.curve import timeline_object
from mer_core.exports.table import json_line, measures_object, path_text
from mer_core.reasons import Why
from mer_core.shown import shown
from mer_core.tonality import UNMEASURED, Measures

if TYPE_CHECKING:
    from mer_core.audio.files import LeftOut

_BESIDE = ("bpm", "key", "camelot", "energy", "why", "why_rest")
_QUADRANT_WORDS = {"Q1": "exuberant", "Q2": "tense", "Q3": "sad", "Q4": "calm"}


def result_object(
    path: Path,
    emotion: TrackEmotion | None,
    *,
    heads: bool,
    model: ModelRef,
    measures: Measures = UNMEASURED,
    energy: int | None = None,
    why: Why | None = None,
    error: tuple[str, str] | None = None,
) -> dict[str, object]:
    """The object that ``mer analyze --json`` prints for one file.

    ``measures`` are what was heard beside the emotion, ``energy`` is 1 to 10, ``why`` what
    moved both axes away from the middle. ``error`` is (type,
    message), for a file without a result; every other field is then null.
    """
    if emotion is None:
        names = ("duration_s", "valence", "arousal", "tension", "confidence", "quadrant")
        rest: dict[str, object] = dict.fromkeys((*names, "moods", "timeline", *_BESIDE))
        if heads:
            rest["heads"] = None
    else:
        rest = {
            "duration_s": round(emotion.duration_s, 3),
            "valence": round(emotion.valence, 4),
            "arousal": round(emotion.arousal, 4),
            "tension": round(emotion.tension, 4),
            "confidence": round(emotion.confidence, 4),
            "quadrant": emotion.quadrant,
            "moods": [{"name": m.name, "score": round(m.score, 4)} for m in emotion.moods],
            "timeline": timeline_object(emotion),
            "truncated": emotion.truncated,
            **measures_object(measures.bpm, measures.key),
            "energy": energy,
            **why_object(why),
        }
        if heads:
            rest["heads"] = heads_object(emotion.heads)
    message = None if error is None else {"type": error[0], "message": error[1]}
    return {"path": path_text(path), **rest, "model": asdict(model), "error": message}


def why_object(why: Why | None) -> dict[str, object]:
    """The reasons, and what else adds up to the answer with them; None where they are not known."""
    if why is None:
        return {"why": None, "why_rest": None}
    parts = {"middle": why.middle, "others": why.others, "residual": why.residual}
    return {
        "why": [asdict(reason) for reason in why.reasons],
        "why_rest": {
            name: {"valence": valence, "arousal": arousal}
            for name, (valence, arousal) in parts.items()
        },
    }


def heads_object(heads: Heads | None) -> dict[str, object] | None:
    """The extra heads by their corpora's names; None for a model without them, or for one head."""
    if heads is None:
        return None
    named = (("gems", GEMS, heads.gems), ("film", FILM, heads.film), ("voice", VOICE, heads.voice))
    return {
        head: None
        if values is None
        else {name: round(value, 4) for name, value in zip(names, values, strict=True)}
        for head, names, values in named
    }


def print_json(value: object) -> None:
    """Print one object to stdout, on one line."""
    put(json_line(value).encode("ascii") + b"\n")


def results_table(results: Iterable[Mapping[str, Any]]) -> Table:
    """The same objects as a table for people."""
    table = make_table(
        "File", "Time", "Valence", "Arousal", "Quadrant", "Moods", "Conf.",
        right=("Time", "Valence", "Arousal"),
    )  # fmt: skip
    for result in results:
        name = Path(result["path"]).name
        if result["error"] is not None:
            message = Text(shown(result["error"]["message"]), style="red")
            table.add_row(name, "", "", "", "", message)
            continue
        moods = ", ".join(f"{mood['name']} {mood['score']:.2f}" for mood in result["moods"])
        minutes, seconds = divmod(round(result["duration_s"]), 60)
        quadrant = result["quadrant"]
        table.add_row(
            name,
            f"{minutes}:{seconds:02d}",
            f"{result['valence']:+.2f}",
            f"{result['arousal']:+.2f}",
            f"{quadrant} {_QUADRANT_WORDS[quadrant]}" if quadrant else "—",
            moods + (" (file is cut short)" if result["truncated"] else ""),
            f"{result['confidence']:.2f}",
        )
    return table


def print_left_out(left_out: LeftOut) -> int:
    """Say on stderr what was passed over, a line for each refusal; give how many those are."""
    stderr = Screen(stderr=True)
    for name, reason in left_out.refused:
        stderr.print(f"{name}: {reason}", style="red")
    if left_out.num_junk:
        things = "file or folder" if left_out.num_junk == 1 else "files and folders"
        stderr.print(f"Skipped: {left_out.num_junk} junk {things}.", style="dim")
    return len(left_out.refused)
