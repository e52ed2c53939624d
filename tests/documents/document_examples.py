"""Records to write documents from: the registers of data/, a bare one, and records with any subset of facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import strategies as st

from ropa.mapping import index, read, settle, slots
from ropa.model import (
    Activity,
    Address,
    Concept,
    Contact,
    Disclosure,
    Dossier,
    Duration,
    Engagement,
    Iri,
    Node,
    Party,
    ProcessorRecord,
    Record,
    Text,
)
from ropa.namespaces import expand
from ropa.rdf import Triple, parse

AS_OF = date(2026, 11, 21)
LANGUAGES = ("fi", "sv", "en")
REGISTERS = sorted((Path(__file__).parents[2] / "data" / "registers").glob("*.trig"))
KAARNA = next(file for file in REGISTERS if file.stem == "kaarna-customers")
"""A register without fault, with every kind of fact."""
_TYPE = expand("rdf:type")
BASE = "https://ropa.example"
_PARTIES = (f"{BASE}/party/one", f"{BASE}/party/two", f"{BASE}/party/nobody-knows")


def dossiers(file: Path) -> list[Dossier]:
    """Every record of a file with the parties beside it."""
    quads = parse(file.read_bytes(), "trig", base=f"{BASE}/", where=str(file))
    source = index(Triple(q.subject, q.predicate, q.object) for q in quads)
    kinds = {iri: {term.value for term in terms.get(_TYPE, [])} for iri, terms in source.items()}

    def of(*names: str) -> list[str]:
        return sorted(iri for iri, types in kinds.items() if types & {expand(name) for name in names})

    parties = {iri: read(Party, iri, source) for iri in of("ropa:Party")}
    concepts = tuple(read(Concept, iri, source) for iri in of("ropa:RegisterConcept"))
    records = [read(Record, iri, source) for iri in of("ropa:Register")]
    records += [read(ProcessorRecord, iri, source) for iri in of("ropa:ProcessorRecord")]
    return [Dossier(record, parties, (), concepts) for record in records]


def dossier(record: Record, *parties: Party) -> Dossier:
    """A record written in Python, with parties of its own."""
    settled = settle(record, record.iri)
    return Dossier(settled, {party.iri: settle(party, party.iri) for party in parties})


def iris(*names: str) -> tuple[Iri, ...]:
    return tuple(Iri(expand(name)) for name in names)


_CONCEPTS: dict[str, tuple[str, ...]] = {
    "purposes": ("dpv:CustomerOrderManagement", "dpv:DirectMarketing", "ropa:BenefitHandling", f"{BASE}/own#purpose"),
    "legal_bases": ("eu-gdpr:A6-1-a", "eu-gdpr:A6-1-f", "eu-gdpr:A9-2-h", "eu-gdpr:A46-2-c", "eu-gdpr:A45-3"),
    "laws": ("ropa:law-FI-1336-1997", "ropa:law-FI-1050-2018", f"{BASE}/own#law"),
    "limit_laws": ("ropa:law-FI-1050-2018",),
    "provision": ("ropa:StatutoryRequirement", "ropa:NoRequirement", "ropa:SomethingElse"),
    "subjects": ("dpv:Customer", "dpv:Child", "ropa:Stakeholder", f"{BASE}/own#people"),
    "data": ("pd:Name", "pd:Contact", "pd:Health", "ropa:BillingData", "pd:Salary", "pd:Age", f"{BASE}/own#data"),
    "identity_code_grounds": ("ropa:IdentityCodeConsent",),
    "criminal_data_grounds": ("ropa:A10",),
    "tools": ("tech:Cookie", "ropa:GoogleAnalytics"),
    "cookie_consent": ("ropa:ConsentAsked", "ropa:BrowserSettingsOnly"),
    "start_events": ("ropa:ContractEnd", "ropa:FinancialYearEnd", f"{BASE}/own#event"),
    "applicability": ("dpv:NotApplicable", "dpv:UnknownApplicability"),
    "countries": ("loc:FI", "loc:US", "loc:TO"),
    "relies_on": ("ropa:SCC-2021-914", "ropa:Adequacy-EU-US-DPF"),
    "recipient_kinds": ("dpv:Authority", "ropa:Bank", "ropa:Police"),
    "concepts": ("dpv:AccessControlMethod", "ropa:CleanDesk"),
    "media": ("ropa:ManualMaterial", "ropa:ElectronicMaterial"),
    "formalities": ("ropa:SignedRequest", "ropa:SomeOtherForm"),
    "human_involvement": ("dpv:HumanInvolved",),
    "rights": tuple(f"eu-gdpr:A{n}" for n in ("15", "16", "17", "18", "20", "21", "22", "77", "78", "7-3", "13")),
    "authorities": ("legal-fi:DPA-FI", "legal-se:DPA-SE", f"{BASE}/own#authority"),
    "emails": ("mailto:tietosuoja@kaarna.example",),
    "telephones": ("tel:+358-20-000-0000",),
    "websites": ("https://kaarna.example/",),
    "registers": ("ropa:TradeRegister",),
}
_OF_SOURCE = ("dpv:DataSubjectDataSource", "dpv:ThirdPartyDataSource", "dpv:PublicDataSource", "ropa:TradeRegister")
_OF_DECISION = ("ropa:SolelyAutomatedDecision", "dpv:Profiling")
_PARTY_FIELDS = {
    "controllers",
    "joint_controllers",
    "processors",
    "recipients",
    "parties",
    "exporters",
    "importers",
    "organisations",
    "representatives",
}
_WORDS = st.sampled_from(
    (
        "kirjeen lopussa olevasta linkistä",
        "Sopimusta ei voida tehdä.",
        "  two  spaces ",
        "namn, adress och e-post",
        "<b>&amp;</b>",
        "#let x = 1",
        "{unfilled} slot",
        "100 %",
        "*stars* _and_ `ticks`",
        "",
    )
)
_TEXT = st.builds(Text, _WORDS, st.sampled_from(("fi", "sv", "en", "de", "")))
_DURATION = st.sampled_from(("P3Y", "P1M", "P12M", "P1Y6M", "P14D", "PT24H", "P2W", "P25Y", "whenever")).map(Duration)
_NESTING = 3


def _value(name: str, kind: type, within: type[Node]) -> st.SearchStrategy[object] | None:
    if name in _PARTY_FIELDS:
        return st.sampled_from(_PARTIES).map(Iri)
    if name == "kinds":
        pool = {"Source": _OF_SOURCE, "AutomatedDecision": _OF_DECISION}.get(within.__name__, ())
        return st.sampled_from(iris(*pool)) if pool else None
    if kind is Iri:
        return st.sampled_from(iris(*_CONCEPTS[name])) if name in _CONCEPTS else None
    simple = {Text: _TEXT, Duration: _DURATION, bool: st.booleans(), int: st.integers(1, 9)}
    return st.dates(date(2018, 5, 25), date(2030, 1, 1)) if kind is date else simple.get(kind)


def nodes(kind: type[Node], depth: int = 0) -> st.SearchStrategy[Node]:
    """A node of a class with any subset of its facts, and any below it."""
    fields = {}
    for slot in slots(kind):
        if issubclass(slot.kind, Node):
            if depth < _NESTING:
                fields[slot.name] = st.lists(st.deferred(_below(slot.kind, depth)), max_size=2).map(tuple)
        elif (value := _value(slot.name, slot.kind, kind)) is not None:
            many = st.lists(value, max_size=6 if slot.name == "data" else 3, unique=True).map(tuple)
            fields[slot.name] = many if slot.many else st.none() | value
    return st.builds(kind, **fields)


def _below(kind: type[Node], depth: int):  # type: ignore[no-untyped-def]
    return lambda: nodes(kind, depth + 1)


@st.composite
def any_dossier(draw: st.DrawFn) -> Dossier:
    """A record with any subset of facts, and parties with any subset of theirs."""
    record = draw(nodes(Record))
    assert isinstance(record, Record)
    record = settle(record, f"{BASE}/record/any")
    parties = {iri: settle(draw(nodes(Party)), iri) for iri in _PARTIES[:2]}
    return Dossier(record, {iri: party for iri, party in parties.items() if isinstance(party, Party)})


def filled() -> Dossier:
    """A record in which every field that has a value to give has one, once at each place; nothing is denied."""
    record = settle(_filled(Record), f"{BASE}/record/filled")
    parties = {iri: settle(_filled(Party, iri), iri) for iri in _PARTIES}
    assert isinstance(record, Record)
    return Dossier(record, {iri: party for iri, party in parties.items() if isinstance(party, Party)})


_DENIALS = {"applicability", "as_written"}


def _filled(kind: type[Node], where: str = "filled", depth: int = 0) -> Node:
    """Nodes are told apart by the way that leads to them."""
    values: dict[str, object] = {"iri": where}
    for slot in slots(kind):
        below = f"{where}-{slot.name}".replace("_", "-").removeprefix("filled-")
        if slot.name in _DENIALS:
            continue
        if issubclass(slot.kind, Node):
            found: object = _filled(slot.kind, below, depth + 1) if depth < _NESTING else None
        else:
            found = _given(slot.name, slot.kind, kind, below)
        if found is not None:
            values[slot.name] = (found,) if slot.many else found
    return kind(**values)


def _given(name: str, kind: type, within: type[Node], where: str) -> object:
    pools: dict[str, tuple[str, ...]] = {"Source": _OF_SOURCE[1:], "AutomatedDecision": _OF_DECISION}
    if name in _PARTY_FIELDS:
        return Iri(_PARTIES[1] if within in {Party, Contact} or name == "joint_controllers" else _PARTIES[0])
    if kind is Iri:
        pool = pools.get(within.__name__, ()) if name == "kinds" else _CONCEPTS.get(name, ())
        return iris(*pool)[0] if pool else None
    simple = {Text: Text(where, "fi"), Duration: Duration("P3Y"), bool: True, int: 1, date: AS_OF}
    return simple.get(kind)


BARE = dossier(
    Record(
        iri=f"{BASE}/record/bare",
        titles=(Text("Jäsenrekisteri", "fi"),),
        controllers=(Iri(_PARTIES[0]),),
        rights=iris("eu-gdpr:A15"),
        activities=(
            Activity(
                iri="activity/members",
                purposes=iris("ropa:MemberRegister"),
                legal_bases=iris("eu-gdpr:A6-1-f"),
                subjects=iris("dpv:Member"),
                data=iris("pd:Name"),
                engagements=(Engagement(iri="engagement/1", processors=(Iri(_PARTIES[1]),), countries=iris("loc:FI")),),
                disclosures=(Disclosure(iri="disclosure/1", recipient_kinds=iris("ropa:Bank"), data=iris("pd:Name")),),
            ),
        ),
    ),
    Party(
        iri=_PARTIES[0],
        names=(Text("Metsäpolun ystävät ry"),),
        data_protection_officers=(
            Contact(
                iri="contact/dpo",
                telephones=(Iri("tel:+358-20-000-0009"),),
                addresses=(Address(iri="address/1", as_written=(Text("PL 1, 00002 Koivula"),)),),
            ),
        ),
    ),
    Party(iri=_PARTIES[1], names=(Text("Laskukanto Oy"),)),
)
