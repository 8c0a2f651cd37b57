"""Frozen dataclasses as plain JSON values, and back, held to their types.

What may stand in a field: numbers, texts, truth values, paths, tuples, and dataclasses of such
fields; or None.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """``value`` as numbers, texts, lists and dicts."""
    if dataclasses.is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [to_plain(entry) for entry in value]
    return str(value) if isinstance(value, Path) else value


def from_plain(kind: type[T], value: Any) -> T:
    """The inverse of ``to_plain``. Raises ValueError where ``value`` is no ``kind``."""
    result: T = _read(kind, value)
    return result


def _read(kind: Any, value: Any) -> Any:
    inner = typing.get_args(kind)
    if types.NoneType in inner:  # a kind, or None
        return None if value is None else _read(inner[0], value)
    if typing.get_origin(kind) is tuple and isinstance(value, list | tuple):
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else inner
        return tuple(_read(one, entry) for one, entry in zip(kinds, value, strict=True))
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        hints, make = typing.get_type_hints(kind), typing.cast(Any, kind)
        try:
            return make(**{name: _read(hints[name], entry) for name, entry in value.items()})
        except (KeyError, TypeError) as error:  # a field too many or too few
            raise ValueError(f"{make.__name__}: {error}") from error
    if kind is Path and isinstance(value, str):
        return Path(value)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"{value!r} is no {getattr(kind, '__name__', kind)}")
    return value
