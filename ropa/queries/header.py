"""The comment lines at the head of an `.rq` file: `# key: value` and `# key@language: value`.

Shared by questions and reports. Knows the words, not what they are used for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ropa.errors import BadQuery
from ropa.queries.parameter import KINDS, Parameter

_LINE = re.compile(r"#\s*([a-z-]+)(?:@([a-z]{2,3}))?:\s*(.*\S)\s*$")
_PARAMETER = re.compile(r"(\w+)\s+(\w+)(?:\s*=\s*(\S+))?\s+-\s+(.+)")


@dataclass(frozen=True)
class Header:
    """Everything the head of a file says, in the order of the file."""

    lines: tuple[tuple[str, str, str], ...] = field(default=())
    """Key, language ("" without), value."""
    parameters: tuple[Parameter, ...] = ()

    @property
    def titles(self) -> Mapping[str, str]:
        return {language: value for key, language, value in self.lines if key == "title" and language}

    @property
    def answers(self) -> str:
        return next(iter(self.all("answers")), "")

    def all(self, key: str, language: str = "") -> list[str]:
        """The values of a key in a language, in the order of the file."""
        return [value for k, tag, value in self.lines if k == key and tag == language]


def read_header(text: str, where: str = "") -> Header:
    """The header ends at the first line that is no comment. Raises BadQuery for a malformed `# param:`."""
    lines: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if found := _LINE.fullmatch(line):
            lines.append((found[1], found[2] or "", found[3]))
    parameters = tuple(_parameter(value, where) for key, _, value in lines if key == "param")
    return Header(tuple(lines), parameters)


def _parameter(value: str, where: str) -> Parameter:
    found = _PARAMETER.fullmatch(value)
    if not found or found[2] not in KINDS:
        raise BadQuery(
            f"the header line '# param: {value}' cannot be read.",
            where=where,
            mend=f"Write '# param: name kind - what it is'; kinds are {', '.join(KINDS)}.",
        )
    return Parameter(found[1], found[2], found[3] or "", found[4])
