"""The page of the mood map: its axes and colours, the map, what is done with the chosen songs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.i18n import mark, tr
from app.plain import tip
from app.theme import Theme
from app.widgets.keys import keep_own_keys
from app.widgets.labels import ElidedLabel
from app.widgets.library_map import TOOLS, LibraryMap
from app.widgets.map_colours import COLOUR_BY
from app.widgets.turning_bar import TurningBar
from app.widgets.wording import count
from mer_core.library.map_songs import AXES, MapSongs

_TOOLS = {"lasso": mark("Draw around"), "box": mark("Box"), "move": mark("Move")}
_HINT = mark("Wheel zooms, hold H to listen, arrows walk, Enter plays")
_PLAY, _KEEP, _LIST = mark("Play"), mark("New crate"), mark("Show in the list")
#: The kinds of axes and of colours.
_KINDS = {
    "valence": mark("valence"),
    "arousal": mark("arousal"),
    "tension": mark("tension"),
    "energy": mark("energy"),
    "tempo": mark("tempo"),
    "year": mark("year"),
    "mood": mark("mood"),
    "genre": mark("genre"),
    "crate": mark("crate"),
}


class MapPage(QWidget):
    """``listed``, ``played_all`` and ``kept`` carry the ids of the chosen songs: to be shown in the
    table, played, or put into a new crate.
    """

    listed = Signal(object)
    played_all = Signal(object)
    kept = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "ground")
        self.map = LibraryMap(theme)
        self.across = self._combo(tr("Across"), "→ ", AXES)
        self.up = self._combo(tr("Up"), "↑ ", AXES)
        self.up.setCurrentIndex(1)
        self.colour = self._combo(tr("Colour by"), tr("Colour: "), COLOUR_BY)
        self.trail = self._combo(tr("Trail through a crate"), "", ())
        self.trail.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.trail.setMaximumWidth(theme.px(160))
        self.trail.addItem(tr("No trail"), "")
        self.trail.hide()
        self.spread = QCheckBox(tr("Spread", "over the map"))
        self.spread.setToolTip(tip(tr("Place songs by their rank in this library: nothing crowds")))
        self.tool = self._combo(tr("What dragging does"), "", ())
        for tool in TOOLS:
            self.tool.addItem(tr(_TOOLS[tool]), tool)
        self.fit_button = QPushButton(tr("Fit"))
        self.fit_button.setToolTip(tip(tr("See all songs (0)")))
        self._told = ElidedLabel(tr(_HINT))
        self._told.setProperty("role", "dim")
        self._buttons = {name: QPushButton(tr(name)) for name in (_PLAY, _KEEP, _LIST)}
        self._chosen: list[int] = []
        self._lay_out()
        self._connect()
        self.set_chosen([])
        keep_own_keys(self)

    def _combo(self, name: str, prefix: str, kinds: object) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        combo.setToolTip(tip(name))
        for kind in kinds if isinstance(kinds, dict | tuple) else ():
            combo.addItem(f"{prefix}{tr(_KINDS[kind])}", kind)
        combo.setMinimumWidth(70)
        return combo

    def _lay_out(self) -> None:
        axes = (self.across, self.up, self.colour, self.trail, self.spread, None)
        head = TurningBar(axes, (self.tool, self.fit_button))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 0, 16, 8)
        foot.setSpacing(10)
        foot.addWidget(self._told, 1)
        for button in self._buttons.values():
            foot.addWidget(button)
        middle = QHBoxLayout()
        middle.setContentsMargins(16, 0, 16, 8)
        middle.addWidget(self.map)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addLayout(middle, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        for box in (self.across, self.up):
            box.currentIndexChanged.connect(self._lay_songs_out)
        self.spread.toggled.connect(self._lay_songs_out)
        self.colour.currentIndexChanged.connect(
            lambda _: self.map.set_colour_by(self.colour.currentData())
        )
        self.trail.currentIndexChanged.connect(
            lambda _: self.map.set_trail(self.trail.currentData() or "")
        )
        self.tool.currentIndexChanged.connect(lambda _: self.map.set_tool(self.tool.currentData()))
        self.fit_button.clicked.connect(self.map.fit)
        self.map.chosen_changed.connect(self.set_chosen)
        for name, signal in (
            (_PLAY, self.played_all), (_KEEP, self.kept), (_LIST, self.listed),
        ):  # fmt: skip
            self._buttons[name].clicked.connect(
                lambda _=False, signal=signal: signal.emit(self._chosen)
            )

    def _lay_songs_out(self) -> None:
        self.map.set_axes(
            self.across.currentData(), self.up.currentData(), spread=self.spread.isChecked()
        )

    def set_theme(self, theme: Theme) -> None:
        """Repaint in another look."""
        self.map.set_theme(theme)

    def set_songs(self, songs: MapSongs) -> None:
        """Show these tracks."""
        self._number = len(songs)
        self.map.set_songs(songs)
        self._show_trails(list(songs.crates))
        self._tell()

    def _show_trails(self, crates: list[str]) -> None:
        if crates == [self.trail.itemData(place) for place in range(1, self.trail.count())]:
            return
        chosen = self.trail.currentData()
        self.trail.clear()
        self.trail.addItem(tr("No trail"), "")
        for crate in crates:
            self.trail.addItem(crate, crate)
        self.trail.setCurrentIndex(max(self.trail.findData(chosen), 0))
        self.trail.setVisible(bool(crates))

    def set_chosen(self, ids: list[int]) -> None:
        """These songs are chosen: say what can be done with them."""
        self._chosen = ids
        for button in self._buttons.values():
            button.setEnabled(bool(ids))
        self._tell()

    def _tell(self) -> None:
        if self._chosen:
            text = tr("{number} of %n song(s) chosen", "", self._number)
            self._told.setText(text.format(number=count(len(self._chosen))))
        else:
            songs = tr("%n song(s)", "", self._number)
            self._told.setText(tr("{songs}.  {hint}").format(songs=songs, hint=tr(_HINT)))

    _number = 0
