"""What surrounds a notice in a file somebody saved or printed: page numbers, running heads, rules, menus, contents.

Holds no words of any language: furniture is told by where it stands, how it is cut and that it comes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache
from itertools import takewhile

from ropa.importing.document import Document, Kind, Passage
from ropa.importing.labels import keys_of
from ropa.importing.phrases import languages, phrases

_PAGE = re.compile(
    r"(?:(?:sivu|sida|page|s\.|p\.)\s*)?[-–—]?\s*\d{1,3}\s*[-–—]?"
    r"(?:\s*(?:/|of|av|från|\|)\s*\d{1,3}|\s?\(\s?\d{1,3}\s?\)|\s*\|\s*(?:page|sida|sivu))?",
    re.IGNORECASE,
)
_ENDS = frozenset("-–—)auieAUIE")
"""What a page number ends in, but for digits."""
_AT_END = re.compile(rf"(?<=\S)(?:\s{{8,}}|\t+\s*)(?P<page>{_PAGE.pattern})\s*$", re.IGNORECASE)
_NUMBERED_HEAD = re.compile(
    r"(?:(?:^|\s)(?:sivu|sida|page|s\.)\s?\d{1,3}(?:\s?(?:/|av|of|\()\s?\d{1,3}\)?)?|(?:^|\s)\d{1,3}\s?[/(]\s?\d{1,3}\)?)$",
    re.IGNORECASE,
)
"""How the head or foot of a printed page ends."""
_RULE = re.compile(r"[-=_*~·.─━—–\s]{5,}")
_PARTS = re.compile(r"\s+[|•·»›→]\s*|\s*[|•·»›→]\s+|\s+[/>]\s+")
_PARTED = re.compile(r"[|•·»›→/>]|\s{3}")
_GAPS = re.compile(r"\s{3,}")
_TELLS = re.compile(r"@|\(at\)|\d{5}|\d{2,}[ -]\d{3}|\d-\d|:\s+\S", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[a-zA-Z][.)]|[-–•*])\s+")
_LEADER = re.compile(r"[\s.·…_]*\s*\d{1,3}$|[\s.·…]{3,}$")
_LEAST = 4
"""So many labels in a row, without answers, and all again further down are a table of contents."""


def is_menu(line: str) -> bool:
    """A row of short names parted by bars, dots, arrows or wide gaps, that tells no channel and no data."""
    line = line.strip()
    if len(line) > 400 or not _PARTED.search(line) or "\t" in line:
        return False
    names = [name for name in _PARTS.split(line) if name.strip()]
    if len(names) < 3:
        names = [name for name in _GAPS.split(line) if name.strip()]
    if len(names) < 3 or any(_TELLS.search(name) for name in names):
        return False
    short = sum(len(name.split()) <= 4 and len(name) <= 40 and name.rstrip()[-1] not in ".;,:" for name in names)
    return short >= 0.75 * len(names) and 2 * sum(map(_is_datum, names)) < len(names)


@cache
def _is_datum(name: str) -> bool:
    return any(phrases(each).lexicon("data").find(name) for each in languages())


def furniture(lines: Sequence[str]) -> tuple[frozenset[int], dict[int, int]]:
    """The numbers of lines that are furniture, and where lines with a page number behind them really end."""
    filled = [number for number, line in enumerate(lines) if line.strip()]
    bare = {number: lines[number].rstrip() for number in filled}
    numbered = [number for number in filled if bare[number][-1] in _ENDS or bare[number][-1].isdigit()]
    ends = {number: found.start() for number in numbered if (found := _AT_END.search(bare[number]))}
    ends = {number: end for number, end in ends.items() if not _is_lone(lines[number][end:])}
    out = {number for number in filled if _is_page(lines, number)}
    out |= _numbered_heads(lines, numbered)
    again = Counter(_alike(lines[number]) for number in ends)
    out |= {number for number in ends if again[_alike(lines[number])] > 1} - set(filled[:4])
    menus = {number for number in filled if is_menu(lines[number])}
    out |= {number for number in menus if not _in_table(lines, number)}
    out |= {n for i, n in enumerate(filled) if _is_rule(lines, n, filled[i - 1] if i else None)}
    grown = True
    while grown:
        heads = _running(lines, filled, out | ends.keys())
        grown = bool(heads - out)
        out |= heads
    return frozenset(out), ends


def _numbered_heads(lines: Sequence[str], filled: Sequence[int]) -> set[int]:
    """Lines between empty ones that end in a page number and come again, the number aside."""
    alone = [
        number
        for number in filled
        if len(lines[number]) < 120
        and _NUMBERED_HEAD.search(lines[number].strip())
        and not any(lines[n].strip() for n in (number - 1, number + 1) if 0 <= n < len(lines))
    ]
    often = Counter(_alike(lines[number]) for number in alone)
    found = {number for number in alone if often[_alike(lines[number])] > 1 or _is_later_head(lines[number])}
    paged = [n for n in filled if len(lines[n]) < 120 and _NUMBERED_HEAD.search(lines[n].strip())]
    often = Counter(_alike(lines[number]) for number in paged)
    return found | {number for number in paged if often[_alike(lines[number])] >= _PAGES}


def _is_later_head(line: str) -> bool:
    """A few words and a page number out of how many, from the second page on: the head of one page alone."""
    page = _LATER.search(line.rstrip())
    return page is not None and 0 < len(line[: page.start()].split()) <= _FEW


_FEW, _PAGES = 6, 3
_LATER = re.compile(
    r"(?:\s{3,}|\t\s*)(?:sivu|sida|page)\s?(?!0|1\b)\d{1,3}\s?(?:/|av|of|\()\s?\d{1,3}\)?$", re.IGNORECASE
)


def _running(lines: Sequence[str], filled: Sequence[int], known: Set[int]) -> set[int]:
    """Lines that stand beside furniture time and again; the first of the document is its title."""
    beside = [
        number
        for index, number in enumerate(filled)
        if number not in known
        and known & {*filled[max(0, index - 1) : index], *filled[index + 1 : index + 2]}
        and len(lines[number].strip()) <= 120
        and _parted(lines, number)
    ]
    often = Counter(_alike(lines[number]) for number in {*beside, *filled[:4]})
    return {number for number in beside if often[_alike(lines[number])] >= 2} - set(filled[:4])


def _parted(lines: Sequence[str], number: int) -> bool:
    """A running head has an empty line on one of its sides; a label's answer follows it at once."""
    around = [lines[n].strip() for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return not all(around) or any(_RULE.fullmatch(each) or _PAGE.fullmatch(each) for each in around if each)


_FIGURES = re.compile(r"\d+")


def _alike(line: str) -> str:
    return _FIGURES.sub("#", " ".join(line.split()).lower())


def _is_lone(number: str) -> bool:
    """A number without anything that says it counts pages."""
    return number.strip().isdigit()


def _is_page(lines: Sequence[str], number: int) -> bool:
    """A page number on a line of its own; a bare number only far to the right or beside a page break."""
    line = lines[number]
    bare = line.strip()
    if not _PAGE.fullmatch(bare):
        return False
    return not bare.isdigit() or len(line) - len(line.lstrip(" ")) >= 20 or "\f" in line


def _is_rule(lines: Sequence[str], number: int, before: int | None) -> bool:
    """A drawn line; underscores below a label are room for an answer."""
    bare = lines[number].strip()
    if not _RULE.fullmatch(bare) or sum(letter.isspace() for letter in bare) > len(bare) // 2:
        return False
    if "_" not in bare:
        return len(bare) >= 10
    above = lines[before].strip() if before is not None else ""
    return len(bare) >= 40 and not above.endswith(":") and (before != number - 1 or is_menu(above))


def _in_table(lines: Sequence[str], number: int) -> bool:
    """Whether the next or the last row is cut at the same places, or has as many bars."""
    near = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    bars = lines[number].count("|")
    if bars:
        return any(line.count("|") == bars for line in near)
    cuts = {gap.end() for gap in _GAPS.finditer(lines[number].rstrip())}
    return any(len(cuts & {gap.end() for gap in _GAPS.finditer(line.rstrip())}) >= 2 for line in near)


def without(document: Document) -> Document:
    """The document without its table of contents and menus; these are kept beside it."""
    passages = document.passages
    gone = _contents(passages)
    gone |= {n for n, p in enumerate(passages) if p.kind in {Kind.TEXT, Kind.ITEM} and is_menu(p.text)}
    if not gone:
        return document
    return replace(
        document,
        passages=tuple(p for n, p in enumerate(passages) if n not in gone),
        asides=(*document.asides, *(passages[n] for n in sorted(gone))),
    )


def _contents(passages: Sequence[Passage]) -> set[int]:
    """The places of a run of labels that all come again further down, in the same order, and its own heading."""
    names = [_entry(passage.text) for passage in passages]
    last = {name: number for number, name in enumerate(names)}
    first = 0
    while first < len(names):
        end = first
        while end < len(names) and _recurs(names, last, end, first):
            end += 1
        if end - first >= _LEAST:
            heading = first > 1 and passages[first - 1].kind is not Kind.ITEM and _is_title(passages[first - 1])
            return set(range(first - heading, end))
        first = end + 1
    return _below_contents(passages)


_MOST = 40


def _below_contents(passages: Sequence[Passage]) -> set[int]:
    """The short lines below a heading of contents, though the headings further down have other words."""
    for number, passage in enumerate(passages):
        if _is_contents(passage.text.strip(" :")):
            below = list(takewhile(lambda each: _is_name(each.text), passages[number + 1 : number + 2 + _MOST]))
            rest = passages[number + 1 + len(below) :]
            if below and not _is_asked(below[-1], rest):
                below.pop()  # the first heading of what follows
            if len(below) >= _LEAST - 1 and number + len(below) + 1 < len(passages):
                return set(range(number, number + 1 + len(below)))
    return set()


@lru_cache(maxsize=4096)
def _is_contents(line: str) -> bool:
    return len(line.split()) <= _LEAST and any(phrases(each).any("contents").fullmatch(line) for each in languages())


def _is_asked(entry: Passage, rest: Sequence[Passage]) -> bool:
    """Whether a heading further down asks what an entry of the contents names."""
    asked = set(keys_of(_entry(entry.text)))
    return any(_is_name(each.text) and asked & set(keys_of(_entry(each.text))) for each in rest)


def _is_name(line: str) -> bool:
    return len(line.split()) <= 8 and line[-1:] not in ".;,:!" and not _TELLS.search(line)


def _recurs(names: Sequence[str], last: dict[str, int], number: int, first: int) -> bool:
    name = names[number]
    if not 2 < len(name) <= 120 or last[name] == number:
        return False
    return number == first or last[name] > last[names[number - 1]] > number


def _entry(text: str) -> str:
    """A line of a table of contents without its number, dots and page."""
    number = _NUMBERED.match(text)
    bare = text[number.end() :] if number else text
    last = bare[-1:]
    led = last.isdigit() or last.isspace() or last in ".·…"
    return (_LEADER.sub("", bare) if led else bare).strip(" .:").casefold()


def _is_title(passage: Passage) -> bool:
    return len(passage.text.split()) <= 3 and passage.text[-1:] not in ".;,"
