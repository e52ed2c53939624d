"""How places, streams and grounds are called in the reader's language. Draws nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ropa.flows.flow import Flow, Ground, Passage, Place, Role, Stream
from ropa.model import Text
from ropa.namespaces import expand, local_name
from ropa.texts import label, say

Own = Mapping[str, tuple[Text, ...]]
"""Labels of concepts that the vocabulary does not know: `Flow.concepts`."""
NONE: Own = {}
_FROM_SUBJECT = expand("dpv:DataSubjectDataSource")
_CITED = re.compile(r"A(?P<article>\d+)-(?P<paragraph>\d+)(-(?P<point>[a-z]))?$")


def pick(texts: Iterable[Text], language: str) -> list[str]:
    """The texts in that language, else in English, else in none or any one language."""
    known: dict[str, list[str]] = {}
    for text in texts:
        known.setdefault(text.language, []).append(text.value)
    for tag in (language, "en", "", *sorted(known)):
        if tag in known:
            return sorted(known[tag])
    return []


def title(flow: Flow, language: str) -> str:
    """What the picture is called."""
    own = pick(flow.title, language)
    return say("flows-title-of", language, name=own[0]) if own else say("flows-title", language)


def description(flow: Flow, language: str) -> str:
    """What the picture shows, in a few sentences: for those who do not see it."""
    counts = flow.counts()
    parts = [f"{role_name(role, language)}: {counts[role]}" for role in Role if counts[role]]
    exits = flow.exits()
    without = sum(stream.worst in {Ground.MISSING, Ground.LAPSED} for stream in exits)
    sentence = say("flows-desc", language, counts="; ".join(parts))
    if not exits:
        return f"{sentence} {say('flows-desc-no-exit', language)}"
    return f"{sentence} {say('flows-desc-exits', language, exits=len(exits), without=without)}"


def role_name(role: Role, language: str, depth: int = 0) -> str:
    """The heading of a layer."""
    if role is Role.SUB_PROCESSOR and depth > 2:
        return say("flows-role-sub-processor-deep", language, level=depth - 1)
    return say(f"flows-role-{role.value}", language)


def name(place: Place, language: str, own: Own = NONE) -> str:
    """What a place is called: its own name, else its category, else that the record names none."""
    if place.members:
        return say(f"flows-group-{place.role.value}", language, count=len(place.members))
    if place.names:
        words = ", ".join(pick(place.names, language))
        return words if place.iri else upper_first(words)
    if place.role is Role.COUNTRY:
        return label(place.iri, language) if place.iri else say("flows-country-unknown", language)
    if place.role is Role.SOURCE and _FROM_SUBJECT in place.concepts:
        return say("flows-source-subject", language)
    if place.concepts:
        return upper_first(labels(place.concepts, language, own))
    return local_name(place.iri) if place.iri else say("flows-unnamed", language)


def subtitle(place: Place, language: str, own: Own = NONE) -> str:
    """A second line: whose data, in which countries, what a group has in common, or the record's own words."""
    if place.members and place.concepts:
        return upper_first(labels(place.concepts, language, own))
    if place.role is Role.SOURCE:
        subjects = labels((c for c in place.concepts if c != _FROM_SUBJECT), language, own)
        if _FROM_SUBJECT in place.concepts and subjects:
            return upper_first(subjects)
        return " ".join(pick(place.details, language))
    if place.role is Role.COUNTRY:
        return ""
    return labels(place.countries, language)


def ground(passage: Passage, language: str) -> str:
    """The instrument and article a transfer rests on, or that the record gives none."""
    if passage.ground is Ground.MISSING:
        return say("flows-ground-missing", language)
    if passage.ground is Ground.CONDITIONAL:
        return say("flows-ground-conditional", language)
    named = [label(i, language) for i in passage.relies_on]
    cited = [cite(b, language) for b in passage.legal_bases]
    words = ", ".join([*named, *(c for c in cited if c)]) or ", ".join(label(b, language) for b in passage.legal_bases)
    lapsed = passage.ground is Ground.LAPSED
    return say("flows-ground-lapsed", language, ground=words) if lapsed else upper_first(words)


def grounds(stream: Stream, language: str) -> str:
    """All grounds of a stream's passages, each once."""
    return "; ".join(dict.fromkeys(ground(p, language) for p in stream.passages))


def cite(legal_basis: str, language: str) -> str:
    """`eu-gdpr:A46-2-c` as people of that language cite it; "" for what is no article."""
    found = _CITED.search(legal_basis)
    if not found:
        plain = re.search(r"A(\d+)$", legal_basis)
        return say("flows-cite-article", language, article=plain.group(1)) if plain else ""
    parts = {key: value or "" for key, value in found.groupdict().items()}
    return say("flows-cite-point" if parts["point"] else "flows-cite-paragraph", language, **parts)


def basis(legal_basis: str, language: str) -> str:
    """A legal basis with its label and article."""
    cited = cite(legal_basis, language)
    words = label(legal_basis, language)
    return f"{words} ({cited})" if cited else words


def term(iri: str, language: str, own: Own = NONE) -> str:
    """The label of a concept, of the vocabulary or of the records themselves."""
    return ", ".join(pick(own[iri], language)) if own.get(iri) else label(iri, language)


def labels(iris: Iterable[str], language: str, own: Own = NONE) -> str:
    """Labels of concepts, sorted, joined by commas."""
    return ", ".join(sorted(dict.fromkeys(term(i, language, own) for i in iris)))


def upper_first(text: str) -> str:
    """The first letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
