"""Headings that return in several sections, one for each activity: they name what the rest is told of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from ropa.importing.channels import organisations
from ropa.importing.document import Kind, Passage
from ropa.importing.phrases import Phrases

_OWN = {"purpose", "interest", "controller", "joint", "contact", "dpo"}
"""Sections in which such headings tell something themselves: what is done, or who is responsible."""

_NAMED = {
    "data": "data", "content": "data", "subjects": "subjects", "recipients": "recipients.kinds",
    "disclosures": "recipients.kinds", "sources": "sources.kinds",
}  # fmt: skip
"""Where what a section asks for may itself be the heading, and the words for it."""


def returning(sections: Iterable[Sequence[Passage]]) -> frozenset[str]:
    """The headings that stand in more than one section."""
    often = Counter(text for each in sections for text in {p.text for p in each if p.kind is Kind.HEADING})
    return frozenset(text for text, count in often.items() if count > 1)


def told(
    passages: Sequence[Passage],
    keys: Collection[str],
    returning: Collection[str],
    purposes: Collection[str],
    words: Phrases,
) -> list[Passage]:
    """What a section tells without such headings. One that is an answer itself, "Health data", or names a company
    stays; but one that stands among the `purposes` too names what is done, though pay is data as well."""
    if not returning or _OWN & set(keys):
        return list(passages)
    kinds = [words.lexicon(_NAMED[key]) for key in keys if key in _NAMED]
    return [
        each
        for each in passages
        if each.kind is not Kind.HEADING
        or each.text not in returning
        or (any(kind.covers(each.text) for kind in kinds) and (each.text not in purposes or "subjects" in keys))
        or organisations(each)
    ]
