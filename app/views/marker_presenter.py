"""Between the user's markers and the plot that shows them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QMenu

from app.actions.markers import MarkerActions
from app.i18n import tr
from app.views.commands import Commands
from app.views.frame import Frame
from app.widgets.cell_editor import CellEditor
from mer_core.library.markers import MAX_NAME, Marker, Markers

_WIDTH, _HEIGHT = 180, 28


class MarkerPresenter(QObject):
    """Shows the markers; adds, names, moves and deletes them by mouse and keys."""

    def __init__(
        self, frame: Frame, commands: Commands, markers: MarkerActions, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._frame = frame
        self._commands = commands
        self._markers = markers
        self._editor: CellEditor | None = None

    def show(self, markers: Markers) -> None:
        """Another song, or other markers."""
        self._close()
        self._frame.now_playing.plot.marks.show([(each.time_s, each.name) for each in markers])

    def open_menu(self, number: int | None, place: QPoint) -> None:
        """What can be done at a place of the plot, on marker ``number`` if there is one."""
        menu = QMenu(self._frame)
        add = menu.addAction(tr("Set a marker at the playhead"))
        add.triggered.connect(lambda _=False: self._markers.add())
        if number is not None:
            marker = self._markers.markers[number]
            rename = menu.addAction(tr("Name this marker"))
            rename.triggered.connect(lambda _=False: self.rename(marker))
            delete = menu.addAction(tr("Delete this marker"))
            delete.triggered.connect(lambda _=False: self._markers.delete(marker))
        looks = self._frame.now_playing.plot.looks
        menu.addActions([looks.pin, looks.unpin])
        menu.addSeparator()
        menu.addActions([*looks.curves.values(), looks.freeze])
        menu.addMenu(tr("Spectrogram")).addActions(looks.spectrogram)
        menu.addMenu(tr("Waveform")).addActions(self._commands.waveforms.actions())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def move(self, number: int, time_s: float) -> None:
        """A flag was dragged."""
        self._markers.move(self._markers.markers[number], time_s)

    def rename(self, marker: Marker) -> None:
        """Let a marker's name be typed over its flag."""
        self._close()
        plot = self._frame.now_playing.plot
        editor = CellEditor(tr("Name of the marker"), marker.name, tr("chorus, drop, bridge"), plot)
        editor.setMaxLength(MAX_NAME)
        editor.entered.connect(lambda _: self._take(marker, editor.text()))
        editor.escaped.connect(self._close)
        editor.left.connect(lambda: self._take(marker, editor.text()))
        self._editor = editor
        x = round(plot.x_in_widget(marker.time_s))
        editor.cover(QRect(x, 4, _WIDTH, _HEIGHT))
        editor.show()
        editor.setFocus()

    def _take(self, marker: Marker, name: str) -> None:
        if self._editor is not None:
            self._close()
            self._markers.rename(marker, name.strip())

    def _close(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            self._frame.now_playing.plot.setFocus()
            editor.hide()
            editor.deleteLater()
