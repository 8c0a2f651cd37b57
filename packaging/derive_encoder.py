"""Makes the tagger's weights again from the published package, and proves that they are the same.

    python -m venv DIR
    DIR/bin/pip install . tensorflow-cpu
    DIR/bin/pip install --no-deps musicnn==0.1.0
    DIR/bin/python packaging/derive_encoder.py [-o encoder.safetensors]

TensorFlow only reads the package's checkpoint and runs the package's own graph for the proof; the
product needs neither. What is changed is said in resources/models/encoders/musicnn-msd/CARD.md.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from mer_core.models.musicnn import MUSICNN_MEL, Musicnn
from mer_core.training.origin import ENCODER

Array = NDArray[np.float32]
Put = Callable[..., None]

_PACKAGE, _MODEL = "musicnn", "MSD_musicnn"
_MIDDLE = 64
#: TensorFlow's default, added to each variance.
_EPSILON = 1e-3
#: Weight decay has driven the filters it switched off far below this; the others are above 1e-3.
_DEAD = 1e-6
_FRONT = ("timbre.0", "timbre.1", "rhythm.0.conv", "rhythm.1.conv", "rhythm.2.conv")
#: Places in the package's graph.
_ANSWERS = ("model/batch_normalization_10/batchnorm/add_1", "model/dense_1/BiasAdd")
_MEL, _TRAINING, _RESTORE = "model/Placeholder:0", "model/Placeholder_2:0", "save/restore_all"
_PATCH_FRAMES = 187
_TOLERANCE = 1e-4


class Checkpoint:
    """The variables of the published checkpoint, by the order of their layers."""

    def __init__(self, folder: Path) -> None:
        self._reader = tensorflow.compat.v1.train.NewCheckpointReader(f"{folder}/")

    def layer(self, kind: str, number: int) -> tuple[Array, Array]:
        """Kernel and bias of the ``number``-th layer of ``kind``."""
        name = f"{kind}_{number}" if number else kind
        return self._reader.get_tensor(f"{name}/kernel"), self._reader.get_tensor(f"{name}/bias")

    def norm(self, number: int) -> dict[str, Array]:
        """The ``number``-th batch normalisation, folded: "scale" and "shift"."""
        name = f"batch_normalization_{number}" if number else "batch_normalization"
        gamma, beta, mean, variance = (
            self._reader.get_tensor(f"{name}/{part}")
            for part in ("gamma", "beta", "moving_mean", "moving_variance")
        )
        scale = gamma / np.sqrt(variance + np.float32(_EPSILON))
        return {"scale": scale, "shift": beta - mean * scale}


def derive(checkpoint: Checkpoint) -> dict[str, Array]:
    """The state of ``Musicnn``: dead filters taken out, what they put out added to the biases."""
    state: dict[str, Array] = {}

    def put(name: str, **values: Array) -> None:
        state.update({f"{name}.{part}": np.ascontiguousarray(v) for part, v in values.items()})

    put("norm_in", **checkpoint.norm(0))
    alive, constants = [], []
    for number, name in enumerate(_FRONT):
        kernel, bias = checkpoint.layer("conv2d", number)
        norm = checkpoint.norm(number + 1)
        live = np.abs(kernel).max(axis=(0, 1, 2)) > _DEAD
        weight = kernel[..., live].transpose(3, 2, 1, 0)
        put(
            f"{name}.conv",
            weight=weight if name.startswith("timbre") else weight[:, :, 0],
            bias=bias[live],
        )
        put(f"{name}.norm", **{part: values[live] for part, values in norm.items()})
        alive.append(live)
        constants.append(np.where(live, 0, np.maximum(bias, 0) * norm["scale"] + norm["shift"]))
    live, constant = np.concatenate(alive), np.concatenate(constants)
    for depth in range(3):
        kernel, bias = checkpoint.layer("conv2d", 5 + depth)
        weight = kernel[:, :, 0].transpose(2, 1, 0)
        if depth == 0:
            bias = bias + weight.sum(axis=2) @ constant
            weight = weight[:, live]
        put(f"middle.{depth}.conv", weight=weight, bias=bias)
        put(f"middle.{depth}.norm", **checkpoint.norm(6 + depth))
    _put_dense(checkpoint, put, live, constant)
    return state


def _put_dense(checkpoint: Checkpoint, put: Put, live: Array, constant: Array) -> None:
    """The layers over maximum and mean of all features, of which the dead ones are constant."""
    num_features = len(live) + 3 * _MIDDLE
    # The package interleaves maximum and mean of each feature; here all maxima come first.
    order = np.arange(2 * num_features).reshape(num_features, 2).T.ravel()
    kept = np.tile(np.concatenate([live, np.ones(3 * _MIDDLE, bool)]), 2)
    fixed = np.tile(np.concatenate([constant, np.zeros(3 * _MIDDLE, np.float32)]), 2)
    norm = checkpoint.norm(9)
    scale, shift = norm["scale"][order], norm["shift"][order]
    kernel, bias = checkpoint.layer("dense", 0)
    kernel = kernel[order]
    gone = (fixed * scale + shift)[~kept]
    put("norm_pooled", scale=scale[kept], shift=shift[kept])
    put("dense", weight=kernel[kept].T, bias=bias + gone @ kernel[~kept])
    put("norm_dense", **checkpoint.norm(10))
    kernel, bias = checkpoint.layer("dense", 1)
    put("tags", weight=kernel.T, bias=bias)


def published_answers(folder: Path, patches: Array) -> tuple[Array, Array]:
    """What the package's own graph says of [batch, 187, 96]: embeddings and tag logits."""
    v1 = tensorflow.compat.v1
    meta = v1.MetaGraphDef.FromString((folder / ".meta").read_bytes())
    # The whole graph, with its gradients, is too old for today's importer.
    wanted = v1.graph_util.extract_sub_graph(meta.graph_def, [*_ANSWERS, _RESTORE])
    with tensorflow.Graph().as_default() as graph, v1.Session(graph=graph) as session:
        tensorflow.import_graph_def(wanted, name="")
        session.run(_RESTORE, {meta.saver_def.filename_tensor_name: f"{folder}/"})
        answers = [f"{name}:0" for name in _ANSWERS]
        embedding, logits = session.run(answers, {_MEL: patches, _TRAINING: False})
    return embedding, logits


@torch.inference_mode()
def our_answers(state: dict[str, Array], patches: Array) -> tuple[Array, Array]:
    """The same of ``Musicnn`` with ``state``."""
    net = Musicnn(_PATCH_FRAMES, window=1).eval()
    net.load_state_dict({name: torch.from_numpy(value) for name, value in state.items()})
    net.log_mel = torch.nn.Identity()
    mel = torch.from_numpy(patches).transpose(1, 2)
    embedding = net(mel * math.log(10) + math.log(MUSICNN_MEL.floor))
    return embedding[..., 0].numpy(), net.logits(embedding)[..., 0].numpy()


def main() -> int:
    """Derive, compare with what ships, prove; 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, help="write the weights here")
    output = parser.parse_args().output
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        print("Install the published package first: pip install --no-deps musicnn==0.1.0")
        return 2
    folder = Path(spec.submodule_search_locations[0]) / _MODEL
    state = derive(Checkpoint(folder))
    if output is not None:
        save_file(state, output)
    shipped = load_file(ENCODER)
    # Levels such as music has after log10(10000 power + 1): 0 to about 5.
    random = np.random.default_rng(0)
    patches = random.gamma(2.0, 0.7, (16, _PATCH_FRAMES, 96)).astype(np.float32)
    far = {
        "shipped weights": max(
            float(np.abs(state[name] - shipped[name]).max()) for name in shipped
        ),
    }
    theirs, ours = published_answers(folder, patches), our_answers(state, patches)
    for what, there, here in zip(("embedding", "tag logits"), theirs, ours, strict=True):
        far[what] = float(np.abs(there - here).max())
    for what, distance in far.items():
        print(f"{what}: largest difference {distance:.1e}")
    return int(state.keys() != shipped.keys() or max(far.values()) > _TOLERANCE)


if __name__ == "__main__":
    sys.exit(main())
