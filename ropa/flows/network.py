"""From records to a flow: who gets which data from whom, in which country, on which ground.

States what the records say; that a ground is missing is a fact about the record, not a judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ropa.flows.flow import Flow, Kind, Place, Role, Stream, digest, merge_places, merge_streams, union
from ropa.flows.grounds import DENIED
from ropa.flows.namesakes import told_apart
from ropa.flows.passages import Arrival, Passages, carried, is_denied, transfers_below
from ropa.flows.reference import Reference
from ropa.flows.thread import Thread, is_public
from ropa.flows.tools import by_tools
from ropa.model import Activity, Disclosure, Dossier, Engagement, Party, ProcessorRecord, Source, Text, Transfer
from ropa.namespaces import expand

_FROM_SUBJECT = expand("dpv:DataSubjectDataSource")


def network(dossiers: Sequence[Dossier], reference: Reference) -> Flow:
    """The flow of all records together, as things stand on the day of the reference data.

    A party stands once for each role and depth it has.
    """
    weaver = _Weaver(reference)
    for dossier in sorted(dossiers, key=lambda d: d.record.iri):
        weaver.record(dossier)
    flow = weaver.flow(dossiers[0].record.titles if len(dossiers) == 1 else ())
    concepts = {concept.iri: concept.labels for dossier in dossiers for concept in dossier.concepts}
    return replace(flow, places=told_apart(flow.places, dossiers), concepts=concepts)


class _Weaver:
    def __init__(self, reference: Reference) -> None:
        self._is_inside = reference.is_inside
        self._passages = Passages(reference)
        self._accounts: dict[str, list[Place]] = defaultdict(list)
        self._parts: dict[tuple[str, str, Kind], list[Stream]] = defaultdict(list)
        self._parties: dict[str, Party] = {}

    def record(self, dossier: Dossier) -> None:
        record = dossier.record
        self._parties = dossier.parties
        self._passages = replace(self._passages, parties=dossier.parties)
        processors = record.processors if isinstance(record, ProcessorRecord) else ()
        for activity in record.activities:
            own = dict.fromkeys((*record.controllers, *record.joint_controllers))
            controllers = activity.controllers_served or tuple(own)
            thread = self._activity(record.iri, activity)
            for controller in controllers:
                above = self._party(Role.CONTROLLER, controller, thread)
                self._join(Stream(above, thread.key, Kind.CONTROL), thread)
            self._sources(thread, controllers)
            self._engagements(thread, processors)
            for disclosure in activity.disclosures:
                self._disclosure(disclosure, thread)
            self._kept_abroad(thread)
            self._loose_transfers(thread)
            for provider, stream in by_tools(thread, self._passages.reference):
                self._join(replace(stream, target=self._put(provider)), thread)
                self._locate(stream, (), thread)

    def flow(self, title: tuple[Text, ...]) -> Flow:
        parts = [self._parts[ends] for ends in sorted(self._parts)]
        streams = tuple(merge_streams(same) if len(same) > 1 else same[0] for same in parts)
        places = {key: merge_places(self._accounts[key]) for key in sorted(self._accounts)}
        self._place_outside(places, streams)
        return Flow(tuple(places.values()), streams, title)

    def _activity(self, record: str, activity: Activity) -> Thread:
        thread = Thread(record, activity, f"activity:{activity.iri}", self._seats)
        self._put(
            Place(
                thread.key,
                Role.ACTIVITY,
                iri=activity.iri,
                names=activity.titles,
                concepts=tuple(activity.purposes),
                countries=tuple(activity.storage_locations),
                remarks=thread.remarks(),
                denied=union(*(map(str, denial.countries) for denial in thread.denials)),
                records=(record,),
            )
        )
        return thread

    def _kept_abroad(self, thread: Thread) -> None:
        """Third countries where the activity keeps data and to which no party was seen to bring them."""
        outside = [c for c in thread.activity.storage_locations if not self._is_inside(c)]
        abroad = [c for c in outside if c not in thread.reached]
        thread.matching("", abroad)
        there = [t for t in (*thread.transfers, *transfers_below(thread.activity)) if {*t.countries} & {*abroad}]
        found = self._passages.of(Arrival(thread.activity.iri, [*there, *thread.denials], abroad))
        passages = tuple(p for p in found if p.country in abroad)
        self._locate(Stream("", thread.key, Kind.LOCATION, passages=passages), abroad, thread, transfers=there)

    def _sources(self, thread: Thread, controllers: Sequence[str]) -> None:
        targets = [f"{Role.CONTROLLER.value}:{controller}" for controller in controllers] or [thread.key]
        for source in thread.activity.sources:
            for key in self._source(source, thread):
                for target in targets:
                    self._join(Stream(key, target, Kind.COLLECTION, data=tuple(source.data)), thread)

    def _source(self, source: Source, thread: Thread) -> list[str]:
        """The data subjects are one place in all records; other sources by name, register or kind."""
        if source.parties:
            return [self._party(Role.SOURCE, p, thread, source.descriptions) for p in source.parties]
        concepts = {*map(str, source.registers or source.kinds)}
        records = (thread.record,)
        keys = []
        if _FROM_SUBJECT in concepts:
            subjects = (_FROM_SUBJECT, *map(str, thread.activity.subjects))
            keys.append(self._put(Place("source:subject", Role.SOURCE, concepts=subjects, records=records)))
        others = tuple(sorted(concepts - {_FROM_SUBJECT}))
        if others or not keys:
            key = f"source:{digest(others, source.descriptions)}"
            place = Place(key, Role.SOURCE, concepts=others, details=source.descriptions, records=records)
            keys.append(self._put(place))
        return keys

    def _engagements(self, thread: Thread, processors: Sequence[str]) -> None:
        """In a processor's record its own company stands first, and whom it engages behind it."""
        upstream = [self._party(Role.PROCESSOR, p, thread, depth=1) for p in processors]
        for own, key in zip(processors, upstream, strict=True):
            stream = Stream(thread.key, key, Kind.PROCESSING)
            self._join(stream, thread)
            self._locate(stream, self._seats(own), thread)
        for engagement in thread.activity.engagements:
            for above in upstream or [thread.key]:
                self._engagement(engagement, above, 2 if upstream else 1, thread)

    def _engagement(self, engagement: Engagement, above: str, depth: int, thread: Thread) -> None:
        role, kind = (Role.PROCESSOR, Kind.PROCESSING) if depth == 1 else (Role.SUB_PROCESSOR, Kind.SUB_PROCESSING)
        for party in engagement.processors or ("",):
            countries = tuple(engagement.countries) or self._seats(party)
            transfers = [*engagement.transfers, *thread.matching(party, countries), *thread.denials]
            passages = self._passages.of(self._arrival(thread, transfers, countries, party))
            key = (
                self._party(role, party, thread, depth=depth)
                if party
                else self._unnamed(role, depth, engagement.processor_categories, (), engagement.iri, thread)
            )
            stream = Stream(
                above,
                key,
                kind,
                data=tuple(engagement.data),
                subjects=tuple(engagement.subjects),
                services=engagement.services,
                passages=passages,
                is_denied=not passages and _denied(transfers),
            )
            self._join(stream, thread)
            self._locate(stream, countries, thread, transfers=transfers)
            for deeper in engagement.sub_engagements:
                self._engagement(deeper, key, depth + 1, thread)

    def _disclosure(self, disclosure: Disclosure, thread: Thread) -> None:
        for party in disclosure.recipients or ("",):
            countries = self._seats(party)
            transfers = [*disclosure.transfers, *thread.matching(party, countries), *thread.denials]
            passages = self._passages.of(self._arrival(thread, transfers, countries, party))
            key = (
                self._party(Role.RECIPIENT, party, thread)
                if party
                else self._unnamed(
                    Role.RECIPIENT,
                    0,
                    disclosure.recipient_categories,
                    disclosure.recipient_kinds,
                    disclosure.iri,
                    thread,
                )
            )
            stream = Stream(
                thread.key,
                key,
                Kind.DISCLOSURE,
                data=tuple(disclosure.data),
                subjects=tuple(disclosure.subjects),
                purposes=tuple(disclosure.purposes),
                legal_bases=tuple(disclosure.legal_bases),
                is_public=is_public(disclosure),
                passages=passages,
                is_denied=not passages and _denied(transfers),
            )
            self._join(stream, thread)
            self._locate(stream, countries, thread, transfers=transfers)

    def _loose_transfers(self, thread: Thread) -> None:
        """Transfers of the activity itself that belong to none of its processors and recipients."""
        for transfer in thread.transfers:
            if id(transfer) in thread.used:
                continue
            data, subjects = tuple(transfer.data), tuple(transfer.subjects)
            passages = self._passages.of(self._arrival(thread, [transfer, *thread.denials], (), ""))
            for party in transfer.importers:
                key = self._party(Role.RECIPIENT, party, thread)
                stream = Stream(thread.key, key, Kind.TRANSFER, data=data, subjects=subjects, passages=passages)
                self._join(stream, thread)
                self._locate(stream, self._seats(party), thread)
            if not transfer.importers:
                stream = Stream("", thread.key, Kind.TRANSFER, data=data, subjects=subjects, passages=passages)
                self._locate(stream, (), thread, Kind.TRANSFER)

    def _locate(
        self,
        arriving: Stream,
        countries: Sequence[str],
        thread: Thread,
        kind: Kind = Kind.LOCATION,
        transfers: Sequence[Transfer] = (),
    ) -> None:
        """Leads what arrives at a place on to the countries where it then lies; of what is transferred only that."""
        key = arriving.target
        for country in sorted({*countries, *(p.country for p in arriving.passages)}):
            inside = bool(country) and self._is_inside(country)
            place = Place(f"country:{country}", Role.COUNTRY, iri=str(country), is_outside=not inside)
            own = tuple(p for p in arriving.passages if p.country == country)
            onward = replace(
                arriving, source=key, target=self._put(place), kind=kind, services=(), passages=own, is_denied=False
            )
            self._join(carried(onward, country, transfers), thread)
            if key != thread.key:
                thread.reached.add(country)
            if country:
                self._put(replace(self._accounts[key][0], countries=(str(country),)))

    def _party(self, role: Role, party: str, thread: Thread, details: tuple[Text, ...] = (), depth: int = 0) -> str:
        known = self._parties.get(party)
        deep = f"-{depth}" if depth > 1 else ""
        return self._put(
            Place(
                f"{role.value}{deep}:{party}",
                role,
                depth=depth,
                iri=str(party),
                names=known.names if known else (),
                countries=self._seats(party) if role in {Role.CONTROLLER, Role.SOURCE} else (),
                details=details,
                records=(thread.record,),
            )
        )

    def _unnamed(
        self, role: Role, depth: int, names: tuple[Text, ...], kinds: Sequence[str], iri: str, thread: Thread
    ) -> str:
        """A party that is told by category only: the same category is the same place."""
        identity = digest(kinds, names) if names or kinds else digest((iri,), ())
        key = f"{role.value}{f'-{depth}' if depth > 1 else ''}:{identity}"
        return self._put(Place(key, role, depth=depth, names=names, concepts=tuple(kinds), records=(thread.record,)))

    def _arrival(self, thread: Thread, transfers: Sequence[Transfer], countries: Sequence[str], party: str) -> Arrival:
        return Arrival(thread.activity.iri, transfers, countries, str(party), thread.shared)

    def _seats(self, party: str) -> tuple[str, ...]:
        known = self._parties.get(party)
        return tuple(map(str, known.countries)) if known else ()

    def _put(self, place: Place) -> str:
        """Accounts are put together once all are there: many records share a place."""
        self._accounts[place.key].append(place)
        return place.key

    def _join(self, stream: Stream, thread: Thread) -> None:
        """Adds a stream; what it does not say itself holds as for its activity."""
        activity = thread.activity
        whole = replace(
            stream,
            records=(thread.record,),
            activities=(activity.iri,),
            data=stream.data or (() if stream.is_public else thread.data),
            subjects=stream.subjects or thread.subjects,
            purposes=stream.purposes or tuple(activity.purposes),
            legal_bases=stream.legal_bases or tuple(activity.legal_bases),
        )
        self._parts[stream.source, stream.target, stream.kind].append(whole)

    def _place_outside(self, places: dict[str, Place], streams: Iterable[Stream]) -> None:
        """A place lies outside the EEA where all its countries do; an activity where its controllers do."""
        for key, place in places.items():
            if place.role not in {Role.COUNTRY, Role.ACTIVITY} and place.countries:
                outside = not any(self._is_inside(country) for country in place.countries)
                places[key] = replace(place, is_outside=outside)
        above: dict[str, list[bool]] = {}
        for stream in streams:
            if stream.kind is Kind.CONTROL:
                above.setdefault(stream.target, []).append(places[stream.source].is_outside)
        for key, sides in above.items():
            places[key] = replace(places[key], is_outside=all(sides))


def _denied(transfers: Sequence[Transfer]) -> bool:
    """Whether all transfers are denied, whatever the country."""
    return is_denied([t for t in transfers if t.applicability == DENIED], "")
