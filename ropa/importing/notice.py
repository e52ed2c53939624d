"""A document with passages to a `Reading`: sections with their state, the facts, the notice itself."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import chain, count

from ropa.errors import UnreadableFile, said
from ropa.importing import channels
from ropa.importing.document import Document
from ropa.importing.draft import Draft
from ropa.importing.facts import fact_readers
from ropa.importing.facts.granted import described
from ropa.importing.facts.naming import dated, title
from ropa.importing.facts.subjects import about_people
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.labels import labelled
from ropa.importing.outline import Outline, Part, outline
from ropa.importing.phrases import language_of, languages, phrases
from ropa.importing.placeholders import beyond
from ropa.importing.registers import apart
from ropa.model import Evidence, Iri, Notice, Reading, Section, Text
from ropa.namespaces import expand, slug

READER = "ropa 0.1"


def readings(file: File, document: Document) -> Imported:
    """All registers a document tells of. Raises UnreadableFile where its language is none we read."""
    language = language_of("\n".join(p.text for p in document.passages) or document.text) or labelled(document)
    if not language:
        raise UnreadableFile(
            said("the language of this text is none of {choices}.", choices=", ".join(languages())),
            where=file.name,
            mend="Hand in the notice in one of these languages.",
        )
    found: list[Reading] = []
    for each in apart(outline(document, phrases(language))):
        found.append(_reading(file, document, each, {other.slug for other in found}))
    return Imported(
        readings=tuple(found),
        format=document.format,
        encoding=document.encoding,
        text=document.text,
        remarks=document.remarks,
    )


def _reading(file: File, document: Document, found: Outline, taken: set[str]) -> Reading:
    """What one document tells of one register, under a name that no other register of it has."""
    draft = Draft(document, found.phrases.language, keep_persons=file.keep_persons)
    for reader in fact_readers():
        reader.read(found, draft)
    _persons(found, draft)
    sections = tuple(_section(part, number, found, draft) for number, part in enumerate(found.parts, 1))
    notice, evidence = _notice(file, found, draft, sections)
    name = _slug(draft, file)
    numbered = (f"{name}-{number}" for number in count(2))
    return Reading(
        slug=next(each for each in chain((name,), numbered) if each not in taken),
        notice=notice,
        record=draft.build(""),
        parties=draft.parties(),
        evidence=tuple(_redacted(e, draft) for e in (*evidence, *draft.evidence)),
        concepts=tuple(draft.concepts[iri] for iri in sorted(draft.concepts)),
        remarks=(*document.remarks, *draft.remarks),
    )


def _redacted(evidence: Evidence, draft: Draft) -> Evidence:
    text = draft.redacted(evidence.text)
    return evidence if text == evidence.text else replace(evidence, text=text)


def _persons(found: Outline, draft: Draft) -> None:
    """Personal mailboxes anywhere, and the names they are made of."""
    for part in found.parts:
        for passage in part.passages:
            personal = [mail for mail in channels.mails(passage) if mail.personal]
            draft.persons.update(mail.words.text for mail in personal)
            around = channels.blanked(passage, channels.organisations(passage)).text if personal else ""
            for first, last in channels.persons(around):
                local = " ".join(mail.value.split("@")[0].lower() for mail in personal)
                if channels.plain(last) in local:
                    draft.persons.add(f"{first} {last}")


def _slug(draft: Draft, file: File) -> str:
    names = [str(n) for iri in draft.get("", "controllers")[:1] for n in draft.get(iri, "names")]
    titles = [str(t) for t in draft.get("", "titles")[:1]]
    if not names:
        return slug(file.stem)
    short = re.sub(r"\b(oyj?|abp?|ry|ltd|rf|tmi|ky)\b", "", slug(names[0]).replace("-", " ")).split()
    gone = {*short, *slug(names[0]).split("-"), "n", "s", "in"}
    register = [word for word in slug(titles[0]).split("-") if word not in gone] if titles else []
    return slug(" ".join([*short, *(register or [slug(file.stem)[:16]])]))


def _notice(file: File, found: Outline, draft: Draft, sections: tuple[Section, ...]) -> tuple[Notice, list[Evidence]]:
    document, language = found.document, draft.language
    day, said, key = dated(found)
    named = title(found)
    evidence = []
    if said:
        verbatim, start, end = document.verbatim(said)
        value = day.isoformat() if day else verbatim
        term = "dct:created" if day else "ropa:rawDate"
        evidence.append(Evidence("", term, value, verbatim, start, end, key, "verbatim"))
    return (
        Notice(
            titles=(Text(named.text, language),) if named else (),
            language=Text(language),
            created=day,
            raw_date=Text(said.text) if said else None,
            sections=sections,
            source_name=Text(file.name.replace("\\", "/").rsplit("/", 1)[-1]),
            source_hashes=(Text(hashlib.sha256(file.data).hexdigest()),),
            encoding=Text(document.encoding) if document.encoding else None,
            reader=Text(f"{READER} {document.format}"),
        ),
        evidence,
    )


def _section(part: Part, number: int, found: Outline, draft: Draft) -> Section:
    placeholders = part.placeholders
    text = part.text
    state = "Stated"
    if not text.strip() and part.heading and not part.holds_others and _asks(part, number, found):
        state = "Empty"
    elif part.key in {"interest", "consent"} and _says_none(text, found):
        state = "Unanswered"
    elif placeholders and not beyond(text, placeholders):
        state = "Placeholder"
    language = found.phrases.language
    start = part.heading.start if part.heading else (part.given[0].words().start if part.given else 0)
    end = part.given[-1].words().end if part.given else (part.heading.end if part.heading else start)
    return Section(
        iri=f"section/{number}-{part.key}",
        key=Text(part.key),
        state=Iri(expand(f"ropa:{state}")),
        heading=Text(draft.redacted(part.heading.text), language) if part.heading else None,
        text=Text(draft.redacted(text), language) if text else None,
        start=start,
        end=end,
        rights_described=_described(part, found),
        is_misfiled=_misfiled(part, found) or None,
        placeholders=tuple(Text(words, language) for words in placeholders),
    )


def _asks(part: Part, number: int, found: Outline) -> bool:
    """Whether a heading asks something: a known label, or any heading among known ones of its level."""
    known = {"title", "other", "date"}
    if part.key not in known:
        return True
    if part.key == "date" and part.heading:
        return not re.search(r"\d[./-]\s?\d|\d{4}", part.heading.text)
    around = [
        [p for p in side if p.level == part.level and p.key not in known and p.passages]
        for side in (found.parts[: number - 1], found.parts[number:])
    ]
    return part.key == "other" and 0 < part.level <= 6 and all(around)


def _says_none(text: str, found: Outline) -> bool:
    """ "Not in use", a dash: the label is answered, but nothing is pursued or asked for."""
    return len(text) < 40 and bool(re.fullmatch(r"[\s–—-]+", text) or found.phrases.any("automated.deny").match(text))


_RIGHTS = {"access", "portability", "rectification", "erasure", "restriction", "objection", "complaint"}


def _described(part: Part, found: Outline) -> tuple[Iri, ...]:
    if not set(part.keys) & (_RIGHTS | {"rights", "other-rights"}):
        return ()
    concepts = {concept for sentence in part.sentences() for concept, _, _ in described(found, sentence, own=True)}
    return tuple(Iri(expand(concept)) for concept in sorted(concepts))


def _misfiled(part: Part, found: Outline) -> bool:
    """A section that lists people where data are asked for."""
    if part.key != "data" or "subjects" in part.keys or not part.passages:
        return False
    data = found.phrases.lexicon("data")
    others = any(data.covers(passage.text) for passage in part.passages[1:])
    return about_people(found, part.passages[0]) and not others
