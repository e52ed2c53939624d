"""People named as those whose data are listed: "Potilaiden nimi, osoite", "Pupils' names". Holds no words itself."""

from __future__ import annotations

import re

from ropa.importing.document import Passage
from ropa.importing.lists import split
from ropa.importing.outline import Outline


def owners(outline: Outline, told: Passage) -> list[Passage]:
    """Who owns the data that a list begins with, each a known kind of people; none where anything else is told."""
    words = outline.phrases
    found = words.expression("subjects-whose", re.IGNORECASE).match(told.text)
    if not found:
        return []
    data = words.lexicon("data").find(told.text[found.end() :])
    loose = words.raw("loose-subjects") or []
    people = list(split(told.cut(*found.span(1)), words))
    known = [words.lexicon("subjects").find(each.text) for each in people]
    whole = all(
        len(hits) == 1 and hits[0].end - hits[0].start == len(each.text.rstrip("'’"))
        for hits, each in zip(known, people, strict=True)
    )
    firm = any(hits and hits[0].concept not in loose for hits in known)
    return people if whole and firm and data and not data[0].start else []
