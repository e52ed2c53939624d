"""Why: purposes, legal bases, legitimate interests, and whether the data must be given."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.parts.tied import tied
from ropa.documents.parts.who import abroad
from ropa.documents.writing.draft import Draft, is_sentence, people
from ropa.documents.writing.facts import Fact, Place
from ropa.documents.writing.order import by_meaning
from ropa.model import Activity, Iri
from ropa.namespaces import expand, local_name
from ropa.rendering.document import Block, Bullets, Paragraph, Section, Sentence

_PURPOSE = ("13(1)(c)", "14(1)(c)")
_INTEREST = ("13(1)(d)", "14(2)(b)")
_LONG = 4
_SPECIAL = expand("eu-gdpr:A9-")
_OBLIGATION, _TASK = expand("eu-gdpr:A6-1-c"), expand("eu-gdpr:A6-1-e")


def purposes(draft: Draft) -> Section | None:
    """What the data are used for and on what legal basis, activity by activity."""
    return draft.section("purposes", *draft.per_activity(lambda activity: purposes_blocks(draft, activity)))


def purposes_blocks(draft: Draft, activity: Place[Activity], *, bullets: bool = True) -> Iterable[Block]:
    """What an activity is for and on what basis; many purposes as bullets unless told otherwise."""
    cited = draft.cite(*_PURPOSE)
    subjects, anybody = people(activity.facts("subjects"))
    slots = {"purposes": activity.facts("purposes"), "subjects": subjects}
    own = (
        draft.writer.sentence("own-words", {"text": f}, articles=cited) for f in draft.texts(activity, "descriptions")
    )
    by = tied(draft, activity, cited)
    told = [*own, *_bases(draft, activity, by.bases)]
    more = [*_special(draft, activity, cited), *_laws(draft, activity, cited), *_grounds(draft, activity)]
    pattern = "purpose-of" if slots["subjects"] else "purpose"
    if by.is_whole and slots["purposes"] and not told:
        lead = "basis-each-of" if slots["subjects"] else "basis-each"
        yield Bullets(by.lines, draft.writer.sentence(lead, slots, articles=cited, also=(*slots["purposes"], *anybody)))
    else:
        if bullets and len(slots["purposes"]) > _LONG:
            yield _listed(draft, f"{pattern}-lead", slots, cited)
        elif slots["purposes"]:
            told = [draft.writer.sentence(pattern, slots, articles=cited, also=anybody), *told]
        told, more = (told, more) if by.lines else ([*told, *more], [])
        if told:
            yield Paragraph(tuple(told))
        if by.lines:
            lead = "basis-lead-some" if by.is_rest else "basis-lead"
            yield Bullets(by.lines, draft.writer.sentence(lead, articles=cited))
    if more:
        yield Paragraph(tuple(more))


def _listed(draft: Draft, lead: str, slots: dict[str, tuple[Fact, ...]], cited: tuple[str, ...]) -> Bullets:
    purposes = by_meaning(slots["purposes"])
    words = (draft.writer.words(fact, articles=cited, key="item", capital=False) for fact in purposes)
    return Bullets(tuple(words), draft.writer.sentence(lead, slots, articles=cited))


def _bases(draft: Draft, activity: Place[Activity], elsewhere: frozenset[object]) -> Iterable[Sentence]:
    cited = draft.cite(*_PURPOSE)
    bases = [fact for fact in activity.facts("legal_bases") if fact.value not in elsewhere]
    ordinary = [fact for fact in bases if not str(fact.value).startswith(_SPECIAL)]
    for number, fact in enumerate(ordinary):
        own = f"basis-{local_name(str(fact.value))}"
        if draft.writer.has(own):
            yield draft.writer.sentence(own, articles=cited, also=(fact,))
        else:
            yield draft.writer.sentence("basis" if not number else "basis-further", {"basis": fact}, articles=cited)


def _special(draft: Draft, activity: Place[Activity], cited: tuple[str, ...]) -> Iterable[Sentence]:
    for fact in activity.facts("legal_bases"):
        if not str(fact.value).startswith(_SPECIAL):
            continue
        own = f"basis-{local_name(str(fact.value))}"
        if draft.writer.has(own):
            yield draft.writer.sentence(own, articles=cited, also=(fact,))
        else:
            yield draft.writer.sentence("basis-special", {"basis": fact}, articles=cited)


def _laws(draft: Draft, activity: Place[Activity], cited: tuple[str, ...]) -> Iterable[Sentence]:
    """The laws, of the obligation alone where no other basis may rest on a law too."""
    laws, bases = activity.facts("laws"), {str(fact.value) for fact in activity.facts("legal_bases")}
    if laws:
        others = bases - {_OBLIGATION}
        by_law = _OBLIGATION in bases and bool(others) and not any(map(_may_rest_on_law, others))
        yield draft.writer.sentence("basis-law-obligation" if by_law else "basis-law", {"laws": laws}, articles=cited)


def _may_rest_on_law(basis: str) -> bool:
    """A public task does (Art. 6(3)), and so may any ground for special categories (Art. 9(2))."""
    return basis == _TASK or basis.startswith(_SPECIAL)


def _grounds(draft: Draft, activity: Place[Activity]) -> Iterable[Sentence]:
    cited = draft.cite(*_PURPOSE)
    code, crime = activity.facts("identity_code_grounds"), activity.facts("criminal_data_grounds")
    for fact in code:
        own = f"identity-code-{local_name(str(fact.value))}"
        if abroad(draft):
            yield draft.writer.sentence("identity-code-abroad", {"grounds": fact}, articles=cited)
        elif draft.writer.has(own):
            yield draft.writer.sentence(own, articles=cited, also=(fact,))
        else:
            yield draft.writer.sentence("identity-code", {"grounds": fact}, articles=cited)
    if crime:
        yield draft.writer.sentence("criminal-data", {"grounds": crime}, articles=cited)


def interests(draft: Draft) -> Section | None:
    """The legitimate interests pursued."""
    return draft.section("interest", *draft.per_activity(lambda activity: interests_blocks(draft, activity)))


def interests_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """The legitimate interests of an activity."""
    facts = draft.texts(activity, "interests")
    if facts:
        cited = draft.cite(*_INTEREST)
        key = "interest-sentence" if any(map(is_sentence, facts)) else "interest"
        yield Paragraph((draft.writer.sentence(key, {"interests": facts}, articles=cited),))


def provision(draft: Draft) -> Section | None:
    """Whether the data must be given, and what follows if they are not (Art. 13(2)(e))."""
    return draft.section("provision", *draft.per_activity(lambda activity: provision_blocks(draft, activity)))


def provision_blocks(draft: Draft, activity: Place[Activity]) -> Iterable[Block]:
    """Whether the data of an activity must be given."""
    cited = draft.cite("13(2)(e)")
    told = [_required(draft, fact, cited) for fact in activity.facts("provision")]
    consequences = draft.texts(activity, "consequences")
    if consequences:
        told.append(draft.writer.sentence(_clause(consequences), {"text": consequences}, articles=cited))
    if told:
        yield Paragraph(tuple(told))


def _required(draft: Draft, fact: Fact, cited: tuple[str, ...]) -> Sentence:
    key = f"provision-{local_name(str(fact.value))}" if isinstance(fact.value, Iri) else ""
    if draft.writer.has(key):
        return draft.writer.sentence(key, articles=cited, also=(fact,))
    return draft.writer.sentence("provision-other", {"requirement": fact}, articles=cited)


def _clause(facts: tuple[Fact, ...]) -> str:
    whole = all(str(fact.value).rstrip().endswith((".", "!")) for fact in facts)
    return "consequence-sentence" if whole else "consequence"
