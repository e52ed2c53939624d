"""The rights that the record states, how they are used, withdrawal of consent, and complaint."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.parts.who import lines_of
from ropa.documents.writing import reach, reference
from ropa.documents.writing.draft import Draft, is_sentence, paragraph
from ropa.documents.writing.facts import Fact, Place, in_language, triples_of
from ropa.model import Activity, Iri, RightsProcedure, Text
from ropa.namespaces import expand, local_name
from ropa.rendering.document import Block, Bullets, Contacts, Line, Paragraph, Section, Sentence, Statements

_RIGHTS = ("13(2)(b)", "14(2)(c)")
_CONSENT = ("13(2)(c)", "14(2)(d)")
_COMPLAINT = ("13(2)(d)", "14(2)(e)")
_ON_PAPER = ("WrittenRequest", "SignedRequest")
"""Formalities that are one where both are asked."""
_WITHDRAW, _COMPLAIN = expand("eu-gdpr:A7-3"), expand("eu-gdpr:A77")
_APART = {expand(f"eu-gdpr:A{number}") for number in (15, 16, 17, 18, 20, 21)}
"""The rights that the older template has headings for."""


def rights(draft: Draft) -> Section | None:
    """The rights that the record states, as a list, and how to use them."""
    stated = _stated(draft)
    listed = _listed(draft, stated)
    return draft.section("rights", listed, paragraph(_marketing(draft, stated)), *_procedures(draft, stated))


def others(draft: Draft) -> Section | None:
    """As `rights`, without the right to object, which a notice tells apart from all else (Art. 21(4))."""
    stated = _stated(draft)
    told = tuple(fact for fact in stated if fact.value != reach.OBJECT)
    return draft.section("rights", _listed(draft, told), *_procedures(draft, stated, apart=True))


def objection(draft: Draft) -> Section | None:
    """The right to object under a heading of its own, with how it is used (Art. 21(4))."""
    cited = (*draft.cite(*_RIGHTS), "21(4)")
    stated = tuple(fact for fact in draft.record.facts("rights") if fact.value == reach.OBJECT)
    if not stated:
        return None
    told = paragraph(_whole(draft, stated[0], cited), _marketing(draft, stated))
    return draft.section("objection", told, *_procedures(draft, _stated(draft), apart=False))


def _stated(draft: Draft) -> tuple[Fact, ...]:
    return tuple(fact for fact in draft.record.facts("rights") if fact.value not in {_WITHDRAW, _COMPLAIN})


def _listed(draft: Draft, stated: tuple[Fact, ...]) -> Bullets | None:
    cited = draft.cite(*_RIGHTS)
    items = tuple(_right(draft, fact, cited) for fact in sorted(stated, key=lambda f: _number(str(f.value))))
    return Bullets(items, draft.writer.sentence("rights-lead")) if items else None


def one(draft: Draft, *, key: str, name: str) -> Section | None:
    """A stated right under a heading of its own."""
    stated = tuple(fact for fact in draft.record.facts("rights") if fact.value == expand(f"eu-gdpr:{name}"))
    return draft.section(key, *(Paragraph((_whole(draft, fact, draft.cite(*_RIGHTS)),)) for fact in stated))


def _whole(draft: Draft, fact: Fact, cited: tuple[str, ...]) -> Sentence:
    """A right as a sentence; one that has no words of its own by its name."""
    if not draft.writer.has(f"right-{local_name(str(fact.value))}"):
        return draft.writer.words(fact, articles=cited, key="right")
    right = _right(draft, fact, cited)
    return draft.writer.sentence("right-whole", {"right": right.text}, articles=cited, also=(fact,))


def procedures(draft: Draft) -> Section | None:
    """The stated rights that have no heading of their own, and how all but the right to object are used."""
    stated = _stated(draft)
    listed = _listed(draft, tuple(fact for fact in stated if fact.value not in _APART))
    return draft.section("other-rights", listed, *_procedures(draft, stated, apart=True))


def _number(right: str) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, local_name(right).partition("-")[0]))
    return (int(digits or 999), right)


def _right(draft: Draft, fact: Fact, cited: tuple[str, ...]) -> Sentence:
    key = _key(draft, fact)
    if fact.value == reach.OBJECT and key.endswith(reach.MARKETING) and (people := reach.addressed(draft)):
        return draft.writer.sentence(f"{key}-of", {"subjects": people}, articles=cited, also=(fact,))
    if draft.writer.has(key):
        return draft.writer.sentence(key, articles=cited, also=(fact,))
    return draft.writer.words(fact, articles=cited, key="right", capital=False)


def _key(draft: Draft, fact: Fact) -> str:
    """The words of a right as wide as it reaches."""
    key = f"right-{local_name(str(fact.value))}"
    own = f"{key}{reach.of(draft, str(fact.value))}"
    return own if draft.writer.has(own) else key


def _marketing(draft: Draft, stated: tuple[Fact, ...]) -> Sentence | None:
    """That direct marketing can be refused, by those whom it concerns."""
    objecting = tuple(fact for fact in stated if fact.value == reach.OBJECT)
    aims, people = reach.marketed(draft), reach.addressed(draft)
    if not (objecting and aims) or reach.objection(draft) == reach.MARKETING:
        return None
    key, slots = ("right-marketing-of", {"subjects": people}) if people else ("right-marketing", {})
    return draft.writer.sentence(key, slots, articles=(*draft.cite(*_RIGHTS), "21(4)"), also=(*objecting, *aims))


def _procedures(draft: Draft, stated: tuple[Fact, ...], apart: bool | None = None) -> Iterable[Block | None]:
    """How rights are used; where the right to object stands `apart`, without what is told of it alone, or only that."""
    for place in draft.record.below("rights_procedures", RightsProcedure):
        if place.node.rights == (Iri(_COMPLAIN),):
            continue
        own = place.node.rights == (Iri(reach.OBJECT),)
        if apart is None or own is not apart:
            yield paragraph(*_procedure(draft, place, {str(fact.value) for fact in stated}))


def _is_in_person(fact: Fact) -> bool:
    """Whoever comes in person need not write as well: of several forms it is the other way."""
    return local_name(str(fact.value)) == "InPerson"


def _procedure(draft: Draft, place: Place[RightsProcedure], stated: set[str]) -> Iterable[Sentence]:
    cited = draft.cite(*_RIGHTS)
    of = place.facts("rights")
    everything = stated <= {str(fact.value) for fact in of}
    for number, fact in enumerate(draft.texts(place, "channels")):
        if of and not everything and not (number and is_sentence(fact)):
            yield draft.writer.sentence("procedure-of", {"text": fact, "rights": of}, articles=cited)
        else:
            key = "own-words" if is_sentence(fact) else "procedure"
            yield draft.writer.sentence(key, {"text": fact}, articles=cited, also=of)
    yield from _conditions(draft, place, of, cited)
    yield from _forms(draft, place, of if of and not everything else ())
    for fact in draft.texts(place, "limits"):
        if of and not everything:
            yield draft.writer.sentence("right-limit-of", {"text": fact, "rights": of}, articles=cited)
        else:
            yield draft.writer.sentence("right-limit", {"text": fact}, articles=cited, also=of)
    laws = place.facts("limit_laws")
    if laws:
        yield draft.writer.sentence("basis-law", {"laws": laws}, articles=cited)


def _conditions(
    draft: Draft, place: Place[RightsProcedure], of: tuple[Fact, ...], cited: tuple[str, ...]
) -> Iterable[Sentence]:
    """When a right holds and what becomes of a request; words of another language behind what they are about."""
    told = () if _is_said(draft, place) else draft.texts(place, "conditions")
    foreign = () if place.has("channels") or not of else tuple(fact for fact in told if not draft.is_own(fact))
    if foreign:
        yield draft.writer.sentence("right-told-of", {"text": foreign, "rights": of}, articles=cited)
    for fact in told:
        if fact not in foreign:
            yield draft.writer.sentence("own-words", {"text": fact}, articles=cited, also=of)


def _is_said(draft: Draft, place: Place[RightsProcedure]) -> bool:
    """Whether the list of rights says what words in another language say of the newsletter."""
    told = {fact.value.language for fact in place.facts("conditions") if isinstance(fact.value, Text)}
    objection = place.node.rights == (Iri(reach.OBJECT),) and reach.objection(draft) == reach.NEWSLETTER
    return objection and not told & {"", draft.language}


def _forms(draft: Draft, place: Place[RightsProcedure], of: tuple[Fact, ...]) -> Iterable[Sentence]:
    """The form a request must have; for which rights, where it is not asked for all."""
    cited = draft.cite(*_RIGHTS)
    formalities = sorted(place.facts("formalities"), key=_is_in_person)
    on_paper = tuple(fact for fact in formalities if local_name(str(fact.value)) in _ON_PAPER)
    if len(on_paper) == len(_ON_PAPER):
        yield _form(draft, of, "-".join(_ON_PAPER), on_paper, cited)
        formalities = [fact for fact in formalities if fact not in on_paper]
    for fact in formalities:
        if _is_in_person(fact) and len(place.facts("formalities")) > 1:
            yield draft.writer.sentence("formality-or-InPerson", articles=cited, also=(fact,))
        else:
            yield _form(draft, of, local_name(str(fact.value)), (fact,), cited)


def _form(draft: Draft, of: tuple[Fact, ...], name: str, facts: tuple[Fact, ...], cited: tuple[str, ...]) -> Sentence:
    key, rights = ("formality-of", {"rights": of}) if of else ("formality", {})
    if draft.writer.has(f"formality-{name}"):
        return draft.writer.sentence(f"{key}-{name}", rights, articles=cited, also=facts)
    return draft.writer.sentence(key, {**rights, "formality": facts}, articles=cited)


def consent(draft: Draft) -> Section | None:
    """How consent is given and withdrawn, by activity that rests on it."""
    blocks = draft.per_activity(lambda activity: consent_blocks(draft, activity))
    withdrawal = tuple(fact for fact in draft.record.facts("rights") if fact.value == _WITHDRAW)
    told = draft.writer.sentence("consent-withdrawal", articles=draft.cite(*_CONSENT), also=withdrawal)
    return draft.section("consent", Paragraph((told,)) if withdrawal else None, *blocks)


def consent_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """How consent to an activity is given and withdrawn."""
    cited = draft.cite(*_CONSENT)
    given, withdrawn = draft.texts(activity, "consent_given"), draft.texts(activity, "consent_withdrawn")
    told = [draft.quoted("consent-given", fact, cited) for fact in given]
    told += [draft.quoted("consent-withdrawn", fact, cited) for fact in withdrawn]
    if told:
        yield Paragraph(tuple(told))


def complaint(draft: Draft) -> Section | None:
    """The right to complain and to whom, with the authority's address from the reference data."""
    cited = draft.cite(*_COMPLAINT)
    stated = tuple(fact for fact in draft.record.facts("rights") if fact.value == _COMPLAIN)
    right = draft.writer.sentence("complaint", articles=cited, also=stated) if stated else None
    blocks: list[Block | None] = []
    for fact in draft.record.facts("authorities"):
        blocks.append(_authority(draft, fact, cited))
    if not draft.record.has("authorities"):
        for fact in draft.texts(draft.record, "authority_as_stated"):
            blocks.append(Paragraph((draft.writer.sentence("authority", {"name": fact}, articles=cited),)))
    own = [p for p in draft.record.below("rights_procedures", RightsProcedure) if p.node.rights == (Iri(_COMPLAIN),)]
    told = [sentence for place in own for sentence in _procedure(draft, place, {_COMPLAIN})]
    return draft.section("complaint", paragraph(right, *told), *blocks)


def _authority(draft: Draft, fact: Fact, cited: tuple[str, ...]) -> Contacts:
    source, iri = reference.default(), str(fact.value)
    names = in_language(source.facts(iri, "skos:prefLabel"), draft.language)[:1]
    named = Fact(names[0].value, Statements(fact.triples, names[0].triples)) if names else fact
    lines = _lines(draft, iri, cited)
    return Contacts(draft.writer.words(named, articles=cited, key="authority-name"), lines)


_LINES: dict[tuple[str, str, str, tuple[str, ...]], tuple[Line, ...]] = {}


def _lines(draft: Draft, iri: str, cited: tuple[str, ...]) -> tuple[Line, ...]:
    """How to reach an authority: the same in every document of a language and wording."""
    asked = (iri, draft.language, draft.writer.variant, cited)
    if asked not in _LINES:
        _LINES[asked] = tuple(_written_lines(draft, iri, cited))
    return _LINES[asked]


def _written_lines(draft: Draft, iri: str, cited: tuple[str, ...]) -> Iterable[Line]:
    source = reference.default()
    channels = {
        "telephone": source.facts(iri, "vcard:hasTelephone"),
        "email": source.facts(iri, "vcard:hasEmail"),
        "website": source.facts(iri, "vcard:hasURL"),
    }
    yield from _addresses(draft, iri, cited)
    yield from lines_of(draft, channels, cited)


def _addresses(draft: Draft, iri: str, cited: tuple[str, ...]) -> Iterable[Line]:
    source = reference.default()
    for link in source.facts(iri, "vcard:hasAddress"):
        node = str(link.value)
        words = [in_language(source.facts(node, term), draft.language)[:1] for term in _ADDRESS]
        street, code, town, written = words
        place = " ".join(str(fact.value) for fact in (*code, *town))
        line = ", ".join(part for part in (*(str(fact.value) for fact in street), place) if part)
        facts = (*street, *code, *town) if line else written
        if facts:
            kinds = [local_name(str(fact.value)) for fact in source.facts(node, "ropa:addressKind")]
            label = draft.writer.phrase(f"line-{kinds[0]}" if kinds else "line-address")
            fact = Fact(Text(line or str(written[0].value)), Statements(link.triples, triples_of(facts)))
            yield Line(label, draft.writer.words(fact, articles=cited, key="line-address"))


_ADDRESS = ("vcard:street-address", "vcard:postal-code", "vcard:locality", "ropa:rawText")
