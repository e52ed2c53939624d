"""Fides manifests: organizations, systems with their privacy declarations, datasets. Maps keys by `fides.yaml`.

Each declaration of a system becomes an activity, systems of one organization one register. What a manifest says
and no field holds goes into the description of its activity. Loading is limited in depth, size and aliases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ropa import texts
from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing.decoding import decode
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.model import Activity, Address, Concept, Contact, Duration, Iri, Party, Reading, Record, Retention, Text
from ropa.namespaces import expand, slug

RANK = 26
LIGHT = False

_KINDS = ("organization", "system", "dataset")
_DEFAULT = "default_organization"
_DEEPEST, _MOST_ALIASES, _MOST_NODES = 60, 20, 300_000
_LANGUAGE = "en"
_TYPES = {"data": "dpv:PersonalData", "purposes": "dpv:Purpose", "subjects": "dpv:HumanSubject"}
_READ = {
    "fides_key", "organization_fides_key", "name", "description", "administrating_department",
    "privacy_declarations", "data_categories", "data_use", "data_subjects",
    "legal_basis_for_processing", "retention_period", "collections",
}  # fmt: skip

Json = dict[str, Any]


def accepts(file: File) -> bool:
    """By ending."""
    return file.ending in {"yml", "yaml"}


def read(file: File) -> Imported:
    """One reading per organization."""
    text, encoding = decode(file)
    document = _loaded(text, file.name)
    if not isinstance(document, dict) or not set(_KINDS) & set(document):
        raise UnreadableFile(
            "this YAML is no Fides manifest.",
            where=file.name,
            mend=said("It needs one of: {choices}.", choices=", ".join(_KINDS)),
        )
    manifest = _Manifest(file)
    for kind in _KINDS:
        for entry in _entries(document.get(kind), kind, file.name):
            manifest.take(kind, entry)
    readings = tuple(register.reading() for register in manifest.registers.values())
    if not readings:
        raise UnreadableFile("the manifest is empty.", where=file.name, mend="Add a system.")
    return Imported(readings, {}, "fides", encoding)


def _loaded(text: str, name: str) -> Any:
    """The document, refused before it is built where it nests too deep or refers to itself over and over."""
    depth = aliases = nodes = anchored = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            nodes += 1
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                depth += 1
                anchored = anchored + 1 if anchored or event.anchor else 0
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                depth -= 1
                anchored = max(0, anchored - 1)
            elif isinstance(event, yaml.AliasEvent):
                aliases += 1
            nested = isinstance(event, yaml.AliasEvent) and anchored
            if depth > _DEEPEST or aliases > _MOST_ALIASES or nodes > _MOST_NODES or nested:
                raise TooLarge(
                    "the YAML nests too deep, is too long or refers to itself too often.",
                    where=name,
                    mend="Write it out without anchors, or split it.",
                )
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = said("{where}, line {line}", where=name, line=mark.line + 1) if mark else name
        raise UnreadableFile("this is no valid YAML.", where=place, mend="Correct that line.") from error


def _entries(value: Any, kind: str, name: str) -> Iterator[Json]:
    for entry in value if isinstance(value, list) else [value] if value else []:
        if not isinstance(entry, dict):
            raise UnreadableFile(
                said("an entry of '{kind}' has no fields.", kind=kind), where=name, mend="See the Fides manual."
            )
        yield entry


@cache
def _terms() -> Mapping[str, Mapping[str, str]]:
    path = Path(__file__).parent.parent / "fides.yaml"
    loaded: dict[str, dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


class _Manifest:
    """The registers of a file by organization."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.registers: dict[str, _Register] = {}

    def take(self, kind: str, entry: Json) -> None:
        own = entry.get("fides_key") if kind == "organization" else entry.get("organization_fides_key")
        key = str(own or _DEFAULT)
        register = self.registers.setdefault(key, _Register(slug(key)))
        {"organization": register.organization, "system": register.system, "dataset": register.dataset}[kind](entry)


@dataclass
class _Register:
    key: str
    titles: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    activities: dict[str, Activity] = field(default_factory=dict)
    concepts: dict[str, Concept] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.party = Party(iri=f"party/{self.key}")

    def reading(self) -> Reading:
        return Reading(
            slug=self.key,
            notice=None,
            record=Record(
                titles=self.titles,
                descriptions=self.descriptions,
                controllers=(Iri(self.party.iri),),
                activities=tuple(self.activities.values()),
            ),
            parties=(self.party,),
            concepts=tuple(self.concepts[iri] for iri in sorted(self.concepts)),
            remarks=tuple(self.remarks),
        )

    def organization(self, entry: Json) -> None:
        """Its name and channels; of persons only the role stays."""
        name, iri = str(entry.get("name") or self.key), self.party.iri
        self.titles = (Text(name, _LANGUAGE),)
        told = [str(entry["description"])] if entry.get("description") else []
        told += [f"{k}: {v}" for k, v in entry.items() if k in {"security_policy"} and v]
        self.descriptions = tuple(Text(each, _LANGUAGE) for each in told)
        controller, officer = _mapping(entry.get("controller")), _mapping(entry.get("data_protection_officer"))
        self.party = Party(
            iri=iri,
            names=(Text(name, _LANGUAGE),),
            addresses=_address(controller, iri),
            emails=_mail(controller),
            telephones=_phone(controller),
            data_protection_officers=(_officer(officer, iri),) if officer else (),
        )
        if entry.get("representative"):
            self.remarks.append(
                said("{key}: a representative is named; add the organisation by hand if Art. 27 asks.", key=self.key)
            )

    def system(self, entry: Json) -> None:
        """One activity per privacy declaration."""
        key = slug(str(entry.get("fides_key") or entry.get("name") or "system"))
        declarations = list(_entries(entry.get("privacy_declarations"), "privacy_declarations", key)) or [{}]
        for number, told in enumerate(declarations, 1):
            iri = f"activity/{key}" if len(declarations) == 1 else f"activity/{key}-{number}"
            self.activities[iri] = self._activity(iri, entry, told)

    def _activity(self, iri: str, entry: Json, said: Json) -> Activity:
        name = str(entry.get("name") or entry.get("fides_key") or "")
        title = f"{name}: {said['name']}" if said.get("name") and name else str(said.get("name") or name)
        basis = str(said.get("legal_basis_for_processing") or "")
        known = _terms()["bases"].get(basis.casefold(), "")
        rest = [*_rest(entry), *_rest(said), *([f"legal basis: {basis}"] if basis and not known else [])]
        kept = str(said.get("retention_period") or "")
        described = [str(entry["description"])] if entry.get("description") else []
        return Activity(
            iri=iri,
            titles=(Text(title, _LANGUAGE),) if title else (),
            identifiers=(Text(str(entry["fides_key"])),) if entry.get("fides_key") else (),
            descriptions=tuple(Text(each, _LANGUAGE) for each in [*described, *rest]),
            units=tuple(Text(str(u), _LANGUAGE) for u in [entry.get("administrating_department")] if u),
            purposes=self._terms_of("purposes", said.get("data_use")),
            data=self._terms_of("data", said.get("data_categories")),
            subjects=self._terms_of("subjects", said.get("data_subjects")),
            legal_bases=(Iri(expand(known)),) if known else (),
            retention=(_retention(kept, iri),) if kept else (),
        )

    def dataset(self, entry: Json) -> None:
        """Its categories of data, as an activity whose purpose is not told."""
        key = slug(str(entry.get("fides_key") or entry.get("name") or "dataset"))
        found = list(dict.fromkeys(_categories(entry)))
        rest = [str(entry["description"])] if entry.get("description") else []
        self.activities[f"activity/{key}"] = Activity(
            iri=f"activity/{key}",
            titles=(Text(str(entry.get("name") or key), _LANGUAGE),),
            identifiers=(Text(str(entry["fides_key"])),) if entry.get("fides_key") else (),
            descriptions=tuple(Text(each, _LANGUAGE) for each in [*rest, *_rest(entry)]),
            data=self._terms_of("data", found),
        )
        self.remarks.append(said("{key}: a dataset tells no purpose; name the activity that uses it.", key=key))

    def _terms_of(self, kind: str, keys: Any) -> tuple[Iri, ...]:
        each = [keys] if isinstance(keys, (str, dict)) else keys if isinstance(keys, list) else []
        plain = [str(key.get("name", "")) if isinstance(key, dict) else str(key) for key in each]
        return tuple(dict.fromkeys(self._term(kind, key) for key in plain if key))

    def _term(self, kind: str, key: str) -> Iri:
        known = _terms()[kind]
        if key in known:
            return Iri(expand(known[key]))
        above = key.rpartition(".")[0]
        while above and above not in known:
            above = above.rpartition(".")[0]
        iri = f"concept/{slug(key)}"
        broader = (Iri(expand(known[above])),) if above else ()
        if iri not in self.concepts:
            under = said(" below '{near}'", near=texts.label(broader[0], _LANGUAGE)) if broader else ""
            self.remarks.append(
                said(
                    "'{key}' is kept as a concept of the register{under}; no term stands for it.", key=key, under=under
                )
            )
        made = Concept(iri=iri, labels=(Text(key, _LANGUAGE),), broader=broader, kind=Iri(expand(_TYPES[kind])))
        self.concepts.setdefault(iri, made)
        return Iri(iri)


def _mapping(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _rest(entry: Json) -> list[str]:
    """What a manifest says and no field holds, one line each."""
    out = []
    for key, value in entry.items():
        if key not in _READ and value not in (None, "", [], {}):
            words = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000).strip()
            out.append(f"{key}: {words.removesuffix('...').strip()}")
    return out


def _categories(entry: Json) -> Iterator[str]:
    """The categories of a dataset, of its collections and of their fields at any depth."""
    for key in entry.get("data_categories") or []:
        yield str(key)
    for below in ("collections", "fields"):
        for each in entry.get(below) or []:
            if isinstance(each, dict):
                yield from _categories(each)


def _retention(words: str, activity: str) -> Retention:
    days = Duration(f"P{words}D") if words.isdigit() else None
    iri = f"retention/{activity.removeprefix('activity/')}"
    return Retention(iri=iri, durations=(days,) if days else (), as_written=(Text(words, _LANGUAGE),))


def _officer(entry: Json, party: str) -> Contact:
    role = Text("Data Protection Officer", _LANGUAGE)
    return Contact(iri=f"{party}/contact/dpo", roles=(role,), emails=_mail(entry), telephones=_phone(entry))


def _mail(entry: Json) -> tuple[Iri, ...]:
    """A role's mailbox; one with a dot before the @ is likely to be a person's, and is left out."""
    mail = str(entry.get("email") or "")
    role = re.fullmatch(r"[\w+-]+@[\w.-]+", mail)
    return (Iri(f"mailto:{mail}"),) if role else ()


def _phone(entry: Json) -> tuple[Iri, ...]:
    number = "-".join(str(entry.get("phone") or "").split())
    return (Iri(f"tel:{number}"),) if number and not set(number) - set("+-0123456789().") else ()


def _address(entry: Json, party: str) -> tuple[Address, ...]:
    words = str(entry.get("address") or "")
    return (Address(iri=f"{party}/address/1", as_written=(Text(words, _LANGUAGE),)),) if words else ()
