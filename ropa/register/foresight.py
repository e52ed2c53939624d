"""What if: a processor is breached, a country loses adequacy, a contract ends, a data category is dropped.

Says which activities, data subjects, data, records and notices are touched, and by which path; with a picture.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ropa import texts
from ropa.errors import BadParameter, NotFound, said
from ropa.namespaces import PREFIXES, expand
from ropa.register.registry import Registry

if TYPE_CHECKING:
    from ropa.flows import Flow, Impact

CHANGES = ("breach", "country", "contract", "data")


@dataclass(frozen=True)
class Foresight:
    """What a change touches, and the part of the flow it touches."""

    impact: Impact
    flow: Flow
    notices: tuple[str, ...]
    parties: tuple[str, ...]

    def rows(self, register: Registry, language: str) -> list[list[str]]:
        """Kind and name of everything touched, then the paths."""
        groups = {
            "activity": self.impact.activities,
            "subject": self.impact.subjects,
            "data": self.impact.data,
            "record": self.impact.records,
            "notice": self.notices,
            "party": self.parties,
        }
        rows = [
            [texts.say(f"cli-impact-{kind}", language), register.name_of(iri, language) or iri]
            for kind, iris in groups.items()
            for iri in iris
        ]
        path = texts.say("cli-impact-path", language)
        return rows + [[path, words] for words in self.paths(register, language)]

    def paths(self, register: Registry, language: str) -> list[str]:
        """The ways from an activity to where the change happens, in words."""
        return [" → ".join(self._place(key, register, language) for key in path) for path in self.impact.paths]

    def _place(self, key: str, register: Registry, language: str) -> str:
        place = self.flow.by_key.get(key)
        if place is None:
            return key
        if place.iri:
            return register.name_of(place.iri, language) or place.iri
        words = [text.value for text in place.names if text.language == language] or [t.value for t in place.names]
        return words[0] if words else ", ".join(texts.label(concept, language) for concept in place.concepts) or key

    def as_json(self) -> dict[str, object]:
        """IRIs of everything touched."""
        return {
            "change": self.impact.change.value,
            "target": self.impact.target,
            "activities": self.impact.activities,
            "dataSubjects": self.impact.subjects,
            "data": self.impact.data,
            "records": self.impact.records,
            "notices": self.notices,
            "parties": self.parties,
            "paths": self.impact.paths,
        }


def foresee(register: Registry, change: str, target: str, language: str) -> Foresight:
    """Raises BadParameter for an unknown kind of change, NotFound for what is in no flow."""
    from ropa import flows  # brings networkx, which takes half a second

    if change not in CHANGES:
        raise BadParameter(
            said("'{change}' is no change.", change=change),
            mend=said("Use one of: {choices}.", choices=", ".join(CHANGES)),
        )
    flow = register.flow()
    found = flows.impact(flow, flows.Change(change), _target(register, flow, change, target, language))
    places = set(found.places) | {key for path in found.paths for key in path}
    part = replace(
        flow,
        places=tuple(place for place in flow.places if place.key in places),
        streams=tuple(s for s in flow.streams if {s.source, s.target} <= places),
    )
    notices = {n.iri for d in register.dossiers(list(found.records)) for n in d.notices} if found.records else set()
    parties = {place.iri for place in part.places if place.iri.startswith(f"{register.settings.base}/party/")}
    return Foresight(found, part, tuple(sorted(notices)), tuple(sorted(parties)))


def _target(register: Registry, flow: Flow, change: str, target: str, language: str) -> str:
    if change == "country":
        if len(target) == 2:
            return PREFIXES["loc"] + target.upper()
        named = [iri for iri in texts.default().find(target, language) if iri.startswith(PREFIXES["loc"])]
        return named[0] if named else expand(target)
    if change == "data":
        meant = [expand(target)] if ":" in target else list(texts.default().find(target, language))
        used = {iri for stream in flow.streams for iri in stream.data}
        return next((iri for iri in meant if iri in used), meant[0] if meant else target)
    return organisation(register, target, language)


def chain_of(register: Registry, flow: Flow, vendor: str, language: str) -> Flow:
    """That part of a flow that leads to a processor or recipient and on from it. Raises NotFound for others."""
    from ropa import flows

    if not vendor:
        raise BadParameter("the chain of whom is not said.", mend="Name an organisation with --vendor.")
    return flows.chain(flow, organisation(register, vendor, language))


def organisation(register: Registry, target: str, language: str) -> str:
    """The IRI of a party from its name, key or IRI. Raises NotFound with what is near."""
    parties = {iri: register.name_of(iri, language) for d in register.dossiers() for iri in d.parties}
    for iri, name in parties.items():
        if target in {iri, iri.rsplit("/", 1)[-1]} or target.casefold() == name.casefold():
            return iri
    close = difflib.get_close_matches(target, parties.values(), n=3, cutoff=0.4)
    advice = (
        said("Did you mean {choices}?", choices=", ".join(close))
        if close
        else "Give the name of an organisation of the register."
    )
    raise NotFound(said("there is no organisation '{target}'.", target=target), mend=advice)
