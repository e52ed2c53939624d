"""What a newcomer writes into our own columns: "USA: Beta Inc., standard clauses", "6 years after ...", a mail address.

Each function takes a piece that stands bare in its line, without the name of a field, and says whether it was read.
What our own rows look like is read elsewhere; nothing that they hold is taken here.
"""

from __future__ import annotations

import re
from typing import Any

from ropa.errors import said
from ropa.importing import safeguards
from ropa.importing.phrases import phrases
from ropa.importing.sheets import loose
from ropa.importing.sheets.answers import is_nil, is_yes
from ropa.importing.sheets.cells import split
from ropa.importing.sheets.columns import Field, fields_of, part_headings, plain
from ropa.importing.sheets.values import Words
from ropa.model import AutomatedDecision, Contact, Disclosure, Engagement, Iri, Node, Retention, Source, Text, Transfer
from ropa.namespaces import expand

_FRAMEWORK = re.compile(r"privacy framework|\bdpf\b", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(inc|ltd|llc|plc|corp(oration)?|co|oyj?|abp?|as|a/s|gmbh|ag|bv|sa|limited|pty|llp|aps)\b\.?$", re.IGNORECASE
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d\s()-]{5,}")
_SERVED = re.compile(r"(?P<name>.+?)\s*\((?P<country>[^()]+)\)", re.DOTALL)

Values = dict[str, list[Any]]


def denied(kind: type[Node], cell: str, values: Values, words: Words, where: str) -> list[Node] | None:
    """The node for a cell that says none or only yes; [] where nothing is to be stored; None for other cells."""
    if is_yes(cell) and kind is AutomatedDecision:
        words.remarks.append(
            said("{where}: '{words}' tells no logic; write how the decisions are made.", where=where, words=cell)
        )
        return [AutomatedDecision()]
    if not is_nil(cell):
        return None
    if kind is Transfer:
        return [Transfer(applicability=Iri(expand("dpv:NotApplicable")))]
    if kind is AutomatedDecision:
        return [AutomatedDecision(applicability=Iri(expand("dpv:NotApplicable")))]
    if kind is Disclosure:
        values["no_recipients"] = [True]
    else:
        words.remarks.append(said("{where}: '{words}' is read as none.", where=where, words=cell))
    return []


def lines(kind: type[Node], cell: str, words: Words) -> list[str]:
    """The lines of a cell; what a semicolon parts without naming a field is several of the kinds that stand alone."""
    found: list[str] = []
    fields = part_headings(kind, words.language)
    for line in split(cell, "\n"):
        parts = split(line, ";")
        bare = all('"' not in each and "[" not in each for each in parts) and len(parts) > 1
        bare = bare and not any(":" in each and plain(each.partition(":")[0]) in fields for each in parts)
        alone = kind is Source and not any(":" in each for each in parts)
        alone = alone or (kind is Engagement and all(":" not in each or _served(each, words) for each in parts))
        alone = alone or (kind is Transfer and all(_country(re.split(r"[:,(]", each)[0], words) for each in parts))
        found += parts if bare and alone else [line]
    return found


def taken(kind: type[Node], piece: str, values: Values, words: Words, where: str) -> bool:
    """Whether the piece was read here; its values are added."""
    if '"' in piece or piece.endswith("]") or "|" in piece:
        return False
    readers = {
        Transfer: _transfer, Engagement: _engagement, Retention: _retention, Source: _source, Contact: _contact,
    }  # fmt: skip
    return kind in readers and readers[kind](piece.strip(), values, words, where)


def _slot(kind: type[Node], name: str) -> Field:
    return next(each for each in fields_of(kind) if each.name == name)


def _country(name: str, words: Words) -> str:
    return words.known(name.strip(), expand("dpv:hasThirdCountry"))


def _transfer(piece: str, values: Values, words: Words, where: str) -> bool:
    if _known_as_whole(piece, words):
        return False
    ours = phrases(words.language).lexicon("transfers.safeguards")
    for part in (each.strip() for each in re.split(r"[:,()]|\s[-–]\s", piece)):
        grounds = [(field, hit.concept) for hit in ours.find(part) if (field := safeguards.field_of(hit.concept))]
        basis = words.known(part, expand("dpv:hasLegalBasis"))
        country = "" if grounds or basis or _COMPANY.search(part) else _country(part, words)
        if not part:
            continue
        if grounds or basis:
            for name, concept in grounds or [("legal_bases", basis)]:
                _add(values, name, Iri(expand(concept)))
            if _FRAMEWORK.search(part):
                _add(values, "relies_on", Iri(expand("ropa:Adequacy-EU-US-DPF")))
        elif country:
            _add(values, "countries", Iri(country))
        elif _COMPANY.search(part) or (values.get("countries") and part[0].isupper() and not values.get("importers")):
            _add(values, "importers", words.iri(part, _slot(Transfer, "importers"), where))
        else:
            words.not_country(part, where)
    return True


def _known_as_whole(piece: str, words: Words) -> bool:
    return not re.search(r"[:,()]|\s[-–]\s", piece) and bool(_country(piece, words))


def _add(values: Values, name: str, value: object) -> None:
    held = values.setdefault(name, [])
    if value not in held:
        held.append(value)


def _served(piece: str, words: Words) -> tuple[str, str, str] | None:
    """Name, country and task of "Beta Inc. (USA): post"; None where neither follows the name."""
    whole, _, task = (each.strip() for each in piece.partition(":"))
    found = _SERVED.fullmatch(whole)
    country = _country(found["country"], words) if found else ""
    name = found["name"] if found and country else whole
    fits = (country or task) and name and not task.startswith("//") and len(name) < 120
    return (name, country, task) if fits and not re.fullmatch(r"https?|urn|party|ropa|concept", name) else None


def _engagement(piece: str, values: Values, words: Words, where: str) -> bool:
    found = _served(piece, words)
    if not found:
        return False
    name, country, task = found
    _add(values, "processors", words.iri(name, _slot(Engagement, "processors"), where))
    if country:
        _add(values, "countries", Iri(country))
    if task:
        _add(values, "services", Text(task, words.language))
    return True


def _retention(piece: str, values: Values, words: Words, where: str) -> bool:
    if loose.means(piece, _slot(Retention, "durations"), words):
        return False
    read = loose.retention(piece, words, "")
    for name in ("durations", "start_events", "criteria", "as_written"):
        for value in getattr(read, name):
            _add(values, name, value)
    if read.is_vague:
        values["is_vague"] = [True]
    return True


def _source(piece: str, values: Values, words: Words, where: str) -> bool:
    if loose.means(piece, _slot(Source, "kinds"), words) and words.known(piece, expand("dct:type")):
        return False
    kind = phrases(words.language).lexicon("sources.kinds").best(piece) or "dpv:ThirdPartyDataSource"
    _add(values, "kinds", Iri(expand(kind)))
    _add(values, "descriptions", Text(piece, words.language))
    return True


def _contact(piece: str, values: Values, words: Words, where: str) -> bool:
    mail = _MAIL.search(piece)
    rest = piece.replace(mail[0], "") if mail else piece
    phone = _PHONE.search(rest)
    if not mail and not phone:
        return False
    rest = re.sub(r"\b(mailto|tel)\b:?", "", rest.replace(phone[0], "") if phone else rest).strip(" ,;:()<>")
    if mail:
        _add(values, "emails", Iri(f"mailto:{mail[0]}"))
    if phone:
        _add(values, "telephones", Iri("tel:" + re.sub(r"[\s()-]+", "-", phone[0].strip()).strip("-")))
    if rest:
        _add(values, "roles", Text(rest, words.language))
    return True
