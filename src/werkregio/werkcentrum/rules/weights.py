# SPDX-License-Identifier: EUPL-1.2
"""What was learned on the tuning half: weights of the signals, reading of vectors, confidence, limits."""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from werkregio.text.calibration import Calibration
from werkregio.werkcentrum.rules.danger_net import DangerModel, DangerWeights

MODEL_FILE = Path(__file__).with_name("router_model.json")
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Mix:
    """How the signals are added up in one mode (with or without encoder), and what the sum is worth."""

    lexical: float = 0.28
    letters: float = 0.03
    dutch: float = 0.2
    meaning: float = 1.0
    asker: float = 4.0
    calibration: Calibration = field(default_factory=Calibration)
    # Below this confidence a guide should step in.
    limit: float = 0.3
    # From this much on (see `danger_net`) an answer begins with danger though no rule saw it.
    danger: float = 9.0
    # What it adds to these points that the words lead to the crisis need rather than to another.
    crisis: float = 0.0
    # Below this much a phrase of danger is only a way of speaking, or long past.
    veto: float = -9.0
    # Below this much the words alone rule danger out.
    calm: float = -9.0
    # From this share on the words alone decide, when they also rule danger out: the encoder is left out.
    certain: float = 2.0


@dataclass(frozen=True, slots=True)
class Model:
    """Everything in the model file. Without a file the router works on the words alone."""

    codes: tuple[str, ...] = ()
    with_encoder: Mix = field(default_factory=Mix)
    without_encoder: Mix = field(default_factory=Mix)
    encoder: str = ""
    meaning: Matrix | None = None
    meaning_bias: Matrix | None = None
    danger: DangerModel | None = None


def pack(matrix: NDArray[np.float32], bits: int = 16) -> dict[str, Any]:
    """A matrix as text: half precision, or whole numbers of 8 bits with a scale for each column."""
    if bits == 8:
        scale = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127.0
        raw = np.round(matrix / scale).astype(np.int8).tobytes()
        scales = [float(f"{value:.6g}") for value in scale]
    else:
        raw, scales = matrix.astype(np.float16).tobytes(), []
    text = base64.b64encode(zlib.compress(raw, 9)).decode()
    return {"shape": list(matrix.shape), "bits": bits, "scale": scales, "data": text}


def unpack(content: Mapping[str, Any]) -> Matrix:
    """The matrix that `pack` made into text."""
    raw = zlib.decompress(base64.b64decode(content["data"]))
    kind = np.int8 if content["bits"] == 8 else np.float16
    matrix = np.frombuffer(raw, dtype=kind).reshape(content["shape"]).astype(np.float32)
    if content["bits"] == 8:
        matrix = matrix * np.asarray(content["scale"], dtype=np.float32)
    return matrix


def mix_from(content: Mapping[str, Any]) -> Mix:
    """The mix of signals as it stands in the model file."""
    plain: dict[str, Any] = {key: float(value) for key, value in content.items() if key != "calibration"}
    line = content.get("calibration")
    if line:
        plain["calibration"] = Calibration(tuple(line["raw"]), tuple(line["right"]))
    return Mix(**plain)


@lru_cache(maxsize=4)
def load_model(path: Path = MODEL_FILE) -> Model:
    """The model in a file; an empty one when there is no file."""
    if not path.exists():
        return Model()
    content = json.loads(path.read_text(encoding="utf-8"))
    matrices = {name: unpack(content[name]) for name in ("meaning", "meaning_bias") if content.get(name)}
    return Model(
        codes=tuple(content["codes"]),
        encoder=content.get("encoder", ""),
        with_encoder=mix_from(content["with_encoder"]),
        without_encoder=mix_from(content["without_encoder"]),
        danger=_danger_model(content["danger"]) if content.get("danger") else None,
        **matrices,
    )


def _danger_model(content: Mapping[str, Any]) -> DangerModel:
    return DangerModel(
        slots=tuple(content["slots"]),
        rare_pairs=unpack(content["rare_pairs"]),
        rare_pieces=unpack(content["rare_pieces"]),
        middle=unpack(content["middle"]),
        without_encoder=_danger_weights(content["without_encoder"]),
        with_encoder=_danger_weights(content["with_encoder"]),
    )


def _danger_weights(content: Mapping[str, Any]) -> DangerWeights:
    return DangerWeights(
        pairs=unpack(content["pairs"]),
        pieces=unpack(content["pieces"]),
        bias=float(content["bias"]),
        waves=unpack(content["waves"]) if content.get("waves") else None,
    )
