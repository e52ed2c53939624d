"""The people whose data are told of: from their own section, from lists where data are asked for, from running text."""

from __future__ import annotations

import re

from ropa.errors import said
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import INFERRED, MAIN, UNPLACED, VERBATIM, Draft
from ropa.importing.facts.answering import tells_source
from ropa.importing.facts.owning import owners
from ropa.importing.lists import members, split, trimmed
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 41

WHOSE = {"ropa:GuardianData", "ropa:NextOfKin", "pd:Family"}
"""Data that only say whose they are."""


def read(outline: Outline, draft: Draft) -> None:
    """From the section on data subjects, else a data section that lists people, else running text."""
    for part in outline.about("subjects"):
        for passage in _asked(outline, part):
            head = re.match(r"[^:;,.]{3,60}(?=:\s)", passage.text) if {"data", "content"} & set(part.keys) else None
            for piece in [passage.cut(*head.span())] if head else _people(outline, passage):
                _subject(outline, draft, part, piece)
    for reader in (_listed_for_data, _introduced):
        if draft.get(MAIN, "subjects"):
            return
        reader(outline, draft)
    for keys in (("interest",), ("purpose",), ("register-name", "content", "data"), ("title", "other"), ("sources",)):
        if draft.get(MAIN, "subjects"):
            return
        running = [(each, s) for each in outline.about(*keys) for s in _with_heading(each)]
        for part, sentence in sorted(running, key=lambda told: not _processed(outline, told[1])):
            _run(outline, draft, part, sentence)


def _asked(outline: Outline, part: Part) -> list[Passage]:
    """What a section says of people: where it is asked for data too, the passages that list people."""
    both = {"data", "content"} & set(part.keys)
    listed = [passage for passage in part.passages if about_people(outline, passage)] if both else []
    told = listed or part.passages
    whence = [passage for passage in told if any(tells_source(outline, each) for each in sentences(passage))]
    return [s for p in told for s in (sentences(p) if p in whence else [p]) if not tells_source(outline, s)]


def _people(outline: Outline, passage: Passage) -> list[Passage]:
    """The members of a list of people, each whole with its attributes, without what announces the list."""
    words = outline.phrases
    out: list[Passage] = []
    for sentence in [passage] if passage.kind is Kind.ITEM else sentences(passage):
        if words.any("lists.deny").search(sentence.text[:30]):
            continue
        rest = without_lead(outline, sentence)
        led = len(rest.text) < len(sentence.text)
        found = split(rest, words) if led else (piece for piece, _ in members(rest, words, whose=False))
        out += _joined(rest, list(found), words)
    return out


def without_lead(outline: Outline, sentence: Passage) -> Passage:
    """A sentence without what announces that people follow, and without the data that they are told to be of."""
    words = outline.phrases
    lead = words.expression("subjects-lead", re.IGNORECASE).match(sentence.text)
    rest = sentence.cut(lead.end(), len(sentence.text)) if lead else sentence
    tail = words.expression("subjects-tail").search(rest.text)
    return trimmed(rest.cut(0, tail.start())) if tail else rest


_BARE = re.compile(r"henkilöt|henkilöitä|henkilöistä|kaikki|ne|lapset|asiakkaat|yritykset", re.IGNORECASE)
"""Finnish: people whom only the clause behind the comma tells apart."""


def _joined(whole: Passage, pieces: list[Passage], words: Phrases) -> list[Passage]:
    """The pieces, those put together again that are no list of people: "deltagare i skola och läger"."""
    spans: list[tuple[int, int]] = []
    place = 0
    for piece in pieces:
        start = whole.text.find(piece.text, place)
        if start < 0:
            continue
        place = start + len(piece.text)
        clause = re.match(r",\sjo\w+\s[^,.;]*", whole.text[place:]) if _BARE.fullmatch(piece.text) else None
        place += clause.end() if clause else 0
        if spans and _goes_on(whole.text[slice(*spans[-1])], whole.text[spans[-1][1] : start], piece.text, words):
            spans[-1] = spans[-1][0], place
        else:
            spans.append((start, place))
    return [whole.cut(start, end) for start, end in spans]


def _goes_on(before: str, between: str, piece: str, words: Phrases) -> bool:
    """Whether a piece belongs to the one before: a second place or deed of the same people."""
    people = words.lexicon("subjects")
    if words.any("subjects-participle").search(before) and not people.find(before) and "," not in between:
        return True
    lead = words.any("subjects-before").match(piece)
    if people.find(piece) or words.any("subjects-anyone").match(piece, lead.end() + 1 if lead else 0):
        return False
    attached = words.any("lists.preposition").search(before) and "," not in between and len(piece.split()) == 1
    return bool(attached) or bool(words.any("lists.relative").search(before))


def _listed_for_data(outline: Outline, draft: Draft) -> None:
    """People listed where data are asked for, in a passage of their own or in one sentence of it."""
    for part, passage in [(each, p) for each in outline.about("data", "content") for p in each.passages]:
        whole = "data" in part.keys and about_people(outline, passage)
        for told in [passage] if whole else [s for s in sentences(passage) if lists_people(outline, s)]:
            for piece in (
                () if outline.phrases.expression("subjects-intro").match(told.text) else _people(outline, told)
            ):
                _person(outline, draft, part, piece)


def _introduced(outline: Outline, draft: Draft) -> None:
    """ "Of members and their guardians we keep:" names the people before the data."""
    intros = [outline.phrases.expression(each) for each in ("subjects-intro", "subjects-told", "subjects-about")]
    _headed(outline, draft)
    for part, sentence in [(each, s) for each in outline.about("data", "content") for s in each.sentences()]:
        found = next((m for each in intros if (m := each.search(sentence.text))), None)
        people = list(split(sentence.cut(*found.span(1)), outline.phrases)) if found else []
        known = any(outline.phrases.lexicon("subjects").find(piece.text) for piece in people)
        for piece in people if known else owners(outline, sentence):
            _person(outline, draft, part, piece)


def _headed(outline: Outline, draft: Draft) -> None:
    """ "What we collect about users and leads" names the people in the heading over their data."""
    for part in outline.about("data", "content"):
        heading = _with_heading(part)[0] if part.heading else None
        found = outline.phrases.expression("subjects-heading").search(heading.text) if heading else None
        people = list(split(heading.cut(*found.span(1)), outline.phrases)) if heading and found else []
        if any(outline.phrases.lexicon("subjects").find(piece.text) for piece in people):
            for piece in people:
                _person(outline, draft, part, piece)


def _person(outline: Outline, draft: Draft, part: Part, piece: Passage) -> None:
    if _is_organisation(outline, draft, piece):
        return
    if outline.phrases.lexicon("subjects").find(piece.text):
        _subject(outline, draft, part, piece)
    elif _ABBREVIATED.fullmatch(piece.text):
        draft.remarks.append(said("group of people not placed: {text}", text=piece.text))
    elif not outline.phrases.lexicon("data").find(piece.text) and len(piece.text.split()) <= 4:
        unknown = draft.concept(piece.text, "dpv:HumanSubject")
        draft.put(MAIN, "subjects", unknown, piece.words(), part.key, UNPLACED)


def _is_organisation(outline: Outline, draft: Draft, piece: Passage) -> bool:
    """Companies and the like are no people: whom of them the data are about, a person has to say."""
    found = outline.phrases.any("subjects-never").fullmatch(piece.text)
    if found:
        draft.remarks.append(said("organisations, not people: {text}", text=piece.text))
    return bool(found)


_ABBREVIATED = re.compile(r"\w{1,3}\.?|[A-ZÅÄÖ]{2,}")
"""Letters that nobody knows for people: a person has to say what they stand for."""


def _with_heading(part: Part) -> list[Passage]:
    """The sentences of a section; the title or the heading over the data may name whom a register is about."""
    if part.key not in {"title", "data", "content"} or part.heading is None:
        return part.sentences()
    words = part.heading
    return [Passage(words.text, range(words.start, words.start + len(words.text))), *part.sentences()]


def about_people(outline: Outline, passage: Passage) -> bool:
    """A list of people where data are asked for: its first member ends in a kind of person and names no data."""
    intro = outline.phrases.raw("subjects-told")
    if intro and re.match(intro, passage.text):
        return False
    head = re.match(r"[^:;,.]{3,60}:\s", passage.text)
    if head and outline.phrases.lexicon("data").find(passage.text[head.end() :]):
        return False
    if ":" not in passage.text and _mostly_people(outline, passage):
        return True
    first = re.split(r"[:;,]", passage.text)[0].strip(" .")
    people = outline.phrases.lexicon("subjects").find(first)
    data = outline.phrases.lexicon("data").find(first)
    told = outline.phrases.any("lists.collect").search(first) or is_sentence(first, outline.phrases)
    listed = bool(people) and not told and people[-1].end == len(first) and len(first.split()) <= 5
    apart = [hit for hit in data if hit.concept not in WHOSE and hit.concept != "ropa:RepresentedOrganisation"]
    return listed and not apart


def lists_people(outline: Outline, sentence: Passage) -> bool:
    """A sentence in which the register is said to hold people: "In the register are pupils and their guardians"."""
    if sentence.kind is not Kind.TEXT:
        return False
    bare = without_lead(outline, sentence)
    colon = bare.text.find(": ")
    if colon > 0 and outline.phrases.lexicon("data").find(bare.text[colon:]):
        return False
    return len(bare.text) < len(sentence.text) and about_people(outline, bare)


def _mostly_people(outline: Outline, passage: Passage) -> bool:
    """A list most of whose members have a kind of person for their noun, and none of them data."""
    words = outline.phrases
    if words.any("lists.collect").search(passage.text):
        return False
    members = [piece.text for piece in split(passage, words)]
    anyone = words.any("subjects-anyone")
    others = [m for m in members if not (_noun(outline, m, "subjects") or anyone.match(m))]
    return 2 * len(others) < len(members) >= 2 and not any(_noun(outline, each, "data") for each in others)


def _noun(outline: Outline, member: str, kind: str) -> bool:
    """Whether the noun of a member is of this kind: the last word in Finnish, in others what no preposition governs."""
    words = outline.phrases
    head = words.expression("lists.governed", re.IGNORECASE).sub("", member)
    hits = words.lexicon(kind).find(head)
    return bool(hits) and hits[-1].end == len(head) and (kind == "subjects" or hits[-1].concept not in WHOSE)


def _subject(outline: Outline, draft: Draft, part: Part, piece: Passage) -> None:
    lead = outline.phrases.any("subjects-before").match(piece.text)
    piece = trimmed(piece.cut(lead.end(), len(piece.text))) if lead else piece
    if _is_organisation(outline, draft, piece):
        return
    hits = outline.phrases.lexicon("subjects").find(piece.text)
    anyone = part.key == "subjects" and outline.phrases.any("subjects-anyone").match(piece.text)
    if hits:
        span = piece.words() if len(piece.text.split()) <= 8 or anyone else piece.words(hits[0].start, hits[0].end)
        concept = max(hits, key=lambda hit: hit.end - hit.start).concept
        draft.put(MAIN, "subjects", Iri(expand(concept)), span, part.key)
    elif part.key == "subjects" and _names_people(outline, piece):
        concept_iri = draft.concept(piece.text, "dpv:HumanSubject")
        draft.put(MAIN, "subjects", concept_iri, piece.words(), part.key, UNPLACED)


def _names_people(outline: Outline, piece: Passage) -> bool:
    """In a section on whom a register is about, a short phrase without a verb names them."""
    if outline.phrases.any("subjects-anyone").match(piece.text):
        return len(piece.text.split()) <= 14
    if _is_data(outline, piece):
        return False
    if piece.kind is Kind.ITEM:
        return len(piece.text) < 90
    short = len(piece.text.split()) <= 5 and piece.text[:1].isalpha() and not piece.text.endswith(":")
    return short and not is_sentence(piece.text, outline.phrases)


def _is_data(outline: Outline, piece: Passage) -> bool:
    """Known data; where both are asked for together they are no people of an unknown kind."""
    hits = outline.phrases.lexicon("data").find(piece.text)
    return any(hit.concept not in WHOSE for hit in hits)


def _run(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    """People named in running text, said outright where their data are said to be processed; "customers, members and
    employees" in one breath stays one phrase."""
    found = outline.phrases.lexicon("subjects").find(sentence.text)
    thing = outline.phrases.any("subjects-things")
    hits = [
        hit
        for hit in found
        if sentence.text[hit.end : hit.end + 1] != "-" and not thing.fullmatch(sentence.text[hit.start : hit.end])
    ]
    joiner = re.compile(rf"^\s*(?:,|,?\s*(?:{outline.phrases.joiners})\s)\s*$", re.I)
    groups: list[list[int]] = []
    for index, hit in enumerate(hits):
        if groups and joiner.match(sentence.text[hits[groups[-1][-1]].end : hit.start]):
            groups[-1].append(index)
        else:
            groups.append([index])
    start_said, end_said = _processed(outline, sentence) or (0, 0)
    for group in groups:
        concepts = [Iri(expand(hits[index].concept)) for index in group]
        loose = outline.phrases.raw("loose-subjects") or []
        if all(hits[index].concept in loose for index in group):
            continue
        if all(concept in draft.get(MAIN, "subjects") for concept in concepts):
            continue
        start, end = hits[group[0]].start, hits[group[-1]].end
        if len(group) > 1:
            before = re.search(r"(?:[\w-]+n|own|our|vår\w*)\s$", sentence.text[:start])
            start = before.start() if before else start
        sureness = VERBATIM if start_said <= start and end <= end_said else INFERRED
        for concept in concepts:
            draft.put(MAIN, "subjects", concept, sentence.words(start, end), part.key, sureness)


def _processed(outline: Outline, sentence: Passage) -> tuple[int, int] | None:
    """Where a sentence says outright whose data are processed."""
    found = outline.phrases.expression("subjects-processed", re.IGNORECASE).match(sentence.text)
    return found.span(found.lastindex or 0) if found else None


def is_sentence(text: str, words: Phrases) -> bool:
    """Whether a phrase has a verb of its own."""
    return bool(words.any("lists.verb").search(text))
