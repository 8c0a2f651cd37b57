"""Between the crates and what shows them: sidebar, table, menus, notices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from app.actions.crates import CrateActions
from app.actions.history import History
from app.actions.library import LibraryActions
from app.engine_words import engine_word
from app.i18n import tr
from app.plain import menu_text
from app.views.commands import Commands
from app.views.frame import Frame
from app.views.library_presenter import LibraryPresenter
from mer_core.library.crates import FOLDER, MAX_NAME, PLAIN, SMART, Crate, CrateTree


class CratesPresenter(QObject):
    """Opens, fills, names and moves crates. ``open``: the crate whose songs the table shows;
    ``export_requested`` carries one.
    """

    export_requested = Signal(object)

    def __init__(
        self,
        frame: Frame,
        commands: Commands,
        crates: CrateActions,
        library: LibraryActions,
        library_presenter: LibraryPresenter,
        history: History,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._history = history
        self._crates = crates
        self._library = library
        self._presenter = library_presenter
        self._tree = CrateTree(())
        self._chosen: tuple[int, ...] = ()  # to be chosen again once the table shows the new order
        self.open: Crate | None = None
        self._new = commands.new_crate_actions
        menu = QMenu(frame)
        menu.addActions(self._new)
        frame.sidebar.set_menu(menu)

    # --- opening ---

    def open_crate(self, crate: Crate) -> None:
        """Find what a crate holds, in its order."""
        self._set_open(crate)
        self._library.order_by = ""
        self._frame.library.table.forget_sort()
        self._presenter.ask(self._tree.query_of(crate))

    def note_query(self, query: str) -> None:
        """Another search closes the crate; called before it is answered."""
        if self.open is not None and query != self._tree.query_of(self.open):
            self._set_open(None)

    def close(self) -> None:
        """The table shows something else than a crate."""
        self._set_open(None)

    def note_place(self, place: str) -> None:
        """The whole library was chosen."""
        if place == "library":
            self.close()

    def _set_open(self, crate: Crate | None) -> None:
        self.open = crate
        self._library.own_order = "path" if crate is None else crate.order
        self._frame.sidebar.set_open(crate)
        self.note_order()

    def note_order(self, _order: str = "") -> None:
        """Songs can be moved by hand where no column sorts them."""
        self._frame.library.table.drop.set_enabled(self._plain is not None)

    @property
    def _plain(self) -> Crate | None:
        """The open crate, where its songs stand in their order by hand."""
        is_plain = self.open is not None and self.open.kind == PLAIN
        return self.open if is_plain and self._library.order == self._library.own_order else None

    # --- showing ---

    def show_tree(self, tree: CrateTree) -> None:
        """Crates were read, or one has changed."""
        self._tree = tree
        self._frame.sidebar.set_crates(tree)
        if self.open is not None:
            now = tree.get(self.open.id)
            if now is None:
                self._presenter.ask("")
            elif now != self.open:
                self.open_crate(now)
        if self._frame.page == "library" and self._frame.sidebar.current_crate() is None:
            self._frame.sidebar.select_place("library")

    def show_counts(self, counts: dict[int, int | None]) -> None:
        """Crates were counted."""
        self._frame.sidebar.set_crate_counts(counts)

    def show_made(self, crate: Crate) -> None:
        """A new crate wants a name."""
        self._frame.sidebar.edit_crate(crate)

    def show_deleted(self, crate: Crate) -> None:
        """Say so, and offer it back."""
        self._offer_back(
            tr("“{name}” was deleted. No song was touched.").format(name=engine_word(crate.name))
        )

    def _offer_back(self, text: str) -> None:
        reverse = self._history.last
        self._frame.notices.note(text, tr("Undo"), lambda: self._history.undo(reverse))

    def show_filled(self, crate: Crate, change: int) -> None:
        """Songs were put in, taken out or moved."""
        if change > 0:
            text = tr("%n song(s) added to “{name}”.", "", change)
        else:
            text = tr("%n song(s) taken out of “{name}”.", "", -change)
        if change:
            self._offer_back(text.format(name=crate.name))
        self._show_anew()

    def show_stepped(self) -> None:
        """A change was taken back, or done again."""
        self._frame.notices.note(tr("The crates were changed back."))
        self._show_anew()

    def _show_anew(self) -> None:
        if "crate:" in self._library.query:
            self._presenter.reload()

    def choose_again(self) -> None:
        """After a new order: the moved songs are still the chosen ones."""
        chosen, self._chosen = self._chosen, ()
        if chosen:
            self._frame.library.select_ids(chosen)

    # --- crates ---

    def new_plain(self) -> None:
        """Make an empty crate beside the current one."""
        self._crates.create(tr("New crate"), PLAIN, self._folder())

    def new_smart(self) -> None:
        """Keep the search, with its order."""
        query = self._library.query
        name = " ".join(query.split())[: MAX_NAME - 20] or tr("All songs")
        order = self._library.sort_keys
        self._crates.create(name, SMART, self._folder(), query=query, order_by=order)

    def new_folder(self) -> None:
        """Make an empty folder beside the current crate."""
        self._crates.create(tr("New folder"), FOLDER, self._folder())

    def _folder(self) -> int | None:
        """The folder under the cursor, or that of the crate there."""
        crate = self._frame.sidebar.current_crate()
        if crate is None:
            return None
        return crate.id if crate.kind == FOLDER else crate.parent_id

    def take_over(self, crate: Crate) -> None:
        """Let a smart crate find what the table shows now."""
        order = self._library.order_by or crate.order_by
        self._crates.change_search(crate, self._library.query, order)

    def nudge(self, crate: Crate, step: int) -> None:
        """Move a crate up or down among its neighbours."""
        beside = self._tree.children(crate.parent_id)
        if crate not in beside:  # it was changed just now
            return
        place = beside.index(crate) + step
        if 0 <= place < len(beside):
            behind = place + (step > 0)
            before = beside[behind].id if behind < len(beside) else None
            self._crates.move(crate, crate.parent_id, before)

    def drop(self, crate_id: int, folder_id: int | None, before: int | None) -> None:
        """A crate was dragged to another place."""
        crate = self._tree.get(crate_id)
        if crate is not None and before != crate_id:
            self._crates.move(crate, folder_id, before)

    # --- songs ---

    def take_out(self) -> None:
        """Take the chosen songs out of the open crate."""
        ids = self._frame.library.selected_ids()
        if self.open is not None and self.open.kind == PLAIN and ids:
            self._crates.remove_songs(self.open, ids)

    def nudge_songs(self, step: int) -> None:
        """Move the chosen songs up or down in the open crate."""
        ids, shown = self._frame.library.selected_ids(), list(self._frame.tracks.ids)
        if not ids or self._plain is None:
            return
        places = [shown.index(ids[0]), shown.index(ids[-1])]
        place = places[0] - 1 if step < 0 else places[1] + 2
        if place >= 0 and places[1] + step < len(shown):
            self._move_songs(ids, place)

    def drop_songs(self, ids: Sequence[int], place: int) -> None:
        """The songs were dragged before a row of the open crate."""
        self._move_songs(ids, place)

    def _move_songs(self, ids: Sequence[int], place: int) -> None:
        shown = self._frame.tracks.ids
        if self._plain is not None:
            self._chosen = tuple(ids)
            before = shown[place] if place < len(shown) else None
            self._crates.move_songs(self._plain, ids, before)

    # --- menus ---

    def fill_song_menu(self, menu: QMenu, ids: Iterable[int]) -> None:
        """What can be done with chosen songs and crates."""
        chosen = tuple(ids)
        inside = menu.addMenu(tr("Add to crate"))
        for crate in self._tree:
            if crate.kind == PLAIN:
                _act(inside, self._tree.path(crate), self._adder(crate, chosen))
        inside.addSeparator()
        _act(inside, tr("New crate"), lambda: self._crates.create_with(tr("New crate"), chosen))
        if self.open is not None and self.open.kind == PLAIN:
            _act(menu, tr("Take out of “{name}”").format(name=self.open.name), self.take_out)
        if self._plain is not None:
            _act(menu, tr("Move up in the crate"), lambda: self.nudge_songs(-1))
            _act(menu, tr("Move down in the crate"), lambda: self.nudge_songs(1))

    def _adder(self, crate: Crate, ids: tuple[int, ...]) -> Callable[[], None]:
        return lambda: self._crates.add_songs(crate, ids)

    def crate_menu(self, crate: Crate | None, place: QPoint) -> None:
        """The menu of a crate, or of the ground beside them."""
        menu = QMenu(self._frame)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if crate is not None:
            self._fill_crate_menu(menu, crate)
            menu.addSeparator()
        menu.addActions(self._new)
        menu.popup(place)

    def _fill_crate_menu(self, menu: QMenu, crate: Crate) -> None:
        _act(menu, tr("Rename") + "\tF2", lambda: self._frame.sidebar.edit_crate(crate))
        if crate.kind == SMART:
            _act(menu, tr("Find what is searched for now"), lambda: self.take_over(crate))
        _act(menu, tr("Export…"), lambda: self.export_requested.emit(crate))
        _act(menu, tr("Move up") + "\tAlt+Up", lambda: self.nudge(crate, -1))
        _act(menu, tr("Move down") + "\tAlt+Down", lambda: self.nudge(crate, 1))
        folders = menu.addMenu(tr("Move to folder"))
        own = self._tree.below(crate)
        targets: list[tuple[int | None, str]] = [(None, tr("None: to the top"))]
        targets += [
            (each.id, engine_word(self._tree.path(each)))
            for each in self._tree if each.kind == FOLDER and each not in own
        ]  # fmt: skip
        for folder_id, name in targets:
            if folder_id != crate.parent_id:
                _act(folders, name, self._mover(crate, folder_id))
        folders.setEnabled(not folders.isEmpty())
        _act(menu, tr("Delete") + "\tDel", lambda: self._crates.delete(crate))

    def _mover(self, crate: Crate, folder_id: int | None) -> Callable[[], None]:
        return lambda: self._crates.move(crate, folder_id, None)


def _act(menu: QMenu, text: str, act: Callable[[], object]) -> None:
    menu.addAction(menu_text(text) if "\t" not in text else text).triggered.connect(
        lambda _checked=False: act()
    )
