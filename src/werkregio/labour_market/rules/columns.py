# SPDX-License-Identifier: EUPL-1.2
"""Columns of values: from what a publisher writes to numbers, texts and reasons why something is missing."""

import pyarrow as pa
import pyarrow.compute as pc

from .tables import TEXT, WHOLE

# What Statistics Netherlands writes where no number stands; the empty text is an empty cell.
MISSING = {".": "unknown-or-secret", "": "not-applicable", "x": "secret", "X": "secret"}
NIL = "-"


def trimmed(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Texts without their padding."""
    return pc.utf8_trim_whitespace(as_text(column))


def as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Any column as text; a whole number without a decimal point."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if pa.types.is_floating(column.type):
        whole = _whole(column)
        column = whole if whole is not None else column
    if pa.types.is_large_string(column.type) or not pa.types.is_string(column.type):
        column = column.cast(pa.string())
    return column


def _whole(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """A column of numbers as whole numbers; None when one of them is not whole or too large to be exact."""
    try:
        return pc.cast(column, pa.int64(), safe=True)
    except pa.ArrowInvalid:
        return None


def _without_nan(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """NaN and infinity stand for nothing that can be shown."""
    return pc.if_else(pc.is_finite(column), column, pa.scalar(None, column.type))


def values(column: pa.ChunkedArray, datatype: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None, int]:
    """The values of a topic, the reasons beside them (None when there are none), and how many could not be read."""
    kind = column.type
    if pa.types.is_null(kind):
        return column.cast(_type(datatype)), None, 0
    if pa.types.is_boolean(kind):
        column = column.cast(pa.int8())
        kind = column.type
    if datatype == TEXT:
        return _texts(column)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        return _from_text(trimmed(column), datatype)
    if pa.types.is_decimal(kind):
        column = column.cast(pa.float64())
    elif not (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        return _from_text(trimmed(column.cast(pa.string())), datatype)
    if pa.types.is_floating(column.type):
        column = _without_nan(column.cast(pa.float64()))
    if datatype == WHOLE:
        whole = _whole(column)
        return (whole if whole is not None else column.cast(pa.float64())), None, 0
    return column.cast(pa.float64()), None, 0


def _type(datatype: str) -> pa.DataType:
    return {TEXT: pa.string(), WHOLE: pa.int64()}.get(datatype, pa.float64())


def _texts(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None, int]:
    text = trimmed(column)
    is_missing = pc.is_in(text, value_set=pa.array([".", ""]))
    reason = _reasons(text, pc.fill_null(pc.equal(text, "."), False))
    return pc.if_else(is_missing, pa.scalar(None, pa.string()), text), reason, 0


def _reasons(text: pa.ChunkedArray, which: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """The sign itself where `which` holds."""
    if not pc.any(which).as_py():
        return None
    return pc.if_else(which, text, pa.scalar(None, pa.string()))


def _from_text(text: pa.ChunkedArray, datatype: str) -> tuple[pa.ChunkedArray, pa.ChunkedArray | None, int]:
    """Numbers that came as text. A comma before the decimals is one; anything else is no number."""
    plain = pc.replace_substring(text, ",", ".")
    plain = pc.if_else(pc.equal(text, NIL), "0", plain)
    good = pc.fill_null(
        pc.match_substring_regex(plain, r"^[+-]?(\d{1,300}(\.\d*)?|\.\d+)([eE][+-]?\d{1,2})?$"), False
    )
    signs = pc.fill_null(pc.is_in(text, value_set=pa.array([*MISSING, NIL])), False)
    unread = pc.and_(pc.is_valid(text), pc.and_(pc.invert(good), pc.invert(signs)))
    numbers = pc.if_else(good, plain, pa.scalar(None, pa.string())).cast(pa.float64())
    numbers = _without_nan(numbers)
    told = pc.and_(pc.or_(pc.and_(signs, pc.not_equal(text, "")), unread), pc.is_valid(text))
    reason = _reasons(text, pc.fill_null(told, False))
    if datatype == WHOLE:
        whole = _whole(numbers)
        numbers = whole if whole is not None else numbers
    return numbers, reason, pc.sum(unread.cast(pa.int64())).as_py() or 0
