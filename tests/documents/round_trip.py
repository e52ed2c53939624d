"""Record -> notice -> reader -> record: which coded facts come back. The measure behind `test_round_trip.py`.

Run as a program it writes the list of facts lost, `round-trip-losses.txt`, anew.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ropa import documents, importing, mapping
from ropa.model import (
    Activity,
    Assessment,
    AutomatedDecision,
    Contract,
    Dossier,
    Iri,
    Node,
    Party,
    Reading,
    Retention,
    Transfer,
)
from ropa.namespaces import expand, shorten
from ropa.rendering.documents import render
from ropa.settings import Settings
from tests.documents.document_examples import AS_OF, BASE, REGISTERS, dossiers

LOSSES = Path(__file__).parent / "round-trip-losses.txt"
FORMATS = ("html", "md")
SEEDS = sorted((Path(os.environ.get("ROPA_SHARED", "../shared")) / "seeds").glob("*.txt"))
_NONE = expand("dpv:NotApplicable")
_COOKIE = expand("tech:Cookie")
_PARTIES = {"controllers", "joint_controllers", "processors", "recipients", "importers"}
_CODED = {
    "rights": "right",
    "authorities": "authority",
    "purposes": "purpose",
    "legal_bases": "basis",
    "subjects": "subject",
    "data": "data",
    "provision": "provision",
    "identity_code_grounds": "identity code",
    "tools": "tool",
    "cookie_consent": "cookie consent",
    "recipient_kinds": "recipient kind",
    "formalities": "formality",
    "countries": "country",
    "relies_on": "safeguard",
}
"""Fields of concepts, and what the facts in them are called here."""
_KINDS = {"Measure": "measure", "Source": "source kind", "AutomatedDecision": "decision kind"}
_UNSAID = (Assessment, Contract)
"""What a notice has no need to tell."""


@dataclass(frozen=True, order=True)
class Told:
    """One coded fact: what it is about and its value."""

    about: str
    value: str

    def __str__(self) -> str:
        return f"{self.about}: {self.value}"


def facts(dossier: Dossier, known: Mapping[str, Party] | None = None) -> frozenset[Told]:
    """The coded facts of a record, those of a website's cookies apart from all others.

    Parties have the first name of a party of the same name among `known`, whichever language tells it.
    """
    record, parties = dossier.record, {iri: _names(party) for iri, party in dossier.parties.items()}
    named = [_names(party) for party in (known or {}).values()]
    parties = {iri: next((each for each in named if set(each) & set(own)), own) for iri, own in parties.items()}
    found = set(_walk(record, parties, ""))
    on_device = [a for a in record.activities if a.cookie_consent or _COOKIE in a.tools]
    for activity in record.activities:
        where = "website " if activity in on_device and len(on_device) < len(record.activities) else ""
        found.update(_walk(activity, parties, where))
    if record.disclosure_denied:
        found.add(Told("negative", "no disclosure"))
    for party in (dossier.parties[iri] for iri in record.controllers if iri in dossier.parties):
        found.update(Told("business id", str(each)) for each in party.business_ids)
        found.update(Told("e-mail of the controller", str(each)) for each in party.emails)
        officers = party.data_protection_officers
        found.update(Told("e-mail of the officer", str(each)) for officer in officers for each in officer.emails)
    return frozenset(found)


def _walk(node: Node, parties: Mapping[str, tuple[str, ...]], where: str) -> Iterator[Told]:
    yield from _negatives(node, where)
    if isinstance(node, Retention):
        yield from (Told(f"{where}retention", told) for told in _periods(node))
        return
    for slot in mapping.slots(type(node)):
        value = getattr(node, slot.name)
        for item in value if slot.many else () if value is None else (value,):
            if isinstance(item, Node):
                if not isinstance(item, (Activity, *_UNSAID)):
                    yield from _walk(item, parties, where)
            elif isinstance(item, Iri):
                yield from _coded(node, slot.name, item, parties, where)


def _coded(node: Node, name: str, item: Iri, parties: Mapping[str, tuple[str, ...]], where: str) -> Iterator[Told]:
    if name in _PARTIES:
        yield Told("party", (parties.get(item) or (item.rpartition("/")[2],))[0])
    elif name in {"kinds", "concepts", "registers"} and type(node).__name__ in _KINDS:
        yield Told(f"{where}{_KINDS[type(node).__name__]}", shorten(item))
    elif name in _CODED and "/concept/" not in item:
        about = "safeguard" if isinstance(node, Transfer) and name == "legal_bases" else _CODED[name]
        yield Told(f"{where}{about}", shorten(item))


def _negatives(node: Node, where: str) -> Iterator[Told]:
    if isinstance(node, Transfer) and node.applicability:
        yield Told("negative", "no transfer" if node.applicability == _NONE else "no transfer, with an exception")
    if isinstance(node, AutomatedDecision) and node.applicability == _NONE:
        yield Told(f"{where}negative", "no automated decision")
    if isinstance(node, Activity) and node.no_recipients:
        yield Told("negative", "no disclosure")


def _periods(node: Retention) -> Iterable[str]:
    events = " or ".join(sorted(shorten(event) for event in node.start_events))
    lengths = [_months(duration) for duration in node.durations] or ([""] if events else [])
    return (f"{length} from {events}".strip() if events else length for length in lengths)


def _months(duration: str) -> str:
    found = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?", duration)
    return f"{int(found[1] or 0) * 12 + int(found[2] or 0)} months" if found else duration


def _names(party: Party) -> tuple[str, ...]:
    return tuple(re.sub(r"[\W_]+", " ", str(name)).strip().lower() for name in party.names)


def read(data: bytes, name: str) -> Dossier:
    """What the reader finds in a document of ours."""
    (reading,) = importing.read(name, data, Settings()).readings
    return dossier_of(reading)


def dossier_of(reading: Reading) -> Dossier:
    """A reading as a record with its parties."""
    graph = f"{BASE}/record/{reading.slug}"

    def resolve(relative: str) -> str:
        return f"{BASE}/{relative}" if relative.startswith("party/") else mapping.absolute(relative, graph)

    record = mapping.settle(reading.record, graph, resolve)
    parties = {party.iri: party for party in (mapping.settle(each, BASE) for each in reading.parties)}
    return Dossier(record, parties)


def records() -> Iterator[tuple[str, Dossier]]:
    """The registers of data/, and the seeds as the reader reads them where they are."""
    for file in REGISTERS:
        for number, found in enumerate(dossiers(file)):
            yield (f"{file.stem}-{number}" if number else file.stem), found
    for file in SEEDS:
        yield f"seed-{file.stem[:3]}", read(file.read_bytes(), file.name)


def differences(found: Dossier, language: str, format: str) -> tuple[list[Told], list[Told]]:
    """Facts that a notice of ours loses on its way through the reader, and those that it gains."""
    document = documents.build("privacy-notice", found, language, as_of=AS_OF)
    back = facts(read(render(document, format, for_author=False), f"notice.{format}"), found.parties)
    told = facts(found)
    return sorted(told - back), sorted(back - told)


def listed() -> dict[str, set[str]]:
    """The facts that are known to be lost, by register and language; nothing for those of which none is."""
    found: dict[str, set[str]] = {}
    for line in LOSSES.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            key, _, fact = line.partition(" | ")
            found.setdefault(key, set()).update({fact} - {""})
    return found


def _write() -> None:
    lines = ["# Facts that a notice of ours loses (-) or gains (+) in our reader. May only grow shorter."]
    for name, found in records():
        for language in ("fi", "sv", "en"):
            pairs = [differences(found, language, format) for format in FORMATS]
            lost, gained = ({fact for pair in pairs for fact in pair[side]} for side in (0, 1))
            lines += [f"{name} {language} | - {fact}" for fact in sorted(lost)]
            lines += [f"{name} {language} | + {fact}" for fact in sorted(gained)]
            lines += [] if lost or gained else [f"{name} {language} | "]
    LOSSES.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    _write()
