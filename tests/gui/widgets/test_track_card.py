"""The playing song in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.theme import Theme
from app.views.track_card import TrackCard
from mer_core.emotion import ModelRef, MoodScore, TrackEmotion
from mer_core.models.store import DEFAULT_ID, ModelEntry, find_model
from mer_core.paths import AppPaths
from mer_core.reasons import Reason, Why
from tests.gui.sample_song import curve

OTHER = ModelEntry("mine", "1", Path("mine"), "f" * 64, False)


def emotion(entry: ModelEntry) -> TrackEmotion:
    return TrackEmotion(
        duration_s=60.0, valence=0.4, arousal=-0.2, tension=0.0, confidence=0.7,
        moods=(MoodScore("calm", 0.9),), curve=curve(), heads=None,
        model=ModelRef(entry.id, entry.version, entry.sha256),
    )  # fmt: skip


def tip(card: TrackCard) -> str:
    return card._confidence.toolTip()


def test_the_confidence_tells_how_near_the_truth_lay(qtbot: QtBot) -> None:
    shipped = find_model(AppPaths.of_user(), DEFAULT_ID)
    assert shipped.errors_90 is not None
    card = TrackCard(Theme.dark())
    qtbot.addWidget(card)
    card.set_emotion(emotion(shipped))
    assert not tip(card), "nothing is known before a model is"
    card.set_model(shipped)
    valence, arousal = shipped.errors_90
    assert f"+0.40 ± {valence:.2f}" in tip(card)
    assert f"−0.20 ± {arousal:.2f}" in tip(card)
    assert 0.1 < arousal < valence < 0.6
    card.set_model(replace(OTHER, errors_90=(0.1, 0.1)))
    assert not tip(card), "another model's errors say nothing about this song"
    card.set_emotion(emotion(OTHER))
    assert "± 0.10" in tip(card)
    card.set_model(OTHER)
    assert not tip(card), "a model that was not judged promises nothing"


def test_why_is_asked_by_a_button_and_told_in_words_and_bars(qtbot: QtBot) -> None:
    card = TrackCard(Theme.dark())
    qtbot.addWidget(card)
    card.show()
    card.set_emotion(emotion(OTHER))
    assert not card.why_button.isVisible()
    why = Why((0.0, -0.1), (Reason("mode", 0.3, -0.1, "rather major"),), (0.1, 0.0), (0.0, 0.01))
    card.set_why(why)
    qtbot.mouseClick(card.why_button, Qt.MouseButton.LeftButton)
    assert card.why_panel.isVisible()
    bars = card.why_panel.bars
    assert "rather major: valence +0.30, arousal −0.10" in bars.accessibleDescription()
    assert "everything else: valence +0.10" in bars.accessibleDescription()
    assert not bars.grab().isNull()
    qtbot.keyClick(card.why_panel, Qt.Key.Key_Escape)
    assert not card.why_panel.isVisible()
    card.set_track(None)
    assert not card.why_button.isVisible()
