"""How far a stated right reaches by the bases and purposes that the activities tell, and whom it then concerns."""

from __future__ import annotations

from ropa.documents.writing.draft import Draft
from ropa.documents.writing.entitled import is_given
from ropa.documents.writing.facts import Fact, Place
from ropa.model import Activity, RightsProcedure
from ropa.namespaces import expand, local_name

OBJECT, PORTABILITY = expand("eu-gdpr:A21"), expand("eu-gdpr:A20")
DIRECT_MARKETING = expand("dpv:DirectMarketing")
MARKETING, NEWSLETTER, IF = "-marketing", "-newsletter", "-if"
"""Ends of the keys of a right: an objection that reaches direct marketing or a newsletter only, a right told with its
condition."""
NAMED = (MARKETING, NEWSLETTER, IF)
_SENT = {expand("ropa:Newsletter"), DIRECT_MARKETING}
_BASIS = "A6-"
"""How the names of legal bases begin; those of conditions for special categories do not."""


def of(draft: Draft, right: str) -> str:
    """The end of the key that says a right as wide as it reaches; "" where it reaches everything or nobody asks."""
    if right == OBJECT:
        return objection(draft)
    if right == PORTABILITY and not all(is_given(right, bases) for bases in _bases(draft)):
        return IF
    return ""


def objection(draft: Draft) -> str:
    """What the right to object reaches.

    Everything, what rests on the bases that give the right (their names), only direct marketing where no basis
    gives it, or on its condition where nothing told does.
    """
    told = _bases(draft)
    bases = set().union(*told)
    giving = {basis for basis in bases if is_given(OBJECT, {basis})}
    if not marketed(draft) and _is_of_newsletter(draft, giving):
        return NEWSLETTER
    if not giving:
        return MARKETING if marketed(draft) else IF
    if all(told) and giving == {basis for basis in bases if local_name(basis).startswith(_BASIS)}:
        return ""
    return "".join(sorted({f"-{'-'.join(local_name(basis).split('-')[:3])}" for basis in giving}))


def _is_of_newsletter(draft: Draft, giving: set[str]) -> bool:
    """Whether the record says in its own words what may be objected to, and only a newsletter rests on such a basis."""
    procedures = draft.record.below("rights_procedures", RightsProcedure)
    if not any(place.node.rights == (OBJECT,) and place.has("conditions") for place in procedures):
        return False
    tied = [node for activity in draft.activities for node in activity.node.purpose_bases]
    carried = [node for node in tied if giving & {str(basis) for basis in node.legal_bases}]
    if any(giving & bases and not _carries(activity, giving & bases) for activity, bases in _told(draft)):
        return False
    sent = {str(purpose) for activity in draft.activities for purpose in activity.node.purposes} & _SENT
    return bool(sent) and all(node.purposes and set(map(str, node.purposes)) <= _SENT for node in carried)


def _told(draft: Draft) -> list[tuple[Activity, set[str]]]:
    return [(activity.node, bases) for activity, bases in zip(draft.activities, _bases(draft), strict=True)]


def _carries(activity: Activity, bases: set[str]) -> bool:
    """Whether each of the bases is tied to something."""
    return bases <= {str(basis) for node in activity.purpose_bases for basis in node.legal_bases}


def is_open(draft: Draft) -> bool:
    """Whether it is for the author to find out what the right to object reaches."""
    return not any(is_given(OBJECT, bases) for bases in _bases(draft)) and (
        objection(draft) == IF or not all(_bases(draft))
    )


def marketed(draft: Draft) -> tuple[Fact, ...]:
    """The facts that activities are direct marketing."""
    return tuple(fact for activity in _marketing(draft) for fact in _aims(activity))


def addressed(draft: Draft, untold: frozenset[str] = frozenset()) -> tuple[Fact, ...]:
    """Whom direct marketing concerns, where the document tells of other people too; `untold`: activities left out."""
    to = _marketing(draft)
    rest = [activity for activity in draft.activities if activity not in to and activity.node.iri not in untold]
    others = {str(fact.value) for activity in rest for fact in activity.facts("subjects")}
    people = tuple({f.value: f for activity in to for f in activity.facts("subjects")}.values())
    everyone_told = all(activity.has("subjects") for activity in to)
    return people if everyone_told and others - {str(fact.value) for fact in people} else ()


def _marketing(draft: Draft) -> tuple[Place[Activity], ...]:
    return tuple(activity for activity in draft.activities if _aims(activity))


def _aims(activity: Place[Activity]) -> tuple[Fact, ...]:
    return tuple(fact for fact in activity.facts("purposes") if fact.value == DIRECT_MARKETING)


def _bases(draft: Draft) -> list[set[str]]:
    """The bases of each activity that matters to its rights."""
    return [{str(fact.value) for fact in activity.facts("legal_bases")} for activity in draft.activities]
