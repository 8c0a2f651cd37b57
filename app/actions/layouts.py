"""Layouts of the table's columns that the user has named, kept beside the window's place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from app.i18n import tr
from mer_core.errors import InputError
from mer_core.shown import shown

MAX_NAME = 60
_GROUP = "layouts"


@dataclass(frozen=True, slots=True)
class Layout:
    """``columns`` is what LibraryPage.columns_state gave, ``order`` what the columns sort by (see
    Library.row_ids; empty for the search's own); ``by_album``: under bands.
    """

    name: str
    columns: QByteArray
    order: str = ""
    by_album: bool = False


class Layouts:
    """The layouts in the file at ``path``, by their names; each change is written at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        state = self._file()
        self._known: list[Layout] = []
        for place in range(state.beginReadArray(_GROUP)):
            state.setArrayIndex(place)
            name, columns = state.value("name"), state.value("columns")
            if isinstance(name, str) and isinstance(columns, QByteArray):
                order = str(state.value("order") or "")
                by_album = bool(state.value("by_album", False, bool))
                self._known.append(Layout(name, columns, order, by_album))
        state.endArray()

    @property
    def last(self) -> Layout | None:
        """The one that ``note`` noted last, None where it is gone or the standard one was."""
        return self.get(str(self._file().value("layout") or ""))

    def note(self, layout: Layout | None) -> None:
        """This one was chosen; None for the standard one."""
        self._file().setValue("layout", "" if layout is None else layout.name)

    @property
    def by_album(self) -> bool:
        """What ``note_albums`` noted last."""
        return bool(self._file().value("by_album", False, bool))

    def note_albums(self, by_album: bool) -> None:
        """The table shows songs under their albums from now on, or not."""
        self._file().setValue("by_album", by_album)

    @property
    def all(self) -> tuple[Layout, ...]:
        """Those there are, sorted by name."""
        return tuple(sorted(self._known, key=lambda layout: layout.name.casefold()))

    def get(self, name: str) -> Layout | None:
        """The layout of this name, whatever its case."""
        key = name.casefold()
        return next((each for each in self._known if each.name.casefold() == key), None)

    def put(self, layout: Layout) -> None:
        """Keep ``layout``, in place of one that is so called."""
        self._known = [*self._others(layout.name), layout]
        self._write()

    def rename(self, layout: Layout, name: str) -> Layout:
        """Call it otherwise. Raises InputError where another is so called."""
        if self.get(name) not in (None, layout):
            raise taken(name)
        renamed = replace(layout, name=name)
        self._known = [*self._others(layout.name), renamed]
        self._write()
        return renamed

    def delete(self, layout: Layout) -> None:
        """Forget it."""
        self._known = self._others(layout.name)
        self._write()

    def _others(self, name: str) -> list[Layout]:
        return [each for each in self._known if each.name.casefold() != name.casefold()]

    def _file(self) -> QSettings:
        return QSettings(str(self._path), QSettings.Format.IniFormat)

    def _write(self) -> None:
        state = self._file()
        state.remove(_GROUP)
        state.beginWriteArray(_GROUP, len(self._known))
        for place, layout in enumerate(self._known):
            state.setArrayIndex(place)
            state.setValue("name", layout.name)
            state.setValue("columns", layout.columns)
            state.setValue("order", layout.order)
            state.setValue("by_album", layout.by_album)
        state.endArray()


def name_of(typed: str) -> str:
    """What was typed as a name. Raises InputError where it is none, or the standard layout's."""
    name = " ".join(typed.split())
    if not name or shown(name) != name:
        raise InputError(tr("A layout needs a name; type one."))
    if name.casefold() == tr("Standard").casefold():
        raise taken(name)
    return name


def taken(name: str) -> InputError:
    """What to raise where a layout is called ``name`` already."""
    return InputError(
        tr("There is a layout “{name}” already; choose another name.").format(name=name)
    )
