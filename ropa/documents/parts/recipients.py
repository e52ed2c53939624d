"""Who else receives the data: disclosures, own staff, processors and their processors."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ropa.documents.writing.draft import Draft, engagements, joined
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Disclosure, Engagement, Iri, Text
from ropa.namespaces import expand, local_name
from ropa.rendering.document import Block, Paragraph, Section, Sentence, Statements, Table

_RECIPIENTS = ("13(1)(e)", "14(1)(e)")
_FEW = 2
_PUBLIC = expand("ropa:PublicAtLarge")
_SPECIAL = expand("eu-gdpr:A9-")


def recipients(draft: Draft) -> Section | None:
    """To whom data are disclosed, or that they are not, and who has them in the house."""
    blocks = draft.per_activity(lambda activity: disclosure_blocks(draft, activity, *inside(draft, activity)))
    return draft.section("recipients", _denial(draft), *blocks)


def disclosures(draft: Draft) -> Section | None:
    """Only to whom data are disclosed, or that they are not."""
    blocks = draft.per_activity(lambda activity: disclosure_blocks(draft, activity))
    return draft.section("disclosures", _denial(draft), *blocks)


def access(draft: Draft) -> Section | None:
    """Who has the data without disclosure: own units and processors."""
    blocks = draft.per_activity(lambda activity: _one(*inside(draft, activity)))
    return draft.section("recipients", *blocks, *_processors(draft))


def _one(*sentences: Sentence) -> Iterable[Block]:
    if sentences:
        yield Paragraph(sentences)


def disclosure_blocks(draft: Draft, activity: Place[Activity], *others: Sentence) -> Iterable[Block]:
    """Two disclosures or fewer in sentences, more as a table."""
    places = activity.below("disclosures", Disclosure)
    listed = tuple(place for place in places if not _is_public(place))
    if len(listed) <= _FEW:
        yield from _one(*told(draft, activity), *others)
        return
    yield Paragraph((draft.writer.sentence("disclosures-lead"),))
    yield _listed(draft, listed)
    public = [sentence for place in places if _is_public(place) for sentence in disclosure(draft, place)]
    yield from _one(*public, *_none(draft, activity), *others)


def _listed(draft: Draft, places: tuple[Place[Disclosure], ...]) -> Table:
    rows = [_line(draft, place) for place in places]
    keys = ("recipient", "data", "purpose", "ground")
    kept = [n for n, _ in enumerate(keys) if n == 0 or any(row[n].text for row in rows)]
    columns = tuple(draft.writer.phrase(f"column-{keys[n]}") for n in kept)
    heading = draft.writer.phrase("heading-disclosures")
    return Table(heading, columns, tuple(tuple(row[n] for n in kept) for row in rows))


def _line(draft: Draft, place: Place[Disclosure]) -> tuple[Sentence, ...]:
    cited, writer = draft.cite(*_RECIPIENTS), draft.writer
    who = _who(draft, place)
    kinds, named = _kinds(draft, place, who)
    slots = {"recipients": who or kinds, "kinds": kinds if who else (), "data": place.facts("data")}
    slots["subjects"] = place.facts("subjects")
    ground = [writer.sentence("basis-cell", {"basis": f}, articles=cited) for f in place.facts("legal_bases")]
    laws = place.facts("laws")
    ground += [writer.sentence("basis-law", {"laws": laws}, articles=cited)] if laws else []
    ground += [writer.words(f, articles=cited, key="condition-cell") for f in draft.texts(place, "conditions")]
    data = writer.sentence("disclosure-data-cell", slots, articles=cited)
    return (
        writer.sentence("disclosure-recipient-cell", slots, articles=cited, also=named),
        data if slots["data"] or slots["subjects"] else Sentence(""),
        writer.words(place.facts("purposes"), articles=cited, key="disclosure-purpose-cell"),
        joined(ground) or Sentence(""),
    )


def _who(draft: Draft, place: Place[Disclosure]) -> tuple[Fact, ...]:
    return (*draft.names(place.facts("recipients")), *draft.texts(place, "recipient_categories"))


def _kinds(draft: Draft, place: Place[Disclosure], who: tuple[Fact, ...]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Kinds of recipient that say more than its name does, and those that the name says already."""
    names = " ".join(str(fact.value) for fact in who).lower()
    facts = place.facts("recipient_kinds")
    said = tuple(f for f in facts if any(_is_named(f, word.lower(), names) for word in draft.writer.declined(f)))
    return tuple(fact for fact in facts if fact not in said), said


def _is_named(fact: Fact, word: str, names: str) -> bool:
    """Whether a name says a kind: in full, or of a vague kind its last part ("kumppanit" is a yhteistyökumppani)."""
    if word in names:
        return True
    return str(fact.value) in _VAGUE and any(word[-size:] in names for size in range(_TAIL, len(word)))


_VAGUE = {expand("ropa:Partner"), expand("dpv:ThirdParty"), expand("dpv:ServiceProvider")}
_TAIL = 7


def _denial(draft: Draft) -> Paragraph | None:
    if not draft.record.node.disclosure_denied:
        return None
    stated, cited = draft.record.facts("disclosure_denied"), draft.cite(*_RECIPIENTS)
    key = "no-disclosure-but" if any(place.node.disclosures for place in draft.activities) else "no-disclosure"
    return Paragraph((draft.writer.sentence(key, articles=cited, also=stated),))


def told(draft: Draft, activity: Place[Activity]) -> Iterable[Sentence]:
    """To whom an activity discloses, or that it does not, in sentences."""
    for place in activity.below("disclosures", Disclosure):
        yield from disclosure(draft, place)
    yield from _none(draft, activity)


def _none(draft: Draft, activity: Place[Activity]) -> Iterable[Sentence]:
    if activity.node.no_recipients:
        stated, cited = activity.facts("no_recipients"), draft.cite(*_RECIPIENTS)
        yield draft.writer.sentence("no-recipients", articles=cited, also=stated)


def inside(draft: Draft, activity: Place[Activity]) -> Iterable[Sentence]:
    units = draft.texts(activity, "internal_access")
    if units:
        yield draft.writer.sentence("internal-access", {"units": units})


def disclosure(draft: Draft, place: Place[Disclosure]) -> Iterable[Sentence]:
    """One disclosure: to whom, what, what for, on what ground, when."""
    cited = draft.cite(*_RECIPIENTS)
    who = _who(draft, place)
    kinds, named = _kinds(draft, place, who)
    data, aims = place.facts("data"), place.facts("purposes")
    slots = {"recipients": who, "kinds": kinds, "data": data, "purposes": aims, "subjects": place.facts("subjects")}
    public = _is_public(place)
    conditions = draft.texts(place, "conditions")
    if public and not data and _are_exceptions(draft, conditions):
        told = {**slots, "text": conditions}
        yield draft.writer.sentence(
            "disclosure-public-unless", told, articles=cited, also=place.facts("recipient_kinds")
        )
        conditions = ()
    elif public:
        key = "disclosure-public-data" if data else "disclosure-public"
        yield draft.writer.sentence(key, slots, articles=cited, also=place.facts("recipient_kinds"))
    elif who:
        yield from _named(draft, slots, cited, named)
    elif kinds:
        yield draft.writer.sentence("disclosure-of" if data else "disclosure", slots, articles=cited)
    elif data:
        yield draft.writer.sentence("disclosure-data", slots, articles=cited)
    if slots["subjects"]:
        yield draft.writer.sentence("disclosure-subjects", slots, articles=cited)
    if aims:
        key = "disclosure-public-purpose" if public else "disclosure-purpose"
        yield draft.writer.sentence(key, slots, articles=cited)
    yield from _bases(draft, place, cited)
    laws = place.facts("laws")
    if laws:
        yield draft.writer.sentence("basis-law", {"laws": laws}, articles=cited)
    for fact in conditions:
        yield draft.quoted("disclosure-public-condition" if public else "disclosure-condition", fact, cited)


def _are_exceptions(draft: Draft, conditions: tuple[Fact, ...]) -> bool:
    """Whether conditions complete the sentence before them: clauses that begin with "unless"."""
    unless = draft.writer.phrase("transfer-unless-words").split()
    return bool(conditions) and all(str(fact.value).split()[0].lower() in unless for fact in conditions)


def _named(
    draft: Draft, slots: dict[str, tuple[Fact, ...]], cited: tuple[str, ...], named: tuple[Fact, ...]
) -> Iterable[Sentence]:
    """Recipients by name; words that are a clause of their own ("handed to ...") are quoted as they are."""
    clauses = tuple(fact for fact in slots["recipients"] if _is_clause(draft, fact))
    nouns = tuple(fact for fact in slots["recipients"] if fact not in clauses)
    data, kinds = slots["data"], slots["kinds"]
    if nouns and not data and _are_some(draft, nouns):
        yield draft.writer.sentence("disclosure-some", {**slots, "recipients": nouns}, articles=cited, also=named)
    elif nouns:
        key = "disclosure-named-data" if data else "disclosure-named"
        yield draft.writer.sentence(key, {**slots, "recipients": nouns}, articles=cited, also=named)
    if clauses:
        told = {"recipients": clauses, "kinds": () if nouns else kinds}
        yield draft.writer.sentence("disclosure-written", told, articles=cited, also=() if nouns else named)
        if data and not nouns:
            yield draft.writer.sentence("disclosure-data", slots, articles=cited)


def _are_some(draft: Draft, facts: tuple[Fact, ...]) -> bool:
    """Whether the record's own words stand in the Finnish partitive, as they stood in a sentence of its notice."""
    return draft.language == "fi" and all(
        isinstance(fact.value, Text) and _PARTITIVE.search(str(fact.value)) for fact in facts
    )


_PARTITIVE = re.compile(r"\w{4,}(?:aa|ää|[oöe]it[aä]|[oöe]j[aä]|[js]i[aä])$")


def _is_clause(draft: Draft, fact: Fact) -> bool:
    first = str(fact.value).partition(" ")[0].lower()
    return isinstance(fact.value, Text) and first in draft.writer.phrase("recipient-verbs").split()


def _bases(draft: Draft, place: Place[Disclosure], cited: tuple[str, ...]) -> Iterable[Sentence]:
    facts = place.facts("legal_bases")
    ordinary = [fact for fact in facts if not str(fact.value).startswith(_SPECIAL)]
    for number, fact in enumerate(ordinary):
        key = "disclosure-basis-further" if number else "disclosure-basis"
        yield draft.writer.sentence(key, {"basis": fact}, articles=cited)
    for fact in facts:
        if fact not in ordinary:
            own = f"disclosure-basis-{local_name(str(fact.value))}"
            if draft.writer.has(own):
                yield draft.writer.sentence(own, articles=cited, also=(fact,))
            else:
                yield draft.writer.sentence("disclosure-basis-special", {"basis": fact}, articles=cited)


def _is_public(place: Place[Disclosure]) -> bool:
    """Whether a disclosure is a publication and nothing else."""
    node = place.node
    return node.recipient_kinds == (_PUBLIC,) and not (node.recipients or node.recipient_categories)


def processors(draft: Draft) -> Section | None:
    """Who processes on the controller's behalf, with every sub-processor under its own."""
    return draft.section("processors", *_processors(draft))


def _processors(draft: Draft) -> Iterable[Block]:
    chain = _chain(draft)
    if len(chain) == 1:
        yield Paragraph(tuple(_alone(draft, *chain[0])))
    elif chain:
        yield Paragraph((draft.writer.sentence("processors-lead"),))
        yield _table(draft, chain)


def _chain(draft: Draft) -> list[tuple[Place[Engagement], Place[Engagement] | None]]:
    """Every engagement once, with the one it hangs on."""
    found: dict[str, tuple[Place[Engagement], Place[Engagement] | None]] = {}
    for activity in draft.activities:
        places = engagements(activity)
        above = {child.iri: place for place in places for child in place.node.sub_engagements}
        for place in places:
            former = found.get(place.node.iri)
            trail = Statements(former[0].trail, place.trail) if former else place.trail
            found[place.node.iri] = (Place(place.node, trail), above.get(place.node.iri))
    return list(found.values())


def _alone(draft: Draft, place: Place[Engagement], above: Place[Engagement] | None) -> Iterable[Sentence]:
    cited = draft.cite(*_RECIPIENTS)
    slots = _slots(draft, place)
    usual = "processor-some" if _are_some(draft, slots["names"]) else "processor-category"
    yield draft.writer.sentence("processor" if place.node.processors else usual, slots, articles=cited)
    for name in ("data", "countries"):
        facts = place.facts(name)
        if facts:
            yield draft.writer.sentence(f"processor-{name}", {name: facts}, articles=cited)


def _slots(draft: Draft, place: Place[Engagement]) -> dict[str, tuple[Fact, ...]]:
    return {"names": names(draft, place), "services": draft.texts(place, "services")}


def names(draft: Draft, place: Place[Engagement]) -> tuple[Fact, ...]:
    """Who is engaged, by name or category."""
    named = (*draft.names(place.facts("processors")), *draft.texts(place, "processor_categories"))
    return named or (Fact(Iri(place.node.iri), place.trail),)


def _table(draft: Draft, chain: list[tuple[Place[Engagement], Place[Engagement] | None]]) -> Table:
    columns = tuple(draft.writer.phrase(f"column-{key}") for key in ("processor", "task", "behalf", "data", "place"))
    rows = tuple(_row(draft, *pair) for pair in chain)
    return Table(draft.writer.phrase("heading-processors"), columns, rows, (19, 17, 25, 23, 16))


def _row(draft: Draft, place: Place[Engagement], above: Place[Engagement] | None) -> tuple[Sentence, ...]:
    cited, writer = draft.cite(*_RECIPIENTS), draft.writer
    behalf = (
        writer.words(names(draft, above), articles=cited, key="behalf")
        if above
        else writer.sentence("behalf-of-us", articles=cited, also=(Fact(Iri(place.node.iri), place.trail),))
    )
    return (
        writer.words(names(draft, place), articles=cited, key="processor-name"),
        writer.words(draft.texts(place, "services"), articles=cited, key="processor-task"),
        behalf,
        writer.words(place.facts("data"), articles=cited, key="processor-data-cell"),
        writer.words(place.facts("countries"), articles=cited, key="processor-place"),
    )
