# SPDX-License-Identifier: EUPL-1.2
"""Why a figure cannot be given, or what must be known with it: a code and the values of its sentence.

The sentences stand in `queries/reason_texts.py`, in the language of the reader.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of `reason_texts.TEXTS` with what its sentence names."""

    code: str
    values: tuple[tuple[str, str], ...] = field(default=())

    @classmethod
    def of(cls, code: str, **values: object) -> "Reason":
        return cls(code, tuple((name, str(value)) for name, value in values.items()))
