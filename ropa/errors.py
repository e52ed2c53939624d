"""The exceptions of the program: what went wrong, where, and how to mend it.

Knows neither the command line nor HTTP; `cli/` and `api/problems.py` translate at the edge, once. What is said here
is English, the source language; `said()` keeps a sentence apart from what fills it, so that the edge can find the
same sentence in the reader's language (`texts.translated`, topic `errors`).

    RopaError                      anything the program can explain
    ├── InputError                 what was handed in cannot be used
    │   ├── UnreadableFile         a file that no reader can make sense of
    │   ├── TooLarge               input beyond a limit of time, memory, size or depth
    │   ├── BadQuery               SPARQL that does not parse or asks for what is not allowed
    │   └── BadParameter           a language, format, date or name that does not exist
    ├── NotFound                   no such record, party, notice, version, query, report or rule
    ├── Conflict                   the thing has changed meanwhile, or is written by someone else
    ├── NotApplicable              the law asked about did not apply on that day
    ├── ShapeError                 a rule file the validator refuses to load
    └── StoreError                 the journal or the store cannot be used
        ├── StoreLocked            another program is writing
        ├── StoreFull              no room on the disk
        ├── StoreReadOnly          the folder cannot be written
        ├── StoreDamaged           journal or store fail their own check
        └── Timeout                a query ran longer than allowed and was stopped
"""

from __future__ import annotations

from typing import Self


class Said(str):
    """An English sentence that knows its pattern and what fills it. Anywhere else it is the string it reads as."""

    pattern: str
    slots: dict[str, str]

    def __new__(cls, pattern: str, slots: dict[str, str]) -> Self:
        """`{name}` in the pattern is filled by the slot of that name; a slot may be a sentence of its own."""
        made = super().__new__(cls, pattern.format_map(slots))
        made.pattern, made.slots = pattern, slots
        return made

    def __reduce__(self) -> tuple[type[Said], tuple[str, dict[str, str]]]:
        """Errors travel between processes: what fills the pattern goes along."""
        return type(self), (self.pattern, self.slots)


def said(pattern: str, /, **slots: object) -> Said:
    """`said("there is no record '{name}'.", name=name)`: a sentence with slots that can be said in any language."""
    return Said(pattern, {name: slot if isinstance(slot, str) else str(slot) for name, slot in slots.items()})


def _sentence(words: str) -> Said:
    return words if isinstance(words, Said) else Said(words.replace("{", "{{").replace("}", "}}"), {})


class RopaError(Exception):
    """Says what is wrong, where it is wrong, and what to do about it."""

    def __init__(self, what: str, *, where: str = "", mend: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.mend = mend

    @property
    def said(self) -> Said:
        """Place, fault and advice as one sentence, each part still to be said in another language."""
        pattern = f"{'{where}: ' if self.where else ''}{{what}}{' {mend}' if self.mend else ''}"
        return Said(pattern, {"where": self.where, "what": _sentence(self.what), "mend": _sentence(self.mend)})

    def __str__(self) -> str:
        return str(self.said)


class InputError(RopaError):
    """What was handed in cannot be used."""


class UnreadableFile(InputError):
    """A file that no reader can make sense of."""


class TooLarge(InputError):
    """Input beyond a limit of time, memory, size or depth."""


class BadQuery(InputError):
    """SPARQL that does not parse, or asks for what is not allowed."""


class BadParameter(InputError):
    """A language, format, date or name that does not exist."""


class NotFound(RopaError):
    """No such record, party, notice, version, query, report or rule."""


class Conflict(RopaError):
    """The thing has changed meanwhile, or is being written by someone else."""


class NotApplicable(RopaError):
    """The law asked about did not apply on that day."""


class ShapeError(RopaError):
    """A rule file the validator refuses to load: names file, shape and clause."""


class StoreError(RopaError):
    """The journal or the store cannot be used."""


class StoreLocked(StoreError):
    """Another program is writing to the same store."""


class StoreFull(StoreError):
    """No room is left on the disk; nothing acknowledged was lost."""


class StoreReadOnly(StoreError):
    """The folder of the store cannot be written."""


class StoreDamaged(StoreError):
    """Journal or store fail their own check."""


class Timeout(StoreError):
    """A query ran longer than allowed and was stopped."""
