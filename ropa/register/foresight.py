"""What if: a processor is breached, a country loses adequacy, a contract ends, a data category is dropped.

Says which activities, data subjects, data, records and notices are touched, and by which path; with a picture.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ropa import queries, texts
from ropa.errors import BadParameter, NotFound, said
from ropa.model import ProcessorRecord
from ropa.namespaces import PREFIXES, expand
from ropa.register import entries
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
    tools: tuple[tuple[str, str], ...] = ()
    """Activities and the tools through whose provider, and no recorded transfer, a country concerns them."""
    day: date = date.max
    """The day on which it happens; grounds are those of this day."""
    before: Flow | None = None
    """The whole flow with its grounds as they would stand on the day if nothing happened, where those change."""

    @property
    def losing(self) -> tuple[str, ...]:
        """Activities that have a ground in force for a transfer to the country, and none from the day on."""
        if self.before is None:
            return ()
        lacking = _lacking(self.flow, self.impact.target) - _lacking(self.before, self.impact.target)
        return tuple(sorted(lacking))

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
            [texts.say(f"cli-impact-{kind}", language), name]
            for kind, iris in {**groups, "losing": self.losing}.items()
            for name in sorted(self.named(kind, iri, register, language) for iri in iris)
        ]
        path = texts.say("cli-impact-path", language)
        return rows + [[path, words] for words in self.paths(register, language)]

    def paths(self, register: Registry, language: str) -> list[str]:
        """The ways from an activity to where the change happens, in words, with the ground of a transfer."""
        ways = [" → ".join(self._place(key, register, language) for key in path) for path in self.impact.paths]
        grounds = [self._ground(path, language) for path in self.impact.paths]
        told = [f"{way} [{ground}]" if ground else way for way, ground in zip(ways, grounds, strict=True)]
        return told + self._through_tools(register, language)

    def _ground(self, path: tuple[str, ...], language: str) -> str:
        """The ground of a way on the day, after the one it would have had, where they differ."""
        from ropa.flows import ground_of_way  # brings networkx, which takes half a second

        after = ground_of_way(self.flow, path, language)
        before = ground_of_way(self.before, path, language) if self.before else after
        if before == after:
            return after
        return texts.say(
            "flows-ground-changes", language, before=before, after=after, day=entries.day(self.day, language)
        )

    def _through_tools(self, register: Registry, language: str) -> list[str]:
        """The ways that no record of a processor or recipient tells of, with what the activity says of transfers."""
        from ropa.flows import place_of, remarks  # brings networkx, which takes half a second

        country = register.name_of(self.impact.target, language) or self.impact.target
        found = []
        for activity, tool in self.tools:
            if any({f"activity:{activity}", place_of(tool)} <= {*path} for path in self.impact.paths):
                continue
            way = [
                self.named("activity", activity, register, language),
                texts.say("flows-by-tool", language, tool=texts.label(tool, language)),
                country,
            ]
            place = self.flow.by_key.get(f"activity:{activity}")
            told = "; ".join(remarks(place, language)) if place else ""
            found.append(" → ".join(way) + (f" [{told}]" if told else ""))
        return found

    def named(self, kind: str, iri: str, register: Registry, language: str) -> str:
        """Activities and records with whose they are: many registers call theirs the same."""
        if kind.startswith("subject") and texts.known(iri):
            return texts.group(iri, language)
        name = register.name_of(iri, language) or iri
        owners: set[str] = set()
        if kind == "record":
            record = register.dossiers([iri])[0].record
            owners.update(record.processors if isinstance(record, ProcessorRecord) else record.controllers)
        elif kind in {"activity", "losing"}:
            controls = [s for s in self.flow.streams if s.kind.value == "control" and iri in s.activities]
            owners.update(self.flow.by_key[stream.source].iri for stream in controls)
        whose = ", ".join(sorted(register.name_of(owner, language) or owner for owner in owners))
        return f"{name} ({whose})" if whose else name

    def _place(self, key: str, register: Registry, language: str) -> str:
        place = self.flow.by_key.get(key)
        if place is None:
            return key
        if place.iri:
            return self.named(place.role.value, place.iri, register, language)
        if key == "country:":
            return texts.say("flows-country-unknown", language)
        words = [text.value for text in place.names if text.language == language] or [t.value for t in place.names]
        return words[0] if words else ", ".join(texts.group(concept, language) for concept in place.concepts) or key

    def as_json(self) -> dict[str, object]:
        """IRIs of everything touched."""
        return {
            "change": self.impact.change.value,
            "target": self.impact.target,
            "day": self.day.isoformat(),
            "activities": self.impact.activities,
            "dataSubjects": self.impact.subjects,
            "data": self.impact.data,
            "records": self.impact.records,
            "notices": self.notices,
            "parties": self.parties,
            "paths": self.impact.paths,
            "throughTools": self.tools,
            "losingGround": self.losing,
        }


def foresee(register: Registry, change: str, target: str, language: str, day: date | None = None) -> Foresight:
    """What a change on a day, or today, touches; a country loses every adequacy decision that covers it.

    Raises BadParameter for an unknown kind of change, NotFound for what is in no flow.
    """
    from ropa import flows  # brings networkx, which takes half a second

    if change not in CHANGES:
        raise BadParameter(
            said("'{change}' is no change.", change=change),
            mend=said("Use one of: {choices}.", choices=", ".join(CHANGES)),
        )
    day = day or date.today()
    flow, before = register.flow(day=day), None
    meant = _target(register, flow, change, target, language)
    tools = _tools(register, meant) if change == "country" else ()
    if change == "country":
        if not tools:
            _require_reached(flow, meant, language)
        flow, before = register.flow(day=day, lost=meant), flow
    found = flows.impact(flow, flows.Change(change), meant, {activity for activity, _ in tools})
    places = set(found.places) | {key for path in found.paths for key in path}
    part = replace(
        flow,
        places=tuple(place for place in flow.places if place.key in places),
        streams=tuple(s for s in flow.streams if {s.source, s.target} <= places),
    )
    notices = {n.iri for d in register.dossiers(list(found.records)) for n in d.notices} if found.records else set()
    parties = {place.iri for place in part.places if place.iri.startswith(f"{register.settings.base}/party/")}
    return Foresight(found, part, tuple(sorted(notices)), tuple(sorted(parties)), tools, day, before)


def _lacking(flow: Flow, country: str) -> set[str]:
    """Activities some of whose data reach a country without a ground in force."""
    passages = (passage for stream in flow.streams for passage in stream.passages)
    return {passage.activity for passage in passages if passage.country == country and passage.ground.is_bad}


def _tools(register: Registry, country: str) -> tuple[tuple[str, str], ...]:
    """Activities and the tools they use whose provider is in the country."""
    rows = register.facts.select(queries.load("cookie-tools").bind())
    found = {
        (row["activity"].value, row["tool"].value)
        for row in rows
        if "country" in row and row["country"].value == country
    }
    return tuple(sorted(found))


def _require_reached(flow: Flow, country: str, language: str) -> None:
    if any(place.iri == country for place in flow.places):
        return
    code = country.removeprefix(PREFIXES["loc"])
    name = texts.label(country, language)
    if name in {code, country}:
        raise NotFound(
            said("there is no country '{country}'.", country=code),
            mend="Name a party, country or data category of the records.",
        )
    raise NotFound(
        said("no register brings data to the country '{country}'.", country=name),
        mend="Name a party, country or data category of the records.",
    )


def _target(register: Registry, flow: Flow, change: str, target: str, language: str) -> str:
    from ropa.flows import providers  # brings networkx, which takes half a second

    if change == "country":
        if len(target) == 2:
            return PREFIXES["loc"] + target.upper()
        named = [iri for iri in texts.default().find(target, language) if iri.startswith(PREFIXES["loc"])]
        return named[0] if named else expand(target)
    if change == "data":
        meant = [expand(target)] if ":" in target else list(texts.default().find(target, language))
        used = {iri for stream in flow.streams for iri in stream.data}
        return next((iri for iri in meant if iri in used), meant[0] if meant else target)
    of_tools = (name for place in flow.places for name in providers(place))
    named_so = (name for name in of_tools if name.casefold() == target.casefold())
    return next(named_so, "") or organisation(register, target, language)


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
