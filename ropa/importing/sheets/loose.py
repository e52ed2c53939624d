"""Cells of other people's registers, written freely: "2 years", "nil", "Tax authorities", "Article 45 adequacy".

Each function adds what the words surely say; the words themselves are always kept. Holds no headings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ropa.errors import said
from ropa.importing.facts.receivers import PROCESSING
from ropa.importing.facts.retention import periods
from ropa.importing.phrases import phrases
from ropa.importing.sheets.answers import is_nil
from ropa.importing.sheets.columns import Column, Field, fields_of
from ropa.importing.sheets.values import Words, read_duration
from ropa.model import Contact, Disclosure, Duration, Engagement, Iri, Measure, Retention, Source, Text, Transfer
from ropa.namespaces import expand

_PROCESSOR = re.compile(r"(data |henkilötietojen )?(processors?|käsittelijät?)|personuppgiftsbiträden?", re.IGNORECASE)


def means(words: str, slot: Field, known: Words) -> bool:
    """Whether words are a value of a field, and not just any text."""
    if slot.kind is Duration:
        return read_duration(words, known.language) is not None
    return slot.kind is not Iri or bool(known.known(words, expand(slot.term)))


def cell(
    slot: Field, text: str, values: dict[str, list[Any]], words: Words, where: str, owner: str
) -> list[Any] | None:
    """The values of a cell written freely; None where it is to be read as our own cells are.

    `owner` names the activity or register, for the IRIs of the nodes below it.
    """
    if is_nil(text):
        if slot.kind is Disclosure:
            values["no_recipients"] = [True]
        else:
            words.remarks.append(said("{where}: '{words}' is read as none.", where=where, words=text.strip()))
        return []
    pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]
    if slot.kind is Iri:
        return [words.iri(piece, slot, where) for piece in pieces if not is_nil(piece)]
    if slot.kind is Text:
        return [Text(text.strip(), words.language)]
    makers = {Retention: retention, Measure: _measure, Source: _source, Contact: _contact, Engagement: _engagement}
    if slot.kind is Disclosure:
        return _recipients(pieces, values, words, owner)
    if slot.kind in makers:
        return [makers[slot.kind](piece, words, f"{owner}-{n}") for n, piece in enumerate(pieces, 1)]
    return None


def retention(piece: str, words: Words, key: str) -> Retention:
    """Period, event and criteria of words written freely."""
    known = phrases(words.language)
    found = periods(piece, known)
    events = known.lexicon("retention.events").find(piece)
    vague = bool(known.any("retention.vague").search(piece)) and not found
    return Retention(
        iri=f"retention/{key}",
        durations=tuple(Duration(value) for value, _, _ in found),
        start_events=tuple(Iri(expand(hit.concept)) for hit in events[:1]),
        criteria=() if found or vague else (Text(piece, words.language),),
        as_written=(Text(piece, words.language),),
        is_vague=vague or None,
    )


def _measure(piece: str, words: Words, key: str) -> Measure:
    hits = phrases(words.language).lexicon("measures.kinds").find(piece)
    concepts = tuple(dict.fromkeys(Iri(expand(hit.concept)) for hit in hits))
    return Measure(iri=f"measure/{key}", concepts=concepts, descriptions=(Text(piece, words.language),))


def _source(piece: str, words: Words, key: str) -> Source:
    return Source(iri=f"source/{key}", descriptions=(Text(piece, words.language),))


def _contact(piece: str, words: Words, key: str) -> Contact:
    mail = re.search(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", piece)
    local = mail[0].split("@")[0] if mail else ""
    if mail and "." not in local:
        rest = piece.replace(mail[0], "").strip(" ,;()<>")
        roles = (Text(rest, words.language),) if _is_role(rest, words) else ()
        return Contact(iri=f"contact/{key}", emails=(Iri(f"mailto:{mail[0]}"),), roles=roles)
    if _is_role(piece, words):
        return Contact(iri=f"contact/{key}", roles=(Text(piece, words.language),))
    words.remarks.append("a contact is left without its words: they may be a person's name. Give a role instead.")
    return Contact(iri=f"contact/{key}")


def _is_role(text: str, words: Words) -> bool:
    return bool(text) and bool(phrases(words.language).any("parties.role").search(text))


def _engagement(piece: str, words: Words, key: str) -> Engagement:
    found = re.fullmatch(r"(.+?)\s*[(,]\s*([^(),]+)\)?", piece)
    country = words.known(found[2].strip(), expand("ropa:processingCountry")) if found else ""
    name = found[1] if found and country else piece
    slot = next(each for each in fields_of(Engagement) if each.name == "processors")
    countries = (Iri(country),) if country else ()
    return Engagement(iri=f"engagement/{key}", processors=(words.iri(name, slot, key),), countries=countries)


def _recipients(pieces: Sequence[str], values: dict[str, list[Any]], words: Words, base: str) -> list[Any]:
    known, found = phrases(words.language), []
    for number, piece in enumerate(pieces, 1):
        if is_nil(piece):
            continue
        kind = known.lexicon("recipients.kinds").best(piece)
        label = (Text(piece, words.language),)
        clear = not known.any("recipients.vague").search(piece) or None
        hits = known.lexicon("recipients.kinds").find(piece)
        whole = any(hit.end - hit.start >= 0.75 * len(piece) for hit in hits)
        if (kind in PROCESSING and whole) or _PROCESSOR.fullmatch(piece):
            node = Engagement(iri=f"engagement/{base}-{number}", processor_categories=label, is_identified=clear)
            values.setdefault("engagements", []).append(node)
        else:
            kinds = (Iri(expand(kind)),) if kind and kind not in PROCESSING else ()
            iri = f"disclosure/{base}-{number}"
            found.append(
                Disclosure(iri=iri, recipient_kinds=kinds, recipient_categories=label, is_identified=clear or False)
            )
    return found


def transfers(values: dict[str, list[Any]], cells: Mapping[str, str], words: Words, where: str, owner: str) -> None:
    """One transfer from columns of recipient, country and safeguard; "nil" in all of them denies any transfer."""
    key = f"{owner}-1"
    if all(is_nil(each) for each in cells.values()):
        denied = Transfer(iri=f"transfer/{key}", applicability=Iri(expand("dpv:NotApplicable")))
        values.setdefault("transfers", []).append(denied)
        return
    slots = {each.name: each for each in fields_of(Transfer)}
    found: dict[str, Any] = {}
    for part, text in cells.items():
        pieces = [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip() and not is_nil(piece)]
        found[part] = tuple(each for piece in pieces for each in words.given(piece, slots[part], where))
    if not any(found.values()):
        return
    values.setdefault("transfers", []).append(Transfer(iri=f"transfer/{key}", **found))
    engaged = values.get("engagements", [])
    if len(engaged) == 1 and not engaged[0].processors and found.get("importers"):
        values["engagements"] = [
            Engagement(
                iri=engaged[0].iri,
                processor_categories=engaged[0].processor_categories,
                processors=found["importers"],
                countries=found.get("countries", ()),
                is_identified=True,
            )
        ]


def titled(
    values: dict[str, list[Any]], row: Mapping[int, str], columns: Sequence[Column | None], language: str
) -> None:
    """The purpose in the sheet's words is the title of a row that has none."""
    if values.get("titles"):
        return
    for place, text in row.items():
        column = columns[place]
        if column and column.key == "activity.purposes":
            values["titles"] = [Text(text.strip(), language)]
            return
