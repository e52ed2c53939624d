"""Who else receives the data: disclosures, own staff."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.parts import processors
from ropa.documents.writing.draft import Draft, ends_in, is_sentence, joined
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, Disclosure, Text
from ropa.namespaces import expand, local_name
from ropa.rendering.document import Block, Bullets, Paragraph, Section, Sentence, Table

_RECIPIENTS = ("13(1)(e)", "14(1)(e)")
_FEW = 2
_STEM = 6
"""Letters that a word keeps in every case."""
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
    return draft.section("recipients", *blocks, *processors.blocks(draft))


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
    yield from _listed(draft, listed)
    public = [sentence for place in places if _is_public(place) for sentence in disclosure(draft, place)]
    yield from _one(*public, *_none(draft, activity), *others)


def _listed(draft: Draft, places: tuple[Place[Disclosure], ...]) -> Iterable[Block]:
    """A table, or a list where only the recipients are told."""
    rows = [_line(draft, place) for place in places]
    keys = ("recipient", "data", "purpose", "ground")
    kept = [n for n, _ in enumerate(keys) if n == 0 or any(row[n].text for row in rows)]
    if len(kept) == 1:
        yield from _recipients_alone(draft, places)
        return
    yield Paragraph((draft.writer.sentence("disclosures-lead"),))
    columns = tuple(draft.writer.phrase(f"column-{keys[n]}") for n in kept)
    heading = draft.writer.phrase("heading-disclosures")
    yield Table(heading, columns, tuple(tuple(row[n] for n in kept) for row in rows))


def _recipients_alone(draft: Draft, places: tuple[Place[Disclosure], ...]) -> Iterable[Block]:
    """A list; Finnish recipients whose words stand as in a sentence are told in one."""
    given = {place.node.iri: _who(draft, place) for place in places}
    to = tuple(place for place in places if given[place.node.iri] and ends_in(draft, given[place.node.iri], "all"))
    if to:
        who = tuple(fact for place in to for fact in given[place.node.iri])
        yield Paragraph((_to(draft, who, tuple(kind for place in to for kind in place.facts("recipient_kinds"))),))
    rest = tuple(place for place in places if place not in to)
    if len(rest) <= _FEW:
        yield from _one(*(sentence for place in rest for sentence in disclosure(draft, place)))
        return
    yield Paragraph((draft.writer.sentence("disclosures-list-lead"),))
    yield Bullets(tuple(_line(draft, place)[0] for place in rest))


def _to(draft: Draft, who: tuple[Fact, ...], kinds: tuple[Fact, ...]) -> Sentence:
    return draft.writer.sentence("disclosure-to", {"recipients": who}, articles=draft.cite(*_RECIPIENTS), also=kinds)


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
    exceptions = tuple(sorted(draft.texts(draft.record, "disclosure_exceptions"), key=lambda fact: str(fact.value)))
    others = any(place.node.disclosures for place in draft.activities)
    if not exceptions:
        key = "no-disclosure-but" if others else "no-disclosure"
        return Paragraph((draft.writer.sentence(key, articles=cited, also=stated),))
    key = "no-disclosure-unless" if _are_exceptions(draft, exceptions, "disclosure") else "no-disclosure-in"
    denial = draft.writer.sentence(key, {"text": exceptions}, articles=cited, also=stated)
    return Paragraph((denial, draft.writer.sentence("disclosures-below", also=stated)) if others else (denial,))


def told(draft: Draft, activity: Place[Activity]) -> Iterable[Sentence]:
    """To whom an activity discloses, or that it does not, in sentences; recipients of whom no more is told in one."""
    places = activity.below("disclosures", Disclosure)
    bare = tuple(place for place in places if _is_bare(draft, place))
    together = bare if len(bare) > 1 else ()
    if together:
        who = {place.node.iri: _who(draft, place) for place in together}
        said = tuple(fact for place in together for fact in _kinds(draft, place, who[place.node.iri])[1])
        slots = {"recipients": tuple(fact for facts in who.values() for fact in facts), "kinds": (), "data": ()}
        yield from _named(draft, slots, draft.cite(*_RECIPIENTS), said)
    for place in places:
        if place not in together:
            yield from disclosure(draft, place)
    yield from _none(draft, activity)


def _is_bare(draft: Draft, place: Place[Disclosure]) -> bool:
    """Whether a disclosure tells its recipients and nothing else."""
    more = ("data", "subjects", "purposes", "legal_bases", "laws", "conditions")
    who = _who(draft, place)
    return bool(who) and not any(place.has(name) for name in more) and not _kinds(draft, place, who)[0]


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
    conditions, condition = draft.texts(place, "conditions"), "disclosure-condition"
    if public:
        sentence, conditions = _publication(draft, place, slots, conditions)
        yield sentence
        condition = "own-words" if sentence.key == "disclosure-public-may" else "disclosure-public-condition"
    elif who and not data and _tells_to_whom(draft, conditions[:1], who):
        yield draft.writer.sentence("own-words", {"text": conditions[0]}, articles=cited, also=(*who, *kinds, *named))
        conditions = conditions[1:]
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
        yield draft.quoted(condition, fact, cited)


def _tells_to_whom(draft: Draft, conditions: tuple[Fact, ...], who: tuple[Fact, ...]) -> bool:
    """Whether own words are a sentence that names every recipient: then nothing else need say so, and without the
    condition nothing may."""
    own = [str(fact.value).lower() for fact in conditions if is_sentence(fact) and draft.is_own(fact)]
    stems = [draft.writer.words(fact).text.lower()[:_STEM] for fact in who]
    return bool(own) and all(stem and stem in own[0] for stem in stems)


def _publication(
    draft: Draft, place: Place[Disclosure], slots: dict[str, tuple[Fact, ...]], conditions: tuple[Fact, ...]
) -> tuple[Sentence, tuple[Fact, ...]]:
    """That data are made public, and the conditions it leaves to be told; own words that are a sentence tell it all."""
    cited, kinds = draft.cite(*_RECIPIENTS), place.facts("recipient_kinds")
    if conditions and all(map(is_sentence, conditions)):
        first, *rest = conditions
        if getattr(first.value, "language", "") == draft.language:
            return draft.writer.sentence("own-words", {"text": first}, articles=cited, also=kinds), tuple(rest)
        return draft.writer.sentence("disclosure-public-may", articles=cited, also=kinds), conditions
    if not slots["data"] and _are_exceptions(draft, conditions, "transfer"):
        told = {**slots, "text": conditions}
        return draft.writer.sentence("disclosure-public-unless", told, articles=cited, also=kinds), ()
    key = "disclosure-public-data" if slots["data"] else "disclosure-public"
    return draft.writer.sentence(key, slots, articles=cited, also=kinds), conditions


def _are_exceptions(draft: Draft, conditions: tuple[Fact, ...], of: str) -> bool:
    """Whether conditions complete the sentence before them: clauses that begin with "unless"."""
    unless = draft.writer.phrase(f"{of}-unless-words").split()
    return bool(conditions) and all(str(fact.value).split()[0].lower() in unless for fact in conditions)


def _named(
    draft: Draft, slots: dict[str, tuple[Fact, ...]], cited: tuple[str, ...], named: tuple[Fact, ...]
) -> Iterable[Sentence]:
    """Recipients by name; words that are a clause of their own ("handed to ...") are quoted as they are."""
    clauses = tuple(fact for fact in slots["recipients"] if _is_clause(draft, fact))
    nouns = tuple(fact for fact in slots["recipients"] if fact not in clauses)
    data, kinds = slots["data"], slots["kinds"]
    if nouns and not data and ends_in(draft, nouns, "all"):
        yield _to(draft, nouns, (*kinds, *named))
    elif nouns and not data and ends_in(draft, nouns, "par"):
        yield draft.writer.sentence("disclosure-some", {**slots, "recipients": nouns}, articles=cited, also=named)
    elif nouns:
        key = "disclosure-named-data" if data else "disclosure-named"
        yield draft.writer.sentence(key, {**slots, "recipients": nouns}, articles=cited, also=named)
    if clauses:
        told = {"recipients": clauses, "kinds": () if nouns else kinds}
        yield draft.writer.sentence("disclosure-written", told, articles=cited, also=() if nouns else named)
        if data and not nouns:
            yield draft.writer.sentence("disclosure-data", slots, articles=cited)


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
