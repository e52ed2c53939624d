"""People that the vocabulary knows only as persons, such as drivers and witnesses: they keep the notice's name."""

from __future__ import annotations

import re
from dataclasses import replace

from ropa.importing.draft import MAIN, Draft
from ropa.importing.outline import Outline
from ropa.importing.phrases import Phrases
from ropa.model import Evidence, Iri
from ropa.namespaces import expand

ORDER = 42

_PERSON = "dpv:HumanSubject"
_LONGEST = 60


def read(outline: Outline, draft: Draft) -> None:
    """Each name told in its basic form becomes a concept of the register, below "person"."""
    person = Iri(expand(_PERSON))
    told = [e for e in draft.evidence if (e.subject, e.term, e.value) == (MAIN, "dpv:hasDataSubject", str(person))]
    names = {each: name for each in told if (name := _name(outline.phrases, each))}
    held = draft.nodes[MAIN].values.get("subjects", [])
    if not names or person not in held:
        return
    concepts = {each: draft.concept(name, _PERSON, _PERSON) for each, name in names.items()}
    place = held.index(person)
    own = [concept for concept in dict.fromkeys(concepts.values()) if concept not in held]
    held[place : place + 1] = own if len(names) == len(told) else [person, *own]
    for each, concept in concepts.items():
        del draft.evidence[each]
        draft.evidence.setdefault(replace(each, value=str(concept)))


def _name(words: Phrases, told: Evidence) -> str:
    """What people are called by evidence for them; "" where it names others as well, or stands in another case."""
    text = " ".join(told.text.split()).rstrip(" .,;:")
    hits = words.lexicon("subjects").find(text)
    others = any(hit.concept != _PERSON for hit in hits)
    if others or len(text) > _LONGEST or not words.expression("subjects-base").search(text):
        return ""
    sentence_case = re.match(r"[^\W\d_][a-zåäöéü]", text)
    return text[:1].lower() + text[1:] if sentence_case else text
