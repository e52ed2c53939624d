"""Cells that answer yes or none instead of giving a value, in every language at once. Knows no columns."""

from __future__ import annotations

import re

_NIL = re.compile(
    r"(nil|none|no|not applicable|n\s?/?\s?a|-+|–|—|ei|ei ole|ei mitään|ei siirretä|ei siirtoja"
    r"|ei luovuteta|ei sovellu|ei käytetä|ei tehdä"
    r"|(no transfers?|ei siirretä|ei siirtoja|inga överföringar|överförs inte)"
    r"( (outside|utanför) [\w /-]+| [\w:/ -]+ulkopuolelle)?"
    r"|ingen|inga|inget|nej|saknas|finns inte|(inga|ingen|inte några) \w+|överförs inte|görs inte|används inte)\.?",
    re.IGNORECASE,
)
_YES = re.compile(r"(yes|true|ja|kyllä|joo|on)\.?", re.IGNORECASE)


def is_nil(words: str) -> bool:
    """Whether a cell says that there is none, which is not the same as saying nothing."""
    return bool(_NIL.fullmatch(words.strip()))


def is_yes(words: str) -> bool:
    """Whether a cell only says that there is one, without telling what."""
    return bool(_YES.fullmatch(words.strip()))
