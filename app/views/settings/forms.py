"""The sections of plain choices: folders, playback, analysis, look."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_words import engine_word
from app.i18n import language, mark, spoken, tr
from app.plain import menu_text
from app.views.commands import CROSSFADES, LOUDNESS_WORDS, THEME_WORDS, WAVEFORM_WORDS
from app.widgets.labels import Label
from app.widgets.training.fields import sentence, under_name
from mer_core.settings import CODE_PAGES, COLOUR_MAPS, DEVICES, LANGUAGES, Settings

_COLOUR_WORDS = {"standard": mark("Standard"), "safe": mark("Safe for colour-blind eyes")}
_MOTION_WORDS = {
    "system": mark("As the system has it"),
    "reduced": mark("Reduced"),
    "full": mark("Full"),
}
_TEXT_SIZES = (90, 100, 110, 125, 150)


class Form(QWidget):
    """Fields under their names, below a heading. ``changed`` carries the fields of Settings that
    are to change.
    """

    changed = Signal(object)

    def __init__(self, heading: str) -> None:
        super().__init__()
        self.setProperty("surface", "ground")
        self._boxes: dict[str, QComboBox] = {}
        self._ticks: dict[str, QCheckBox] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 16, 24, 16)
        self.column.setSpacing(16)
        label = Label(heading)
        label.setProperty("role", "heading")
        self.column.addWidget(label)

    def choice(self, field: str, name: str, words: Mapping[Any, str]) -> QComboBox:
        """A box in which one value of a field is chosen."""
        box = QComboBox()
        box.setAccessibleName(name)
        for value, text in words.items():
            box.addItem(text, value)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.activated.connect(lambda _: self.changed.emit({field: box.currentData()}))
        self._boxes[field] = box
        row = QHBoxLayout()
        row.addWidget(under_name(name, box))
        row.addStretch(1)
        self.column.addLayout(row)
        return box

    def tick(self, field: str, text: str) -> QCheckBox:
        """A box that is ticked or not."""
        tick = QCheckBox(text)
        tick.clicked.connect(lambda on: self.changed.emit({field: on}))
        self._ticks[field] = tick
        self.column.addWidget(tick)
        return tick

    def say(self, text: str) -> Label:
        """A quiet sentence below the field before it."""
        label = sentence("dim")
        label.setText(text)
        self.column.addWidget(label)
        return label

    def end(self) -> None:
        """Nothing more stands below."""
        self.column.addStretch(1)

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        for field, box in self._boxes.items():
            box.setCurrentIndex(box.findData(getattr(settings, field)))
        for field, tick in self._ticks.items():
            tick.setChecked(getattr(settings, field))


class FoldersForm(Form):
    """``add_clicked``: a folder is to be added; ``changed`` carries those that stay."""

    add_clicked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Folders"))
        self.folders = QListWidget()
        self.folders.setAccessibleName(tr("Folders of music"))
        self.folders.setProperty("kind", "choices")
        self.folders.setProperty("edge", "around")
        self.add_button = QPushButton(tr("Add folder…"))
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.setToolTip(tr("Look there no more; files and songs stay"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        self.column.addWidget(self.folders, 1)
        self.column.addLayout(buttons)
        self.tick("watch", tr("Watch the folders"))
        self.say(tr("New and changed files are noticed while Moodline runs."))
        pages = {name: engine_word(words) for name, words in CODE_PAGES.items()}
        self.choice("code_page", tr("Text of old tags"), pages)
        self.add_button.clicked.connect(lambda _=False: self.add_clicked.emit())
        self.remove_button.clicked.connect(lambda _=False: self._remove())
        self.folders.currentRowChanged.connect(lambda row: self.remove_button.setEnabled(row >= 0))
        self._shown: tuple[str, ...] = ()

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        if settings.folders != self._shown or not settings.folders:
            self._shown = settings.folders
            self.folders.clear()
            self.folders.addItems([_shown(folder) for folder in settings.folders])
        self.remove_button.setEnabled(self.folders.currentRow() >= 0)

    def _remove(self) -> None:
        row = self.folders.currentRow()
        if row >= 0:
            self.changed.emit({"folders": self._shown[:row] + self._shown[row + 1 :]})


class PlaybackForm(Form):
    """Where sound goes to, and how songs meet."""

    def __init__(self) -> None:
        super().__init__(tr("Playback"))
        self._outputs = self.choice("output_device", tr("Sound output"), {})
        self.choice("crossfade_s", tr("Crossfade"), {s: tr(t) for s, t in CROSSFADES.items()})
        words = {name: tr(text) for name, text in LOUDNESS_WORDS.items()}
        self.choice("loudness", tr("Even loudness (ReplayGain)"), words)
        self.tick("follow_playhead", tr("Follow the playhead"))
        self.end()

    def set_outputs(self, names: Iterable[str], chosen: str) -> None:
        """The outputs that are there; one that went away stays in the list while it is chosen."""
        listed = dict.fromkeys(("", *names, chosen))
        self._outputs.clear()
        for name in listed:
            self._outputs.addItem(menu_text(name) or tr("The system's default"), name)
        self._outputs.setCurrentIndex(self._outputs.findData(chosen))


class AnalysisForm(Form):
    """What hears the songs. ``models_clicked``: the page of models is wanted."""

    models_clicked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Analysis"))
        self._model = sentence("dim")
        self.models_button = QPushButton(tr("Models…"))
        self.models_button.clicked.connect(lambda _=False: self.models_clicked.emit())
        row = QHBoxLayout()
        row.addWidget(under_name(tr("Model"), self._model), 1)
        row.addWidget(self.models_button)
        self.column.addLayout(row)
        names = {"auto": tr("Automatic"), "cpu": tr("Processor"), "cuda": "CUDA", "mps": "Metal"}
        self.choice("device", tr("Device"), {name: names[name] for name in DEVICES})
        self.say(tr("Automatic takes a graphics processor where there is one that fits."))
        self._mains = self.tick("analyse_on_mains", tr("Analyse only on mains power"))
        self._of_mains = self.say("")
        self._idle = self.tick(
            "analyse_when_idle", tr("Analyse only while nobody uses this computer")
        )
        self._of_idle = self.say("")
        self.end()

    def show_possible(self, *, has_battery: bool, tells_idle: bool) -> None:
        """What the computer can tell; a tick that says nothing cannot be set, but taken away."""
        self._mains.setEnabled(has_battery or self._mains.isChecked())
        self._of_mains.setText(
            tr("On its battery a computer waits, until it is plugged in or Resume is pressed.")
            if has_battery
            else tr("This computer has no battery.")
        )
        self._idle.setEnabled(tells_idle or self._idle.isChecked())
        self._of_idle.setText(
            tr("Songs wait until keys and mouse have rested for two minutes, or Resume is pressed.")
            if tells_idle
            else tr("This desktop does not tell whether it is used.")
        )

    def show_model(self, words: str) -> None:
        """The model in use, and its licence."""
        self._model.setText(words)


class LookForm(Form):
    """Colours, sizes and the language. ``anew_clicked``: start anew in the chosen language."""

    anew_clicked = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Appearance"))
        self.choice("theme", tr("Look"), {name: tr(text) for name, text in THEME_WORDS.items()})
        self.choice("colours", tr("Colours of moods"), {k: tr(t) for k, t in _COLOUR_WORDS.items()})
        self.choice("text_size", tr("Text size"), {size: f"{size} %" for size in _TEXT_SIZES})
        maps = {name: name.capitalize() for name in COLOUR_MAPS}
        self.choice("colour_map", tr("Spectrogram"), maps)
        waves = {name: tr(text) for name, text in WAVEFORM_WORDS.items()}
        self.choice("waveform", tr("Waveform"), waves)
        self.choice("motion", tr("Motion"), {k: tr(t) for k, t in _MOTION_WORDS.items()})
        self.tick("tips", tr("Show a tip now and then"))
        languages = {key: name or tr("The system's language") for key, name in LANGUAGES.items()}
        self.choice("language", tr("Language"), languages)
        self.anew_button = QPushButton(tr("Start anew"))
        self.anew_button.clicked.connect(lambda _=False: self.anew_clicked.emit())
        self._anew = self.say(tr("Moodline speaks it from its next start on."))
        row = QHBoxLayout()
        row.addWidget(self.anew_button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.end()

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        waits = spoken(settings.language) != language()
        self._anew.setVisible(waits)
        self.anew_button.setVisible(waits)


def _shown(folder: str) -> str:
    """A folder's name, of whatever bytes it is made."""
    return os.fsencode(folder).decode("utf-8", "replace")
