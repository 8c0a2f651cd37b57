"""``mer analyze``: from files to emotions, kept in the library and printed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mer_core.cli.results import print_json, print_left_out, result_object, results_table
from mer_core.cli.screen import Screen, print_table
from mer_core.cli.tagging import print_tag_report
from mer_core.cli.terminal import TerminalContext, request, terminal_job
from mer_core.emotion import ModelRef
from mer_core.errors import InputError, MerError
from mer_core.inference.protocol import TrackDone, TrackFailed
from mer_core.jobs import JobContext
from mer_core.library.database import Library
from mer_core.paths import AppPaths
from mer_core.settings import DEVICES, Settings
from mer_core.tonality import UNMEASURED, energy_of

if TYPE_CHECKING:
    from mer_core.audio.files import LeftOut
    from mer_core.workflows.crew import Crew


#: Where one of so many files is new, the net will be wanted.
_LOOKED_AT = 100


@dataclass(slots=True)
class _Printer:
    """Prints each file's result as soon as it is known."""

    library: Library
    model: ModelRef
    heads: bool
    as_json: bool
    names: dict[int, list[Path]] = field(default_factory=dict)
    results: list[dict[str, object]] = field(default_factory=list)
    num_failed: int = 0

    def done(self, track_id: int) -> None:
        """Print the track's result under every name the user gave it by."""
        emotion, row = self.library.emotion(track_id), self.library.row(track_id)
        measures = UNMEASURED if row is None else row.measures
        energy = None
        if emotion is not None and not emotion.uncertain:
            energy = energy_of(emotion.arousal, measures.drive)
        for path in self.names.get(track_id, []):
            result = result_object(
                path, emotion, heads=self.heads, model=self.model, measures=measures, energy=energy,
                why=self.library.why(track_id),
            )  # fmt: skip
            self._add(result)

    def failed(self, path: Path, kind: str, message: str) -> None:
        """Print a file that has no result."""
        self.num_failed += 1
        error = (kind, message)
        self._add(result_object(path, None, heads=self.heads, model=self.model, error=error))

    def _add(self, result: dict[str, object]) -> None:
        if self.as_json:
            print_json(result)
        else:
            self.results.append(result)


class _Turns:
    """Hands on what is told of tracks in their own order, for songs are done in any."""

    def __init__(self, hand_on: Callable[[object], None], ids: list[int]) -> None:
        self._hand_on, self._ids = hand_on, deque(ids)
        self._told: dict[int, TrackDone | TrackFailed] = {}

    def take(self, item: object) -> None:
        """Keep the item until those of all tracks before are there."""
        if not isinstance(item, TrackDone | TrackFailed):
            return
        self._told[item.track_id] = item
        while self._ids and self._ids[0] in self._told:
            self._hand_on(self._told.pop(self._ids.popleft()))


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="PATHS...")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per file.")
@click.option("--heads", is_flag=True, help="With the GEMS, film and voice heads (in JSON).")
@click.option("--device", type=click.Choice(DEVICES), default="auto", help="Where to compute.")
@click.option("--model", "model_id", default="", help="Another model than the bundled one.")
@click.option("--again", is_flag=True, help="Analyse even what the library knows already.")
@click.option("--rescan", is_flag=True, help="Read files again that look unchanged.")
@click.option("--write", is_flag=True, help="Write the results into the files' tags.")
@click.option("--cluster", help="A Dask scheduler, such as tcp://HOST:8786; PATHS may be URLs.")
@click.option("--output", "-o", help="With --cluster: a folder (or its URL) for Parquet files.")
def analyze(
    names: tuple[str, ...],
    as_json: bool,
    heads: bool,
    device: str,
    model_id: str,
    again: bool,
    rescan: bool,
    write: bool,
    cluster: str | None,
    output: str | None,
) -> int:
    """Analyse files, folders and playlists; folders are walked.

    A file that cannot be read is reported and does not stop the others. What was analysed before
    by the same model is not computed again. Ctrl-C stops after the current second; running the
    same command again goes on where it was.
    """
    from mer_core.audio.files import LeftOut
    from mer_core.models.store import find_model
    from mer_core.workflows.crew import Crew
    from mer_core.workflows.room import once_there_is_room
    from mer_core.workflows.worker import crew_size

    if (cluster is None) != (output is None):
        raise click.UsageError("--cluster and --output go together.")
    if cluster is not None and output is not None:
        given = {
            "--json": as_json, "--heads": heads, "--again": again, "--rescan": rescan,
            "--write": write,
        }  # fmt: skip
        if any(given.values()):
            wrong = next(name for name, is_given in given.items() if is_given)
            raise click.UsageError(
                f"{wrong} does not go with --cluster, which writes Parquet files."
            )
        return _on_cluster(cluster, output, names, device, model_id)
    paths = tuple(map(Path, names))
    if not any(path.exists() for path in paths):
        raise click.UsageError(f"{paths[0]}: there is no such file or folder.")
    app_paths = AppPaths.of_user()
    with request():
        entry = find_model(app_paths, model_id)
    console = Screen(stderr=True)
    left_out = LeftOut()
    with (
        terminal_job(console) as context,
        once_there_is_room(context, partial(Library.open, app_paths.library)) as library,
        Crew(app_paths.library, entry.folder, device) as crew,
    ):
        printer = _Printer(library, entry.ref, heads, as_json)
        files = list(_files(paths, printer, left_out))
        if again or any(library.find(path.absolute()) is None for path in files[:_LOOKED_AT]):
            crew.start(crew_size(len(files)))  # they load the net while we scan
        ids = _enter(context, library, printer, files, again=rescan)
        _analyse(context, library, crew, printer, ids, again=again)
        if not as_json:
            print_table(results_table(printer.results))
        if write:
            printer.num_failed += _write(context, app_paths, library, ids)
    return 1 if printer.num_failed + print_left_out(left_out) else 0


def _on_cluster(
    cluster: str, target: str, names: tuple[str, ...], device: str, model_id: str
) -> int:
    """Hear on other machines; docs/CLUSTER.md tells what is needed."""
    from mer_core.models.store import find_model
    from mer_core.workflows.cluster import analyse_on_cluster

    console = Screen(stderr=True)
    with request(), terminal_job(console) as context:
        entry = find_model(AppPaths.of_user(), model_id)
        report = analyse_on_cluster(context, cluster, names, target, entry, device=device)
    console.print(f"{report.num_heard} songs heard; known before: {report.num_known}.")
    for url, reason in report.failed:
        console.print(f"{url}: {reason}", style="red")
    return 1 if report.failed else 0


def _enter(
    context: JobContext,
    library: Library,
    output: _Printer,
    files: list[Path],
    *,
    again: bool,
) -> list[int]:
    """Bring the files into the library; report the unreadable; return the ids of the others."""
    from mer_core.workflows.scan import scan

    code_page = Settings.load(AppPaths.of_user().settings).code_page
    report = scan(context, library, files, code_page, again=again)
    reasons = {str(path): message for path, message in (*report.failed, *report.refused)}
    ids: list[int] = []
    known = library.ids_at(path.absolute() for path in files)
    for path, track_id in zip(files, known, strict=True):
        reason = reasons.get(str(path.absolute()))
        if reason is not None or track_id is None:
            output.failed(path, "DecodeError", reason or "it could not be read.")
            continue
        names = output.names.setdefault(track_id, [])
        if path not in names:
            names.append(path)
            ids.append(track_id)
    return list(dict.fromkeys(ids))


def _files(paths: tuple[Path, ...], output: _Printer, left_out: LeftOut) -> Iterator[Path]:
    """All sound files that ``paths`` mean; a named path that cannot be taken is answered like a
    file that cannot be read, what else is left out goes to ``left_out``.
    """
    from mer_core.audio.files import LeftOut
    from mer_core.workflows.finding import find_music

    for path in dict.fromkeys(paths):
        here = LeftOut()
        try:
            yield from find_music([path], here)
        except InputError as error:
            output.failed(path, "InputError", str(error))
        left_out.num_junk += here.num_junk
        for name, reason in here.refused:
            if name == str(path):
                output.failed(path, "InputError", reason)
            else:
                left_out.refused.append((name, reason))


def _analyse(
    context: TerminalContext,
    library: Library,
    crew: Crew,
    output: _Printer,
    ids: list[int],
    *,
    again: bool,
) -> None:
    from mer_core.workflows.worker import crew_size

    if again:
        tracks = [row.track for row in library.rows_of(ids)]
    else:
        library.retry(ids)
        tracks = library.pending(output.model.sha256, ids)
    waiting = {track.id for track in tracks}
    known = [track_id for track_id in ids if track_id not in waiting]
    # Copies of a song share one analysis: the other copies are answered once it is there.
    copies = [row.track.id for row in library.rows_of(known) if row.confidence is None]
    waiting.update(copies)
    for track_id in known:
        if track_id not in waiting:
            output.done(track_id)

    def print_item(item: object) -> None:
        match item:
            case TrackDone(track_id=track_id):
                output.done(track_id)
            case TrackFailed(track_id=track_id, message=message):
                for path in output.names.get(track_id, []):
                    output.failed(path, "DecodeError", message)

    turns = _Turns(print_item, [track.id for track in tracks])
    context.on_item = turns.take
    crew.start(crew_size(len(tracks)))
    crew.analyse(context, library, tracks)
    for track_id in copies:
        row = library.row(track_id)
        if library.emotion(track_id) is not None:
            output.done(track_id)
        elif row is not None:
            print_item(TrackFailed(track_id, row.message or "its copy could not be analysed."))


def _write(context: TerminalContext, paths: AppPaths, library: Library, ids: list[int]) -> int:
    """Write the results of ``ids`` into the files' tags; return how many files failed."""
    from mer_core.settings import Settings
    from mer_core.tags import profiles
    from mer_core.tags.journal import Journal
    from mer_core.workflows.tag import StageFailed, apply, stage

    refused: list[StageFailed] = []
    context.on_item = lambda item: refused.append(item) if isinstance(item, StageFailed) else None
    try:
        profile = profiles.named(Settings.load(paths.settings).profile, paths.profiles)
        staged = stage(context, library, ids, how="auto", profile=profile)
        report = apply(context, library, Journal(paths.journal), staged)
    except MerError as error:
        Screen(stderr=True).print(str(error), style="red")
        return 1
    print_tag_report(report)
    for entry in refused:
        Screen(stderr=True).print(entry.message, style="red")
    return len(report.failed) + len(refused)
