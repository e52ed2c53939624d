"""What the notice and the register are called, and when the notice was drawn up."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from ropa.importing.document import Passage, Words
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.finder import Finder
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases

ORDER = 20

_NUMERIC = re.compile(r"(?<![\d.,/§-])(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{2,4})(?![\d/])(?!\.\d)")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")


def read(outline: Outline, draft: Draft) -> None:
    """The register's name, which its main activity has too; without one the activity is called as the notice is."""
    _register(outline, draft)
    named = draft.get("", "titles")
    heading = title(outline)
    if named:
        draft.put(MAIN, "titles", named[0])
    elif heading and len(heading.text) < 120:
        draft.put(MAIN, "titles", draft.text(heading.text), heading, "title", INFERRED)


def _register(outline: Outline, draft: Draft) -> None:
    for part in outline.about("register-name"):
        for passage in part.passages[:1]:
            name = passage.cut(0, len(passage.text))
            stop = re.search(r"(?<=[a-zåäö)])\.(?=\s|$)|[;\n]", name.text)
            words = name.words(0, stop.start() if stop else len(name.text))
            if 2 < len(words.text) < 160:
                draft.put("", "titles", draft.text(words.text.strip(" .")), words, part.key)
                return
    for words in _titles(outline):
        name_of = _register_in(words, outline)
        if name_of:
            draft.put("", "titles", draft.text(name_of.text), name_of, "title", VERBATIM)
            return
    _told(outline, draft)


def _told(outline: Outline, draft: Draft) -> None:
    """A register named where it is said who keeps it or what it is for."""
    told = outline.phrases.expression("parties.register-told")
    for part in outline.about("title", "purpose", "controller", "other"):
        for passage in _with_heading(part):
            found = told.search(passage.text)
            if found:
                words = passage.words(found.start(1), found.end(1))
                draft.put("", "titles", draft.text(words.text), words, part.key, INFERRED)
                return
    for part, sentence in [(each, s) for each in outline.about("title", "other") for s in each.sentences()]:
        found = told.search(sentence.text)
        if found:
            words = sentence.words(*found.span(1))
            draft.put("", "titles", draft.text(words.text), words, part.key, INFERRED)
            return


def _titles(outline: Outline) -> list[Words]:
    out: list[Words] = []
    for part in outline.parts[:3]:
        if part.key == "title":
            if part.heading:
                out.append(part.heading)
            out += [p.words() for p in part.passages[:4] if len(p.text) < 150 and not p.text.endswith(".")]
    return out


def title(outline: Outline) -> Words | None:
    """The first line that names the document."""
    titles = _titles(outline)
    return titles[0] if titles else None


def _register_in(words: Words, outline: Outline) -> Words | None:
    pattern = outline.phrases.any("parties.register-word")
    notice = outline.phrases.any("labels.title")
    for piece in re.finditer(r"[^–—:|/]+?(?=\s[-–—]\s|[–—:|/]|$)", words.text):
        text = piece[0].strip(" -–—:|/")
        if not pattern.search(text):
            continue
        found = notice.search(text)
        if found and found.start() > 0:
            text = text[: found.start()].strip(" -–—:|/,")
        elif found:
            text = text[found.end() :].strip(" -–—:|/,")
        if text and pattern.search(text):
            at = words.text.index(text)
            return Words(text, words.start + at, words.start + at + len(text))
    return None


def dated(outline: Outline) -> tuple[date | None, Words | None, str]:
    """The day of the notice, the words that give it, and the section; no day where no calendar has it."""
    best: tuple[date | None, Words | None, str] = (None, None, "")
    updated, of_page = (outline.phrases.any(f"date.{each}") for each in ("updated", "page"))
    for part, passage in _candidates(outline):
        heading = part.heading.text if part.heading else ""
        found = _dates(passage, outline)
        for day, words in found:
            at = passage.text.find(words.text)
            if best[1] is not None and of_page.search(passage.text[max(0, at - 40) : at]):
                continue
            renewed = updated.search(passage.text) or updated.search(heading)
            if best[1] is None or (renewed and day and best[0] and day > best[0]):
                best = day, words, part.key
        if best[1] is not None and part.key not in {"date", "title"}:
            break
    return best


def _candidates(outline: Outline) -> list[tuple[Part, Passage]]:
    near = outline.phrases.any("date.near")
    out = [(part, p) for part in outline.about("date") for p in part.passages]
    out += [(part, p) for part in outline.parts if part.key == "title" for p in _with_heading(part)]
    beside = [p for p in outline.document.asides if near.search(p.text) and _close(near, p.text)]
    tail = [(part, p) for part in reversed(outline.parts) for p in reversed(part.passages)]
    marked = [(part, p) for part in outline.parts for p in _short(part) if len(p.text) < 200 and near.search(p.text)]
    heads = [(part, p) for part in outline.parts if part.heading for p in _with_heading(part)[:1]]
    marked += [(part, head) for part, head in heads if len(head.text) < 60 and part.key == "other"]
    out += [(part, p) for part, p in marked if _close(near, p.text)]
    out += [(part, p) for part, p in tail[:3] if len(p.text) < 60 and part.key not in {"retention", "complaint"}]
    return out + [(Part(("other",)), p) for p in beside]


def _short(part: Part) -> list[Passage]:
    """The passages of a section; the sentences of one that no heading opens."""
    return part.passages if part.heading else part.sentences()


def _with_heading(part: Part) -> list[Passage]:
    heading = part.heading
    first = [Passage(heading.text, range(heading.start, heading.start + len(heading.text)))] if heading else []
    return [*first, *part.passages]


def _close(near: Finder, text: str) -> bool:
    dates = [m.start() for m in _NUMERIC.finditer(text)] or [m.start() for m in re.finditer(r"\b(?:19|20)\d\d\b", text)]
    return any(-5 <= start - m.end() < 40 for m in near.finditer(text) for start in dates)


def _dates(passage: Passage, outline: Outline) -> list[tuple[date | None, Words]]:
    """The dates of a passage in figures, else the first in words; dates of laws and of the next review are none."""
    figures = [
        (_day(found[3], found[2], found[1]), passage.match(found))
        for found in _NUMERIC.finditer(passage.text)
        if not _is_decoy(passage.text[max(0, found.start() - 30) : found.start()], outline.phrases)
    ]
    spelt = None if figures else _spelt(passage, outline)
    return [*figures, *([spelt] if spelt else [])]


def _is_decoy(before: str, words: Phrases) -> bool:
    """Whether words before a date make it one of a law or review; not where "drawn up" stands behind them."""
    found = words.any("date.decoy").search(before)
    return found is not None and not words.any("date.near").search(before, found.end())


def _spelt(passage: Passage, outline: Outline) -> tuple[date | None, Words] | None:
    for found in _ISO.finditer(passage.text):
        return _day(found[1], found[2], found[3]), passage.match(found)
    if not _YEAR.search(passage.text):
        return None
    months, spelled, turned = _months(outline.phrases)
    inverse = turned.search(passage.text)
    if inverse:
        return _day(inverse["y"], str(months[inverse["m"].lower()]), inverse["d"]), passage.match(inverse)
    for found in spelled.finditer(passage.text):
        day = found["day"] or found["day2"]
        return (_day(found["year"], str(months[found["month"].lower()]), day) if day else None), passage.match(found)
    return None


@cache
def _months(words: Phrases) -> tuple[dict[str, int], re.Pattern[str], re.Pattern[str]]:
    """The months by their names, and a day in words: `1 May 2020` or `May 1, 2020`, and `toukokuun 1. päivä 2020`."""
    months = {name.lower(): int(number) for name, number in words.words("date.months").items()}
    names = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    spelled = (
        rf"(?<!\w)(?:(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th|\.)\s+(?:[^\W\d]+\s+){{0,2}}?|\s+(?:of\s+)?))?(?P<month>{names})\w{{0,4}}\.?\s*"
        r"(?:(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)(?!\d)"
    )
    turned = rf"\b(?P<m>{names})n\s(?P<d>\d{{1,2}})\.\s[\w]+\s(?P<y>(?:19|20)\d\d)(?!\d)"
    return months, re.compile(spelled, re.IGNORECASE), re.compile(turned, re.IGNORECASE)


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)) if len(year) != 3 else None
    except ValueError:
        return None
