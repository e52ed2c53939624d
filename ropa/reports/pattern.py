"""How a cell is written: `{who}[ ({country})]`: names of variables in braces, optional parts in brackets.

An optional part is left out where one of its variables has no value. Knows text only, no terms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ropa.errors import BadQuery

_TOKEN = re.compile(r"\{(\w+)\}|([\[\]])|([^\[\]{}]+)")
_LOOSE = " ,;:–"


@dataclass(frozen=True)
class Pattern:
    """`parts` are literal text, variables and optional patterns, in order."""

    parts: tuple[str | Slot | Pattern, ...]

    @cached_property
    def variables(self) -> frozenset[str]:
        found: set[str] = set()
        for part in self.parts:
            if isinstance(part, Slot):
                found.add(part.name)
            elif isinstance(part, Pattern):
                found |= part.variables
        return frozenset(found)

    def fill(self, values: Mapping[str, str]) -> str:
        """The line; "" where no variable of it has a value. Separators left at its ends, or after another, are cut."""
        for name in self.variables:
            if values.get(name):
                return self._fill(values).strip(_LOOSE)
        return ""

    def _fill(self, values: Mapping[str, str]) -> str:
        written = ""
        for part in self.parts:
            if isinstance(part, str):
                written += part
            elif isinstance(part, Slot):
                written += values.get(part.name, "")
            elif part.is_told(values):
                told = part._fill(values)
                written += told.lstrip(_LOOSE) if written.rstrip().endswith((":", ",", ";")) else told
        return written

    def is_told(self, values: Mapping[str, str]) -> bool:
        """Whether each variable outside inner brackets has a value; with none, whether an inner part is told."""
        for name in self._own:
            if not values.get(name):
                return False
        return bool(self._own) or any(part.is_told(values) for part in self.parts if isinstance(part, Pattern))

    @cached_property
    def _own(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts if isinstance(part, Slot))


@dataclass(frozen=True)
class Slot:
    """A variable of the query."""

    name: str


def parse(text: str, where: str = "") -> Pattern:
    """Raises BadQuery where brackets do not match."""
    open_parts: list[list[str | Slot | Pattern]] = [[]]
    read = 0
    for token in _TOKEN.finditer(text):
        if token.start() != read:
            break
        read = token.end()
        if token[1]:
            open_parts[-1].append(Slot(token[1]))
        elif token[3]:
            open_parts[-1].append(token[3])
        elif token[2] == "[":
            open_parts.append([])
        elif len(open_parts) > 1:
            inner = Pattern(tuple(open_parts.pop()))
            open_parts[-1].append(inner)
        else:
            break
    else:
        if read == len(text) and len(open_parts) == 1:
            return Pattern(tuple(open_parts[0]))
    raise BadQuery(f"the pattern '{text}' cannot be read.", where=where, mend="Match every bracket and brace.")
