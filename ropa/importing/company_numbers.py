"""Numbers in the company registers of other states, told as such; of some the last digit can be checked.

Finnish and Swedish business ids stand in `channels.py`: they need no word before them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ropa.importing.channels import Found
from ropa.importing.document import Passage

_NUMBER = r"(?:[\s:.-]{0,3}(?:number|no|nr|nummer)\b\.?)?[\s:]{1,3}"
_SPACED = r"\d{3}\s\d{3}\s\d{3}|\d{9}"
_REGISTERS = (
    (r"CVR", r"\d{8}|\d{2}(?:\s\d{2}){3}", (2, 7, 6, 5, 4, 3, 2, 1)),
    (r"org(?:anisasjons)?[. -]{0,2}(?:nr|nummer)\.?|organi[sz]ation number", _SPACED, (3, 2, 7, 6, 5, 4, 3, 2, 1)),
    (r"registrikood|registry code|register code", r"\d{8}", ()),
    (r"CRO|Companies Registration Office|Companies House", r"(?:[A-Z]{2})?\d{5,8}", ()),
    (
        r"registered in (?:England(?: and Wales)?|Scotland|Wales|Northern Ireland|Ireland),?(?: under)?",
        r"(?:[A-Z]{2})?\d{5,8}",
        (),
    ),
    (r"KvK|Chamber of Commerce", r"\d{8}", ()),
    (r"HRB", r"\d{3,6}", ()),
    (r"KRS", r"\d{10}", ()),
    (r"SIREN|RCS\s[A-Z][a-z]+", _SPACED, ()),
    (
        r"(?:company|registration|registered|charity|trade register|commercial register)"
        r"(?:\s(?:registration|register|number|no\.?))*",
        r"[A-Z]{0,2}\d{5,8}",
        (),
    ),
)
"""The words before a number, its digits, and the weights by which their sum is divided by 11 (Denmark: CVR-loven,
Norway: Enhetsregisteret); none where they are not checked here."""
_COMPILED = tuple(
    (re.compile(rf"\b(?:{words}){_NUMBER}(?P<id>{digits})(?![\w-])", re.IGNORECASE), weights)
    for words, digits, weights in _REGISTERS
)


class Number(NamedTuple):
    """A company's number, without spaces, and whether its last digit fits the ones before."""

    found: Found
    fits: bool


def registered(passage: Passage) -> list[Number]:
    """Each that a register's name or a word for one stands before, in order."""
    if not re.search(r"(?:\d\s?){3}", passage.text):
        return []
    out = list[Number]()
    for pattern, weights in _COMPILED:
        for told in pattern.finditer(passage.text):
            value = re.sub(r"\s", "", told["id"])
            if any(told.start("id") < each.found.end and each.found.start < told.end("id") for each in out):
                continue
            found = Found(value, passage.words(*told.span("id")), told.start(), told.end())
            out.append(Number(found, not weights or sum(map(int.__mul__, map(int, value), weights)) % 11 == 0))
    return sorted(out, key=lambda each: each.found.start)
