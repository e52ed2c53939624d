"""The rules of this installation with those of an own folder beside them, read anew when a file changes.

A file that is refused changes nothing: the last good set stays, and `refused` says which file, shape and clause.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic

from ropa import resources, validation
from ropa.errors import BadParameter, RopaError, ShapeError, said
from ropa.rules import RuleBook, load

_LOG = logging.getLogger("ropa.rules")
_SECONDS = 1.0
_Stamp = frozenset[tuple[str, int, int]]


class RuleSet:
    """The rules that come along, an own file of the same name in the place of one of them; safe for threads."""

    def __init__(self, own: Path | None = None) -> None:
        self._own = own
        self._lock = Lock()
        self._looked = 0.0
        self._stamp: _Stamp = frozenset()
        self._book: RuleBook | None = None
        self._refused: RopaError | None = None

    def book(self) -> RuleBook:
        """The last good set. Looks at the files at most once a second.

        Raises ShapeError where the first set is refused, BadParameter where there is no such folder.
        """
        with self._lock:
            if self._book is None:
                self._stamp, self._looked = self._files(), monotonic()
                self._book = self._read()
            elif monotonic() - self._looked >= _SECONDS:
                self._look(self._book)
            return self._book

    @property
    def refused(self) -> RopaError | None:
        """Why the rules as they now stand in the folders are not used; None where they are."""
        return self._refused

    def _look(self, kept: RuleBook) -> None:
        """Reads the rules anew where a file came, went or changed."""
        self._looked = monotonic()
        try:
            stamp = self._files()
            if stamp == self._stamp:
                return
            self._stamp = stamp
            self._book, self._refused = self._read(), None
            _LOG.warning("rules read anew: %d rules, set %s", len(self._book.rules), self._book.version[:12])
        except OSError as error:  # a file that goes while it is read
            self._refuse(ShapeError(str(error)), kept)
        except (BadParameter, ShapeError) as error:
            self._refuse(error, kept)

    def _refuse(self, error: RopaError, kept: RuleBook) -> None:
        if str(error) != str(self._refused or ""):
            _LOG.error("rules refused, set %s stays in force: %s", kept.version[:12], error)
        self._refused = error

    def _read(self) -> RuleBook:
        book = load(*self._folders())
        if self._own or self._book:
            validation.compile(book)
        return book

    def _folders(self) -> Iterator[Path]:
        yield resources.shapes()
        if self._own is not None:
            if not self._own.is_dir():
                raise BadParameter(
                    said("there is no folder '{folder}'.", folder=self._own),
                    where="ROPA_RULES",
                    mend="Name a folder of rule files, or leave the setting out.",
                )
            yield self._own

    def _files(self) -> _Stamp:
        found = ((file, file.stat()) for folder in self._folders() for file in folder.rglob("*.trig"))
        return frozenset((str(file), told.st_mtime_ns, told.st_size) for file, told in found)


@cache
def rule_set(own: Path | None = None) -> RuleSet:
    """The one set of a process for an own folder, or for none."""
    return RuleSet(own)


def rule_book(own: Path | None = None) -> RuleBook:
    """The rules of this installation, with those of an own folder where one is given."""
    return rule_set(own).book()
