"""``mer watch``: analyse what comes into folders, as it comes."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mer_core.cli.profiles import chosen_profile, rule_options
from mer_core.cli.screen import Screen, print_table
from mer_core.cli.terminal import TerminalContext, request, terminal_job
from mer_core.errors import MerError
from mer_core.library.database import Library
from mer_core.library.tracks import Track
from mer_core.paths import AppPaths
from mer_core.settings import DEVICES, Settings

if TYPE_CHECKING:
    from mer_core.models.store import ModelEntry
    from mer_core.tags.profiles import Profile
    from mer_core.watching.settling import Changes
    from mer_core.workflows.crew import Crew
    from mer_core.workflows.scan import ScanReport


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", is_flag=True, help="Write the results into the files' tags.")
@rule_options
@click.option("--poll", is_flag=True, help="Look again and again, as on network drives.")
@click.option("--device", type=click.Choice(DEVICES), default="auto", help="Where to compute.")
@click.option("--model", "model_id", default="", help="Another model than the bundled one.")
def watch(
    paths: tuple[Path, ...],
    write: bool,
    name: str | None,
    existing: str | None,
    min_confidence: float | None,
    poll: bool,
    device: str,
    model_id: str,
) -> int:
    """Watch folders: analyse new and changed music in them until Ctrl-C.

    A file is read once it has stopped changing. What was removed is marked missing, what was moved
    keeps its analysis, and a drive that is taken away is waited for. Without --write results wait
    for `mer tag` or the review; with a profile or a rule, what would be written is shown. Each song
    is written once: what `mer undo` takes back meanwhile stays taken back.
    """
    from mer_core.models.store import find_model
    from mer_core.workflows.room import once_there_is_room
    from mer_core.workflows.watch import watch as watched

    for path in paths:
        if not path.is_dir():
            raise click.UsageError(f"{path} is no folder; name the folders to watch.")
    app_paths = AppPaths.of_user()
    profile = chosen_profile(app_paths, name, existing, min_confidence)
    shows = (name, existing, min_confidence) != (None, None, None)
    with request():
        entry = find_model(app_paths, model_id)
    screen = Screen(stderr=True)
    with (
        terminal_job(screen) as context,
        once_there_is_room(context, partial(Library.open, app_paths.library)) as library,
    ):
        handling = _Handling(
            context, library, entry, device, screen, profile, write=write, shows=shows
        )
        if device != "auto":
            with request():
                handling.try_device()
        context.on_item = handling.tell
        with closing(watched(context, paths, poll=poll)) as news:
            for changes in news:
                handling.take(changes)
    return 0


class _Handling:
    """Scans, analyses and stages or writes, batch by batch, and says what was done."""

    def __init__(
        self, context: TerminalContext, library: Library, model: ModelEntry, device: str,
        screen: Screen, profile: Profile, *, write: bool, shows: bool,
    ) -> None:  # fmt: skip
        self._context, self._library, self._model, self._device = context, library, model, device
        self._screen, self._profile = screen, profile
        self._write, self._stages = write, write or shows
        self._unheard: list[int] = []
        self._staged: set[tuple[Path, str]] = set()  # with the hash of its sound
        self._code_page = Settings.load(AppPaths.of_user().settings).code_page

    def try_device(self) -> None:
        """Raises InputError where the model cannot work there."""
        with self._crew() as crew:
            crew.try_out(self._context)

    def take(self, changes: Changes) -> None:
        """Bring the library, and perhaps the files' tags, up to date."""
        from mer_core.workflows.watch import follow

        self._say(follow(self._context, self._library, changes, self._code_page))
        found = [self._library.find(path) for path in changes.files]
        rows = [*self._library.rows_of(self._unheard), *(row for row in found if row is not None)]
        tracks = {row.track.id: row.track for row in rows}
        self._analyse(self._library.pending(self._model.sha256, tracks))
        # A file changes by being written and by being undone too: neither makes it new.
        new = [
            each
            for each in tracks.values()
            if each.id not in self._unheard and (each.path, each.audio_hash) not in self._staged
        ]
        if self._stages and new:
            self._staged |= {(each.path, each.audio_hash) for each in new}
            try:
                self._stage([each.id for each in new])
            except MerError as error:  # such as another run that is under way
                self._screen.print(f"{error} `mer tag` writes these songs later.", style="red")

    def _analyse(self, tracks: list[Track]) -> None:
        """By a crew that lives for this batch: the long waits in between cost no memory. Where none
        can work now, these songs wait for the next one.
        """
        from mer_core.workflows.worker import crew_size

        self._unheard = [track.id for track in tracks]
        try:
            with self._crew() as crew:
                crew.start(crew_size(len(tracks)))
                crew.analyse(self._context, self._library, tracks)
        except MerError as error:
            self._screen.print(f"{error} These songs are heard with the next ones.", style="red")
        else:
            self._unheard = []

    def _crew(self) -> Crew:
        from mer_core.workflows.crew import Crew

        return Crew(self._library.path, self._model.folder, self._device)

    def _stage(self, ids: list[int]) -> None:
        from mer_core.cli.tagging import review_table
        from mer_core.tags.journal import Journal
        from mer_core.workflows.tag import apply, stage

        staged = stage(self._context, self._library, ids, how="auto", profile=self._profile)
        changed = [entry for entry in staged if entry.change.changed]
        if changed and not self._write:
            print_table(review_table(changed))
        elif changed:
            journal = Journal(AppPaths.of_user().journal)
            report = apply(self._context, self._library, journal, changed)
            if report.written:
                self._screen.print(f"Written: {report.written}; `mer undo` takes this back.")
            for path, reason in report.failed:
                self._screen.print(f"{path.name}: {reason}", style="red")

    def _say(self, report: ScanReport) -> None:
        counts = (("added", report.added), ("changed", report.changed),
                  ("missing", report.missing), ("back", report.back))  # fmt: skip
        words = [f"{number} {word}" for word, number in counts if number]
        if words:
            self._screen.print(", ".join(words))
        for name, reason in (*report.failed, *report.refused):
            self._screen.print(f"{name}: {reason}", style="red")

    def tell(self, item: object) -> None:
        """Say what a job has published."""
        from mer_core.workflows.analyse import TrackDone, TrackFailed
        from mer_core.workflows.tag import StageFailed
        from mer_core.workflows.watch import FolderCame, FolderWent

        match item:
            case TrackDone(track_id=track_id):
                row = self._library.row(track_id)
                if row is not None:
                    moods = ", ".join(mood.name for mood in row.moods)
                    self._screen.print(f"{row.track.path.name}: {moods}")
            case TrackFailed(message=message) | StageFailed(message=message):
                self._screen.print(message, style="red")
            case FolderCame(folder=folder):
                self._screen.print(f"Watching {folder}")
            case FolderWent(folder=folder):
                self._screen.print(f"{folder} was taken away; waiting for it.")
