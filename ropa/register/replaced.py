"""Phrases that a person replaced by a term: kept beside the record, so that a file read again uses the term too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.rdf import NamedNode, Triple, iri
from ropa.register.parties import rewritten

REPLACED = iri("dct:isReplacedBy")
"""From the node of a phrase, of which nothing else is left, to the term that a person put in its place."""


def replacements(content: Iterable[Triple]) -> dict[str, str]:
    """The replaced phrases of a record's graph and the terms in their place."""
    return {
        t.subject.value: t.object.value
        for t in content
        if t.predicate == REPLACED
        and isinstance(t.subject, NamedNode)
        and isinstance(t.object, NamedNode)
        and "/concept/" in t.subject.value
    }


def replaced(content: Sequence[Triple], names: dict[str, str]) -> Sequence[Triple]:
    """What a file says, with the terms in place of the phrases."""
    if not names:
        return content
    phrases = {NamedNode(name) for name in names}
    return rewritten([t for t in content if t.subject not in phrases], names)
