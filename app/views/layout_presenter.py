"""The layouts of the table's columns: kept, chosen, renamed, deleted from a menu or by keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QLineEdit

from app.actions.layouts import MAX_NAME, Layout, Layouts, name_of
from app.actions.library import LibraryActions
from app.i18n import tr
from app.plain import menu_text
from app.views.commands import Commands
from app.views.frame import Frame
from mer_core.errors import InputError


class LayoutPresenter(QObject):
    """Fills the menu of layouts, under the table's header and in the window's menu, and does what
    is chosen there. ``chosen``: the layout that was chosen or kept last, None for the standard one.
    """

    def __init__(
        self,
        frame: Frame,
        commands: Commands,
        layouts: Layouts,
        library: LibraryActions,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._layouts = layouts
        self._menu = frame.library.table.layouts_menu
        self._group = commands.group
        frame.library.table.column_actions.append(self._group)
        library.by_album = layouts.by_album
        self._group.setChecked(library.by_album)
        self._group.toggled.connect(layouts.note_albums)
        self._group.toggled.connect(library.group)
        self.chosen = layouts.last
        self._fill()

    def _fill(self) -> None:
        menu, commands, chosen = self._menu, self._commands, self.chosen
        menu.clear()
        menu.addAction(commands.standard_layout)
        commands.standard_layout.setChecked(chosen is None)
        for layout in self._layouts.all:
            action = QAction(menu_text(layout.name), menu)
            action.setCheckable(True)
            action.setChecked(layout == chosen)
            action.triggered.connect(self._chooser(layout))
            menu.addAction(action)
        menu.addSeparator()
        menu.addActions([commands.keep_layout, commands.rename_layout, commands.delete_layout])
        for action in (commands.rename_layout, commands.delete_layout):
            action.setEnabled(chosen is not None)

    def _chooser(self, layout: Layout) -> Callable[[], None]:
        return lambda: self._choose(layout)

    def open_menu(self) -> None:
        """Offer the layouts at the table's upper left corner."""
        table = self._frame.library.table
        self._frame.show_page("library")
        header = table.horizontalHeader()
        self._menu.popup(header.mapToGlobal(header.rect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])

    def use_standard(self) -> None:
        """Show the columns as they are at first, in the search's own order."""
        self._show(Layout("", self._frame.library.standard_columns))
        self._set_chosen(None)

    def _choose(self, layout: Layout) -> None:
        self._show(layout)
        self._set_chosen(layout)

    def _show(self, layout: Layout) -> None:
        self._frame.show_page("library")
        self._frame.library.restore_columns(layout.columns)
        self._frame.library.table.sort(layout.order)
        self._group.setChecked(layout.by_album)

    def keep(self) -> None:
        """Ask for a name, and keep by it how the columns are now."""
        self._ask(tr("Save this layout"), self._keep_as)

    def _keep_as(self, name: str) -> None:
        page = self._frame.library
        before = self._layouts.get(name)
        layout = Layout(name, page.columns_state(), page.table.order, self._group.isChecked())
        self._layouts.put(layout)
        self._set_chosen(layout)
        text = tr("The layout “{name}” is kept.").format(name=name)
        if before is None:
            self._frame.notices.note(text)
        else:
            self._frame.notices.note(text, tr("Undo"), lambda: self._put_back(before))

    def rename(self) -> None:
        """Ask for another name of the chosen layout."""
        if self.chosen is not None:
            self._ask(tr("Rename the layout"), self._rename_to)

    def _rename_to(self, name: str) -> None:
        if self.chosen is not None:
            self._set_chosen(self._layouts.rename(self.chosen, name))

    def delete(self) -> None:
        """Forget the chosen layout; the columns stay as they are."""
        layout = self.chosen
        if layout is not None:
            self._layouts.delete(layout)
            self._set_chosen(None)
            text = tr("The layout “{name}” was deleted.").format(name=layout.name)
            self._frame.notices.note(text, tr("Undo"), lambda: self._put_back(layout))

    def _put_back(self, layout: Layout) -> None:
        self._layouts.put(layout)
        self._set_chosen(layout)

    def _set_chosen(self, layout: Layout | None) -> None:
        self.chosen = layout
        self._layouts.note(layout)
        self._fill()

    def _ask(self, title: str, then: Callable[[str], None]) -> None:
        """Let a name be typed; the chosen layout's stands there already."""
        dialog = QInputDialog(self._frame.window())
        dialog.setWindowTitle(title)
        dialog.setLabelText(tr("Name of the layout"))
        dialog.setTextValue(self.chosen.name if self.chosen is not None else "")
        for line in dialog.findChildren(QLineEdit):
            line.setMaxLength(MAX_NAME)
            line.setAccessibleName(tr("Name of the layout"))

        def typed(text: str) -> None:
            try:
                then(name_of(text))
            except InputError as error:
                self._frame.notices.problem(str(error))

        dialog.textValueSelected.connect(typed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
