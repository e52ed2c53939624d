"""How places, streams and grounds are called in the reader's language. Draws nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from ropa.flows.flow import WORST_FIRST, Flow, Kind, Passage, Place, Reason, Role, Stream
from ropa.model import Text
from ropa.namespaces import expand, local_name
from ropa.texts import group, label, preferred, say

_HANDED_ON = {Kind.PROCESSING, Kind.SUB_PROCESSING, Kind.DISCLOSURE}

_COUNTED = {
    "flows-no-transfers": "flows-no-transfers-counted",
    "flows-transfers-untold": "flows-transfers-untold-counted",
}

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
    return sorted(known.get(preferred(known, language), ()))


def title(flow: Flow, language: str) -> str:
    """What the picture is called."""
    own = pick(flow.title, language)
    return say("flows-title-of", language, name=own[0]) if own else say("flows-title", language)


def description(flow: Flow, language: str) -> str:
    """What the picture shows, in a few sentences: for those who do not see it."""
    counts = flow.counts()
    parts = [f"{role_name(role, language)}: {counts[role]}" for role in Role if counts[role]]
    sentences = [say("flows-desc", language, counts="; ".join(parts)), _ways_out(flow, language)]
    activities = [place for place in flow.places if place.role is Role.ACTIVITY]
    for remark, counted in _COUNTED.items():
        number = sum(remark in place.remarks for place in activities)
        if number:
            sentences.append(say(counted, language, count=number))
    return " ".join(sentences)


def _ways_out(flow: Flow, language: str) -> str:
    """How many ways lead out of the EEA, by what is known of their ground."""
    exits = flow.exits()
    if not exits:
        return say("flows-desc-no-exit", language)
    worst = Counter(stream.worst for stream in exits if stream.worst)
    used = [ground for ground in WORST_FIRST if worst[ground]]
    counted = [say(f"flows-count-{ground.value}", language, count=worst[ground]) for ground in used]
    return say("flows-desc-exits", language, exits=len(exits), counts="; ".join(counted))


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
    whose = pick(place.details, language) if place.role is Role.ACTIVITY else ()
    return ", ".join(filter(None, (*whose, labels(place.countries, language))))


def ground(passage: Passage, language: str) -> str:
    """What the record gives as ground of a transfer, what is wrong with it on the day, and whether it is hedged."""
    sound = _named([*passage.relies_on, *passage.legal_bases], passage, language)
    wrong: dict[Reason, list[str]] = {}
    for fault in passage.faults:
        wrong.setdefault(fault.reason, []).append(fault.iri)
    parts = [sound] if sound else []
    for reason, iris in wrong.items():
        parts.append(say(f"flows-fault-{reason.value}", language, ground=_joined(iris, language)))
    told = bool(passage.relies_on or passage.legal_bases)
    if Reason.BY_TOOL in wrong:
        return upper_first("; ".join(parts))
    if not told:
        bare = "flows-ground-conditional" if passage.is_hedged else "flows-ground-missing"
        return "; ".join([say(bare, language), *parts])
    words = "; ".join(parts)
    return say("flows-ground-hedged", language, ground=words) if passage.is_hedged else upper_first(words)


def _named(iris: Iterable[str], passage: Passage, language: str) -> str:
    wrong = {fault.iri for fault in passage.faults}
    return _joined([iri for iri in iris if iri not in wrong], language)


def _joined(iris: Sequence[str], language: str) -> str:
    """Instruments by name, articles as they are cited; what is no article and no instrument by its label."""
    named = [label(iri, language) for iri in iris if not cite(iri, language)]
    return ", ".join([*named, *(cited for iri in iris if (cited := cite(iri, language)))])


def grounds(stream: Stream, language: str) -> str:
    """All grounds of a stream's passages, each once."""
    return "; ".join(dict.fromkeys(ground(p, language) for p in stream.passages))


def ground_of_way(flow: Flow, way: Sequence[str], language: str) -> str:
    """On which ground the data of the activity where the way begins leave the EEA on it, or that it is not told.

    "" where the way leads to no third country. A stream is shared by activities; only this one's passages count.
    """
    activity = flow.by_key[way[0]].iri
    steps = set(pairwise(way))
    streams = [s for s in flow.streams if (s.source, s.target) in steps and activity in s.activities]
    for stream in sorted(streams, key=lambda s: -way.index(s.source)):
        own = tuple(p for p in stream.passages if p.activity == activity)
        if own:
            return grounds(replace(stream, passages=own), language)
    told = [transfer(s, language) for s in streams if not s.passages and s.target == way[-1]]
    return told[0] if told else ""


def transfer(stream: Stream, language: str) -> str:
    """The grounds, or that the record denies a transfer here, or that it is silent; "" where none is to be told of."""
    if stream.passages:
        return grounds(stream, language)
    if stream.is_denied:
        return say("flows-no-transfers", language)
    return say("flows-transfers-untold", language) if stream.kind in _HANDED_ON else ""


def remarks(place: Place, language: str) -> list[str]:
    """What the record denies of a place, and what it does not tell."""
    return [say(key, language, countries=labels(place.denied, language)) for key in place.remarks]


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
    return ", ".join(pick(own[iri], language)) if own.get(iri) else group(iri, language)


def labels(iris: Iterable[str], language: str, own: Own = NONE) -> str:
    """Labels of concepts, sorted, joined by commas."""
    return ", ".join(sorted(dict.fromkeys(term(i, language, own) for i in iris)))


def data(stream: Stream, language: str, own: Own = NONE) -> str:
    """Labels of the data on a stream; of what is made public, that they are not told where they are not."""
    return labels(stream.data, language, own) or (say("flows-data-untold", language) if stream.is_public else "")


def upper_first(text: str) -> str:
    """The first letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
