"""Whether a clause denies what its words would tell: "we do not combine", "which do not process them for us"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.importing.phrases import Phrases

_STOP = re.compile(r"[,;:.]\s")


def affirmed(words: Phrases, path: str, text: str) -> bool:
    """Whether the text has words of a list in a clause that does not deny them.

    A condition, "if you do not want this", denies nothing.
    """
    return any(not _is_denied(words, text, found) for found in words.any(path).finditer(text))


def _is_denied(words: Phrases, text: str, found: re.Match[str]) -> bool:
    """What stands behind the words, "and not for themselves", denies something else."""
    stops = [stop.end() for stop in _stops(words, text[: found.start()])]
    clause = text[max(stops, default=0) : found.end()]
    return bool(words.any("lists.denial").search(words.any("cookies.unwanted").sub(" ", clause)))


def _stops(words: Phrases, text: str) -> Iterator[re.Match[str]]:
    yield from _STOP.finditer(text)
    yield from words.any("rights.contrast").finditer(text)


def engages_nobody(words: Phrases, text: str) -> bool:
    """ "We use no processors", not "we use no processors other than" or "without"."""
    hedged = any(words.any(path).search(text) for path in ("recipients.except", "transfers.exception"))
    return not hedged and bool(words.any("recipients.unengaged").search(text))
