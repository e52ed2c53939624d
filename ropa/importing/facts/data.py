"""Categories of personal data, each phrase to a concept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from ropa.errors import said
from ropa.importing import channels
from ropa.importing.document import Kind, Passage, Words, sentences
from ropa.importing.draft import MAIN, UNPLACED, VERBATIM, Draft
from ropa.importing.exchange_terms import category
from ropa.importing.facts.explaining import answers_else, is_behind
from ropa.importing.facts.phrased import GROUND, parts
from ropa.importing.facts.subjects import WHOSE, about_people, is_sentence
from ropa.importing.lists import halves, members, together
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Hit, Phrases
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 40


def read(outline: Outline, draft: Draft) -> None:
    """Data from the sections on them, else from sentences anywhere that say what is collected."""
    sections = [part for part in outline.about("data", "content") if part.passages]
    sections = sections or [part for part in outline.about("other", "subjects") if _lists_data(outline, part)]
    for part in sections:
        key = part.key if part.key in {"data", "content"} else "content"
        categories(outline, draft, MAIN, key, _passages(outline, part))
    for part in outline.about("purpose", "title", "other"):
        for sentence in part.sentences():
            if aside := outline.phrases.expression("lists.data-aside", re.IGNORECASE).search(sentence.text):
                categories(outline, draft, MAIN, part.key, [sentence.cut(*aside.span(1))])
    if not draft.get(MAIN, "data"):
        around = outline.about("title", "purpose", "other", "sources", "register-name", "subjects")
        announced = [(part, s) for part in around for s in part.sentences() if _announces(outline, s)]
        for part, sentence in announced or [(p, s) for p in around for s in p.sentences() if _collects(outline, s)]:
            categories(outline, draft, MAIN, part.key, [sentence])


def _passages(outline: Outline, part: Part) -> list[Passage]:
    """The passages of a section that may list data; the sentences on people and on sources left out."""
    out: list[Passage] = []
    items = [passage for passage in part.passages if passage.kind is Kind.ITEM]
    for number, passage in enumerate(part.passages):
        if "subjects" in part.keys and about_people(outline, passage):
            continue
        if _is_head(part.passages[max(0, number - 1) : number + 2], passage, outline.phrases):
            continue
        told = list(sentences(passage)) if passage.kind is Kind.TEXT else [passage]
        kept = [each for each in told if not answers_else(outline, each, items if is_behind(passage, items) else [])]
        beside = bool(out) and out[-1].kind is Kind.LABEL and len(told) == 1 and passage.text[-1] != "."
        out += [passage._replace(kind=Kind.ITEM)] if beside else [passage] if len(kept) == len(told) else kept
    return out


def _is_head(around: Sequence[Passage], passage: Passage, words: Phrases) -> bool:
    """Whether a cell stands in the head of a table on whose data are what: "Group", "Data"."""
    row = [(one, other) for one, other in pairwise(around) if one.kind is Kind.LABEL and passage in (one, other)]
    return any(
        words.any("lists.groups").fullmatch(one.text) and words.any("columns.data").fullmatch(other.text)
        for one, other in row
    )


def _lists_data(outline: Outline, part: Part) -> bool:
    """A section whose heading does not ask for data, whose short items mostly are data."""
    data = outline.phrases.lexicon("data")
    items = [p for p in part.passages if p.kind is Kind.ITEM and len(p.text) < 80]
    named = [data.find(item.text) for item in items]
    whole = [
        hits
        for item, hits in zip(items, named, strict=True)
        if hits and {0, len(item.text)} & {hits[0].start, hits[-1].end}
    ]
    return len(items) >= 3 and 2 * len(whole) >= len(items)


def _announces(outline: Outline, sentence: Passage) -> bool:
    """ "The data comprise: names; addresses; ...": a sentence that says that the data follow."""
    listed = outline.phrases.any("lists.announce").search(sentence.text)
    return listed is not None and len(outline.phrases.lexicon("data").find(sentence.text[listed.end() :])) >= 3


def _collects(outline: Outline, sentence: Passage) -> bool:
    """A sentence that says what is collected, of nobody in particular and by nobody's leave."""
    words = outline.phrases
    said = words.any("cookies.collect").search(sentence.text)
    named = channels.organisations(sentence) or channels.MAIL.search(sentence.text)
    data = any(hit.concept != "ropa:RepresentedOrganisation" for hit in words.lexicon("data").find(sentence.text))
    return bool(said) and data and not named and not words.lexicon("rights.words").find(sentence.text)


def categories(
    outline: Outline, draft: Draft, activity: str, key: str, passages: list[Passage], *, sure_only: bool = False
) -> int:
    """Puts the data that the passages list into an activity; the number of phrases that found a concept."""
    words, found = outline.phrases, 0
    about = words.raw("subjects-told") or None
    for index, passage in enumerate(passages):
        following = passages[index + 1 :]
        if passage.kind is Kind.LABEL and _explained(following, words):
            continue
        if passage.kind is Kind.HEADING and not words.lexicon("data").find(passage.text):
            continue
        if words.any("lists.deny").match(passage.text) or (key == "data" and about_people(outline, passage)):
            continue
        if about is not None and re.match(about, passage.text):
            continue
        if passage.text.endswith(":") and following and following[0].kind is not Kind.LABEL:
            passage = _but_last(passage)
        cell = bool(index) and passages[index - 1].kind is Kind.LABEL
        whole = None if cell else together(passage, words)
        for piece, sure in members(passage, words):
            for phrase in parts(piece, words):
                owner = _owner(passage, phrase, words)
                named = _Named(phrase, owner, whole.words() if whole else None)
                told = _category(draft, (activity, key), named, words, sure and not sure_only)
                for half in halves(phrase, words) if told and not owner else ():
                    concept = words.lexicon("data").find(half.text)[0].concept
                    draft.put(activity, "data", Iri(expand(concept)), phrase.words(), key, VERBATIM)
                found += told
    return found


def _but_last(passage: Passage) -> Passage:
    """The sentences before the one that announces a list."""
    last = list(sentences(passage))[-1]
    return passage.cut(0, len(passage.text) - len(last.text))


def _explained(following: Sequence[Passage], words: Phrases) -> bool:
    """Whether the next cells name the data, so that the first cell of the row only groups them."""
    data, generic = words.lexicon("data"), words.any("lists.generic")
    cells = takewhile(lambda each: each.kind is not Kind.LABEL, following)
    return any(data.find(cell.text) or generic.fullmatch(cell.text) for cell in cells)


def _owner(passage: Passage, piece: Passage, words: Phrases) -> str:
    """Of "the boat's number, length and insurer" whose the length is, where it is a thing's."""
    found = words.expression("lists.of-thing", re.IGNORECASE).match(passage.text)
    later = found is not None and piece.at[0] > passage.at[found.end() - 1] and len(piece.text.split()) == 1
    return found[0] if found and later and not piece.text.startswith(found[0]) else ""


class _Named(NamedTuple):
    """A member of a list of data."""

    phrase: Passage
    owner: str
    """The thing it is the length or weight of."""
    whole: Words | None
    """The words of the list where it is told as one thing."""


def _category(draft: Draft, place: tuple[str, str], named: _Named, words: Phrases, sure: bool) -> int:
    phrase, owner, _ = named
    activity, text = place[0], phrase.text
    own = words.any("data-own").search(text)
    hits = tuple(hit for hit in words.lexicon("data").find(text) if not own or _apart(hit, own))
    hits = tuple(hit for hit in hits if not (owner and _is_things(hit.concept)))
    sure = sure or bool(own)
    ground = None if text.count(",") else GROUND.search(text)
    if ground:
        hits = tuple(hit for hit in hits if hit.end <= ground.start() and category(expand(hit.concept))[1])
        sure = False
    if not hits:
        if sure:
            _unplaced(draft, place, named, words)
        return 0
    if words.any("lists.deny").search(text) and not sure:
        return 0
    hits = tuple(_heads(text, _of_data(hits), words))
    special = [hit for hit in hits if category(expand(hit.concept))[1] or hit.concept in _FOREMOST]
    best = _best(special or hits) if special or words.raw("lists.head") != "first" else hits[0].concept
    if _explains(phrase) and Iri(expand(best)) in draft.get(activity, "data"):
        return 1
    span = named.whole or phrase.words()
    words_in = 0 if named.whole else len(text.split())
    if words_in > 14 or (not sure and words_in > 6) or (is_sentence(text, words) and not (sure and words_in <= 8)):
        hit = next(h for h in hits if h.concept == best)
        span = phrase.words(*_widened(text, hit.start, hit.end, words))
    _put(draft, place, (best, next(h.start for h in hits if h.concept == best)), phrase, span, words)
    return 1


_FOREMOST = {"pd:CriminalConviction"}
"""What counts of a phrase whatever else it names, as special categories do."""


def _put(
    draft: Draft, place: tuple[str, str], found: tuple[str, int], phrase: Passage, span: Words, words: Phrases
) -> None:
    """The data found; whose contact details they are besides, or whose name where running text told one already."""
    (activity, key), (concept, start) = place, found
    others = [hit for hit in words.lexicon("data").find(phrase.text) if hit.concept in WHOSE]
    running = span.text != phrase.text and concept == "pd:Name"
    if others and running and Iri(expand(concept)) in draft.get(activity, "data"):
        span = phrase.words(min(start, others[0].start), max(hit.end for hit in others))
    else:
        draft.put(activity, "data", Iri(expand(concept)), span, key, VERBATIM)
        others = others if concept == "pd:Contact" else []
    for hit in others:
        draft.put(activity, "data", Iri(expand(hit.concept)), span, key, VERBATIM)


def _unplaced(draft: Draft, place: tuple[str, str], named: _Named, words: Phrases) -> None:
    """A short phrase that no vocabulary term fits, as a concept of this register."""
    (activity, key), text = place, named.phrase.text
    if 2 < len(text) < 90 and not words.any("lists.generic").fullmatch(text) and not is_sentence(text, words):
        concept = draft.concept(f"{named.owner}{text}", "dpv:PersonalData")
        draft.put(activity, "data", concept, named.whole or named.phrase.words(), key, UNPLACED)
        draft.remarks.append(said("data category not placed: {text}", text=text))


_BODY = {"pd:Height", "pd:Weight", "pd:Age", "pd:BirthDate"}
"""What a boat or a dog has of its own, and is no person's."""


def _is_things(concept: str) -> bool:
    return concept in _BODY or category(expand(concept))[1]


def _apart(hit: Hit, own: re.Match[str]) -> bool:
    """Whether words for a concept stand outside those that no concept names: a swimming certificate is no degree."""
    return hit.end <= own.start() or own.end() <= hit.start


def _explains(phrase: Passage) -> bool:
    """A sentence behind a list that says more of what was listed."""
    return phrase.kind is Kind.TEXT and phrase.text[:1].isupper() and len(phrase.text.split()) > 3


def _of_data(hits: Sequence[Hit]) -> Sequence[Hit]:
    """A guardian's telephone number is a telephone number."""
    return [hit for hit in hits if hit.concept not in WHOSE] or hits


_GENERAL = {"pd:Identifier", "pd:Historical"}


def _heads(text: str, hits: Sequence[Hit], words: Phrases) -> Sequence[Hit]:
    """What stands in the genitive before other data, or for the sake of which they are kept, is not what is kept.

    A special category always counts; "number" and "history" say less than of what.
    """
    genitive, sake = words.any("lists.genitive"), words.any("lists.sake")
    kept: list[Hit] = []
    for hit in hits:
        if kept and genitive.fullmatch(text[kept[-1].end - 1 : hit.start]):
            if hit.concept in _GENERAL:
                continue
            if not category(expand(kept[-1].concept))[1]:
                kept.pop()
        kept.append(hit)
    return [hit for hit in kept if not sake.match(text[hit.end :].lstrip())] or kept


def _best(hits: Sequence[Hit]) -> str:
    return max(hits, key=lambda hit: (hit.end - hit.start, hit.start)).concept


def _widened(text: str, start: int, end: int, words: Phrases) -> tuple[int, int]:
    attribute = words.raw("lists.attribute")
    before = re.search(attribute, text[:start], re.IGNORECASE) if attribute else None
    return (before.start() if before else start), end
