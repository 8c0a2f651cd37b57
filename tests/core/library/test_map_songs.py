from __future__ import annotations

from pathlib import Path

import numpy as np

from mer_core.library.database import Library
from mer_core.library.map_songs import AXES
from tests.core.library.samples import MODEL, make_emotion, make_file


def test_a_map_has_every_axis_the_names_and_the_crates_in_their_order(
    library: Library, tmp_path: Path
) -> None:
    ids = library.add(
        make_file(tmp_path / f"{name}.flac", title=title, artist="Us\nThem", genre="House\nFolk")
        for name, title in (("a", "A"), ("b", ""), ("c", "C"), ("not analysed", "D"))
    )
    for number, track_id in enumerate(ids[:3]):
        library.save_emotion(track_id, make_emotion(valence=number / 4, arousal=-0.5))
    crate = library.crates.create("Friday", "plain")
    library.crates.add_songs(crate.id, [ids[2], ids[3], ids[0]])
    songs = library.map_songs(model_sha256=MODEL.sha256)
    assert songs.ids.tolist() == ids[:3]
    assert songs.titles == ["A", "b", "C"]
    assert (songs.artists[0], songs.genres[0]) == ("Us; Them", "House")
    assert songs.values.keys() == AXES.keys()
    assert songs.values["valence"].tolist() == [0.0, 0.25, 0.5]
    assert np.isnan(songs.values["year"]).all()
    assert songs.crates["Friday"].tolist() == [2, 0]


def test_a_map_has_what_a_search_finds(library: Library, tmp_path: Path) -> None:
    ids = library.add(make_file(tmp_path / f"{name}.flac", title=name) for name in "AB")
    for track_id in ids:
        library.save_emotion(track_id, make_emotion())
    assert library.map_songs("title:B").ids.tolist() == ids[1:]
    assert len(library.map_songs("title:C")) == 0
