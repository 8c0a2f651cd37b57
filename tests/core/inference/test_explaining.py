"""Why an answer is what it is: parts that add up to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from mer_core.inference.explaining import Shares
from mer_core.inference.predictor import Heard, Predictor
from mer_core.jobs import SilentContext
from mer_core.models.checkpoint import load
from mer_core.models.fusion import FusionNet
from mer_core.models.harmony import Harmony
from mer_core.models.notes import Notes
from mer_core.models.properties import WORDS, Properties
from mer_core.models.store import find_model
from mer_core.paths import RESOURCES, AppPaths
from mer_core.reasons import LEAST, MOST, Reason, Why, chosen
from tests.core.inference.tiny_net import tiny_predictor
from tests.data.audio_files import make_audio

MODELS = ("moodline-1", "moodline-2")
BRIGHT, SAD = (
    RESOURCES / "demo" / name for name in ("1 Carnival Lights.mp3", "3 Empty Platform.m4a")
)


@pytest.fixture(scope="module", params=MODELS)
def model(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def net(model: str) -> FusionNet:
    found = load(find_model(AppPaths.of_user(), model).folder).module
    assert isinstance(found, FusionNet)
    return found


@pytest.fixture(scope="module")
def heard(model: str) -> list[Heard]:
    predictor = Predictor.load(find_model(AppPaths.of_user(), model).folder, device="cpu")
    return [predictor.hear(path, SilentContext(), at_s=30.0) for path in (BRIGHT, SAD)]


def total(why: Why, axis: int) -> float:
    parts = [why.middle[axis], why.others[axis], why.residual[axis]]
    return sum(parts) + sum((reason.valence, reason.arousal)[axis] for reason in why.reasons)


def test_the_tables_of_properties_cover_every_feature_once(net: FusionNet) -> None:
    named: set[str] = set()
    mine = net.spec.params.get("pitch", "harmony")
    numbers = {"harmony": Harmony.num_statistics, "notes": Notes.num_statistics}
    for pitch, number in numbers.items():
        spec = replace(net.spec, params={**net.spec.params, "pitch": pitch})
        properties = Properties.of(spec)
        owners = properties.members.sum(dim=0)
        assert torch.equal(owners, torch.ones(len(net.centre) + number - numbers[str(mine)]))
        named |= set(properties.names)
        for name in set(WORDS) & set(properties.names):
            told = properties.tells[properties.names.index(name)]
            assert told.abs().sum() == pytest.approx(1.0), name
    assert set(WORDS) <= named


def test_the_parts_add_up_to_the_answer(heard: list[Heard]) -> None:
    for one in heard:
        curve = one.emotion.curve
        step = curve.index_at(30.0)
        whole = (one.emotion.valence, one.emotion.arousal)
        moment = (float(curve.valence[step]), float(curve.arousal[step]))
        for why, answer in ((one.why, whole), (one.moment, moment)):
            assert why is not None
            assert LEAST <= len(why.reasons) <= MOST
            for axis in (0, 1):
                assert total(why, axis) == pytest.approx(answer[axis], abs=1e-3)
                assert abs(why.residual[axis]) < 0.005


def test_major_lifts_and_a_scant_song_calms(heard: list[Heard]) -> None:
    bright, sad = (
        {reason.property: reason for reason in one.why.reasons} for one in heard if one.why
    )
    assert (bright["mode"].words, bright["mode"].valence > 0.1) == ("rather major", True)
    assert (sad["note density"].words, sad["note density"].arousal < 0) == (
        "fewer notes and strokes",
        True,
    )


def test_the_shares_of_any_sound_add_up_to_what_the_head_says(net: FusionNet) -> None:
    shares = Shares(net, Properties.of(net.spec).members)
    rows = torch.randn(5, len(net.centre), generator=torch.Generator().manual_seed(1))
    rows[1] = 0.0
    rows[2] = net.bank[0].float()  # where the kernel has its sharpest corner
    rows[3] *= 1e4  # farther than anything remembered
    said = net.heads["plane"](rows, net.bank)[0]
    for row, answer in zip(rows, said, strict=True):
        total = shares.at(row).sum(dim=0) + torch.tensor(shares.middle)
        torch.testing.assert_close(total, answer, atol=1e-4, rtol=1e-3)


def test_what_sounds_like_the_middle_moves_nothing(net: FusionNet) -> None:
    """A property whose features are those of the middle has no share, whatever the others do."""
    properties = Properties.of(net.spec)
    shares = Shares(net, properties.members)
    row = torch.linspace(-2.0, 2.0, len(net.centre))
    row[properties.members[properties.names.index("mode")] > 0] = 0.0
    effects = shares.at(row)
    assert effects[properties.names.index("mode")].abs().max() < 1e-6
    assert effects.abs().max() > 0.01


def test_of_a_linear_head_every_share_is_exact(net: FusionNet) -> None:
    head = net.heads["plane"]
    row = torch.linspace(-2.0, 2.0, len(net.centre))
    mix = head.mix.clone()
    try:
        head.mix.fill_(1.0)
        members = Properties.of(net.spec).members
        shares = Shares(net, members)
        expected = row[:, None] * head.linear
        expected[-1] += row[-1] * head.tilt
        torch.testing.assert_close(shares.at(row), members @ expected, atol=1e-4, rtol=1e-3)
        assert shares.middle == pytest.approx(tuple(head.bias.tolist()), abs=1e-6)
    finally:
        head.mix.copy_(mix)


def test_nothing_is_said_of_silence_nor_by_nets_of_another_kind(tmp_path: Path) -> None:
    predictor = Predictor.load(find_model(AppPaths.of_user(), MODELS[1]).folder, device="cpu")
    silence = make_audio(tmp_path / "silence.wav", samples=np.zeros((132_300, 2), np.float32))
    found = predictor.hear(silence, SilentContext(), at_s=1.0)
    assert (found.why, found.moment, found.measures.bpm, found.measures.key) == (None,) * 4
    other = tiny_predictor().hear(make_audio(tmp_path / "tone.wav"), SilentContext(), at_s=0.2)
    assert (other.why, other.moment) == (None, None)


def test_the_strongest_are_chosen_and_the_others_added_up() -> None:
    found = [Reason(str(n), 0.1 * n, -0.1 * n, "") for n in range(8)]
    reasons, others = chosen(found)
    assert [reason.property for reason in reasons] == ["7", "6", "5", "4", "3"]
    assert others == pytest.approx((0.3, -0.3))
    few, _ = chosen([Reason(str(n), 0.001, 0.0, "") for n in range(8)])
    assert len(few) == LEAST


def test_reasons_survive_being_stored_and_damaged_ones_are_refused() -> None:
    why = Why((0.0, -0.1), (Reason("mode", 0.3, -0.1, "rather major"),), (0.1, 0.0), (0.0, 0.01))
    assert Why.from_json(why.to_json()) == why
    for text in ("", "[]", "{}", why.to_json().replace("0.3", "NaN"), '{"reasons": [1]}'):
        with pytest.raises(ValueError, match=r"\w"):
            Why.from_json(text)


def test_a_song_may_be_heard_in_the_middle_of_another_and_changes_nothing_of_it(
    model: str, heard: list[Heard]
) -> None:
    predictor = Predictor.load(find_model(AppPaths.of_user(), model).folder, device="cpu")
    between: list[Heard] = []

    class Interrupted(SilentContext):
        def check_cancelled(self) -> None:
            if self.progress and not between:  # the other song is begun
                with predictor.beside() as second:
                    between.append(second.hear(SAD, SilentContext(), at_s=30.0))

    within = predictor.hear(BRIGHT, Interrupted(), at_s=30.0)
    for found, expected in zip((within, *between), heard, strict=True):
        assert found.why == expected.why
        assert found.moment == expected.moment
        assert found.emotion.valence == expected.emotion.valence
