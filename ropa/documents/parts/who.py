"""Who is responsible and who can be asked: controllers, representative, contact person, data protection officer."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.writing.draft import Draft, paragraph
from ropa.documents.writing.facts import Fact, Place, triples_of
from ropa.model import Address, Contact, Contract, Iri, Party, Text
from ropa.namespaces import expand
from ropa.rendering.document import Block, Contacts, Line, Paragraph, Section

_CONTROLLER = ("13(1)(a)", "14(1)(a)")
_OFFICER = ("13(1)(b)", "14(1)(b)")
_FINLAND = expand("loc:FI")


def controller(draft: Draft) -> Section | None:
    """Name, business id and channels of each controller."""
    parties = _controllers(draft)
    if len(parties) > 1:
        names = draft.names(draft.record.facts("controllers", "joint_controllers"))
        opening = draft.writer.sentence("controllers-joint", {"names": names}, articles=draft.cite(*_CONTROLLER))
        blocks: list[Block | None] = [contacts(draft, party, draft.cite(*_CONTROLLER), named=True) for party in parties]
        blocks += [_representative_of(draft, party) for party in parties]
        return draft.section("controller", Paragraph((opening,)), *blocks)
    return draft.section("controller", *(block for party in parties for block in _alone(draft, party)))


def _alone(draft: Draft, party: Place[Party]) -> Iterable[Block | None]:
    cited = draft.cite(*_CONTROLLER)
    slots = {"name": _name(draft, party), "id": party.facts("business_ids")}
    yield Paragraph((draft.writer.sentence(_numbered(party), slots, articles=cited),))
    yield contacts(draft, party, cited)
    representatives = draft.names(party.facts("representatives"))
    if representatives:
        yield Paragraph((draft.writer.sentence("representative", {"names": representatives}, articles=cited),))


def _representative_of(draft: Draft, party: Place[Party]) -> Paragraph | None:
    names = draft.names(party.facts("representatives"))
    if not names:
        return None
    slots, cited = {"party": _name(draft, party), "names": names}, draft.cite(*_CONTROLLER)
    return Paragraph((draft.writer.sentence("representative-of", slots, articles=cited),))


def _numbered(party: Place[Party]) -> str:
    countries = party.node.countries
    return "controller" if not countries or _FINLAND in countries else "controller-abroad"


def abroad(draft: Draft) -> bool:
    """Whether the controllers are known to be elsewhere than in Finland."""
    parties = _controllers(draft)
    return bool(parties) and all(_numbered(party) == "controller-abroad" for party in parties)


def _name(draft: Draft, party: Place[Party]) -> tuple[Fact, ...]:
    return draft.texts(party, "names")[:1] or (Fact(Iri(party.node.iri), party.trail),)


def contacts(
    draft: Draft, place: Place[Party], cited: tuple[str, ...], *, named: bool = False, only: tuple[str, ...] = ()
) -> Contacts | None:
    """The channels of a party, one line each."""
    channels = {
        "address": address(draft, place),
        "telephone": place.facts("telephones"),
        "email": place.facts("emails"),
        "website": place.facts("websites"),
    }
    if named:
        channels = {"business-id": place.facts("business_ids"), **channels}
    lines = _lines(draft, {key: channels[key] for key in (only or channels)}, cited)
    name = draft.writer.words(_name(draft, place), articles=cited, key="name") if named else None
    return Contacts(name, lines) if lines or name else None


def _lines(draft: Draft, channels: dict[str, tuple[Fact, ...]], cited: tuple[str, ...]) -> tuple[Line, ...]:
    return tuple(
        Line(
            draft.writer.phrase(f"line-{key}"),
            (draft.writer.link if key == "website" else draft.writer.words)(fact, articles=cited, key=f"line-{key}"),
        )
        for key, facts in channels.items()
        for fact in facts
    )


def address(draft: Draft, place: Place[Party] | Place[Contact]) -> tuple[Fact, ...]:
    """Each postal address as one line: `Tuohitie 4, 00001 Koivula`, or as it was written."""
    found = []
    for lines in place.below("addresses", Address):
        street = draft.texts(lines, "street")
        town = (*draft.texts(lines, "postal_code"), *draft.texts(lines, "locality"))
        written = draft.texts(lines, "as_written") if not (street or town) else ()
        parts = [", ".join(_words(street)), " ".join(_words(town)), *_words(written)]
        words = ", ".join(part for part in parts if part)
        if words:
            found.append(Fact(Text(words), triples_of((*street, *town, *written))))
    return tuple(found)


def _words(facts: Iterable[Fact]) -> list[str]:
    return [" ".join(str(fact.value).split()).rstrip(".,") for fact in facts]


def register(draft: Draft) -> Section | None:
    """What the register is called and what it is for, in its own words."""
    titles = draft.texts(draft.record, "titles")
    words = [draft.writer.sentence("own-words", {"text": f}) for f in draft.texts(draft.record, "descriptions")]
    name = draft.writer.sentence("register-name", {"titles": titles}) if titles else None
    return draft.section("register", paragraph(name, *words))


def joint(draft: Draft) -> Section | None:
    """How joint controllers share their duties (Art. 26(2))."""
    sentences = []
    for contract in draft.record.below("joint_arrangements", Contract):
        essence = draft.texts(contract, "essence_at")
        if essence:
            sentences.append(draft.writer.sentence("joint-essence", {"text": essence}, articles=("26(2)",)))
    return draft.section("joint", paragraph(*sentences))


def contact(draft: Draft) -> Section | None:
    """The contact points of the register: a role and its channels."""
    cited = draft.cite("13(1)(a)", "14(1)(a)")
    return draft.section(
        "contact", *(_contact(draft, place, cited) for place in draft.record.below("contacts", Contact))
    )


def _contact(draft: Draft, place: Place[Contact], cited: tuple[str, ...]) -> Contacts | None:
    who = (
        *draft.texts(place, "person_names"),
        *draft.texts(place, "roles"),
        *draft.names(place.facts("organisations")),
    )
    channels = {
        "address": address(draft, place),
        "telephone": place.facts("telephones"),
        "email": place.facts("emails"),
    }
    lines = _lines(draft, channels, cited)
    name = draft.writer.words(who, articles=cited, key="role") if who else None
    return Contacts(name, lines) if lines or name else None


def officer(draft: Draft) -> Section | None:
    """How to reach the data protection officer of each controller."""
    found = officers(draft)
    return draft.section("dpo", *(block for place, whose in found for block in _officer(draft, place, whose)))


def officers(draft: Draft) -> tuple[tuple[Place[Contact], tuple[Fact, ...]], ...]:
    """Each data protection officer once, with the controllers whose officer it is where there are several."""
    found: dict[str, tuple[Place[Contact], tuple[Fact, ...]]] = {}
    controllers = _controllers(draft)
    for party in controllers:
        for place in party.below("data_protection_officers", Contact):
            former = found[place.node.iri][1] if place.node.iri in found else ()
            own = draft.names((Fact(Iri(party.node.iri), party.trail),)) if len(controllers) > 1 else ()
            found[place.node.iri] = (place, (*former, *own))
    return tuple(found.values())


def _controllers(draft: Draft) -> tuple[Place[Party], ...]:
    found = draft.parties(draft.record.facts("controllers", "joint_controllers"))
    return tuple({place.node.iri: place for place in found}.values())


def _officer(draft: Draft, place: Place[Contact], whose: tuple[Fact, ...]) -> Iterable[Block | None]:
    yield from _officer_of(draft, place, whose) if whose else _our_officer(draft, place)
    yield from _organisation(draft, place)


def _officer_of(draft: Draft, place: Place[Contact], whose: tuple[Fact, ...]) -> Iterable[Block]:
    """The officer of one of several controllers, under the controller's name."""
    cited = draft.cite(*_OFFICER)
    channels = {
        "address": address(draft, place),
        "telephone": place.facts("telephones"),
        "email": place.facts("emails"),
    }
    slots = {"names": whose, "person": draft.texts(place, "person_names")}
    name = draft.writer.sentence("dpo-of", slots, articles=cited, also=_known(draft, place))
    yield Contacts(name, _lines(draft, channels, cited))


def _organisation(draft: Draft, place: Place[Contact]) -> Iterable[Block]:
    cited, organisations = draft.cite(*_OFFICER), draft.names(place.facts("organisations"))
    if organisations:
        yield Paragraph((draft.writer.sentence("dpo-organisation", {"names": organisations}, articles=cited),))


def _our_officer(draft: Draft, place: Place[Contact]) -> Iterable[Block | None]:
    cited = draft.cite(*_OFFICER)
    emails, telephones = place.facts("emails"), place.facts("telephones")
    person = draft.texts(place, "person_names")
    slots = {"email": emails, "telephone": telephones, "person": person}
    key = "dpo-email" if emails else "dpo-telephone" if telephones else "dpo-appointed"
    yield Paragraph((draft.writer.sentence(key, slots, articles=cited, also=_known(draft, place)),))
    lines = _lines(draft, {"address": address(draft, place)}, cited)
    yield Contacts(None, lines) if lines else None


def _known(draft: Draft, place: Place[Contact]) -> tuple[Fact, ...]:
    """What the words "data protection officer" say already: that there is one, and the role."""
    return (Fact(Iri(place.node.iri), place.trail), *draft.texts(place, "roles"))


def lines_of(draft: Draft, channels: dict[str, tuple[Fact, ...]], cited: tuple[str, ...]) -> tuple[Line, ...]:
    """Labelled lines for facts that are no party's own, as an authority's."""
    return _lines(draft, channels, cited)
