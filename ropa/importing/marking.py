"""Which passages open a section: by label, heading, first cell of a row, or words before a colon."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ropa.importing.alone import COUNTED, ITEM, is_answered, is_shouted, is_unknown, often_alone
from ropa.importing.document import BELOW, Kind, Passage
from ropa.importing.labels import Labels
from ropa.importing.leading import Leads, leads

TURNED = 8
"""Level of a label that is the head of a table's column: it says nothing on how the rest is labelled."""

_KNOWN = 0.75
"""So much of a row's first cell is explained where it asks something below a heading that nobody knows."""
MORE, _SKIPPED = ("+",), ("",)


@dataclass
class _Open:
    """The section that is open: what it asks, its label, whether a heading opened it, and of what rank."""

    keys: tuple[str, ...] = ("title",)
    label: str = ""
    level: int = 0
    under_heading: bool = False


def marked(passages: Sequence[Passage], labels: Labels) -> Iterator[tuple[Passage, tuple[str, ...] | None]]:
    """Each passage with the keys it opens a section for; None for content, ("+",) for the rest of a label."""
    firm, heads = _usual(passages, labels)
    inline = Leads(passages, labels)
    current = _Open()
    apart = often_alone(passages, labels)
    shouted = sum(is_shouted(p) and labels.read(p.text)[1] >= 0.75 for p in passages) >= 3
    often = Counter(passage.text for passage in passages if passage.kind is Kind.HEADING)
    rank = _rank(passages) or _rank_of_bold(passages, labels)
    counted = _in_turn(passages, labels)
    opening = False
    for index, passage in enumerate(passages):
        before = passages[index - 1] if index else None
        if passage.asks == BELOW:
            current, firm = _Open(("other",)), False
        if passage.kind is Kind.LABEL:
            opened = _row(passage, before, labels, current, firm=firm, heads=heads)
            if opened != _SKIPPED:
                yield passage, opened
            if opened not in {None, MORE, _SKIPPED}:
                current = _Open(opened or current.keys, passage.text, current.level)
        elif passage.kind is Kind.HEADING and not (firm and passage.level > 6):
            yield passage, _heading(passage, labels, current, rank, again=often[passage.text] > 1)
        elif not firm and not heads and passage.level != TURNED:
            following = passages[index + 1 : index + 4]
            heading = apart and (
                is_unknown(passage, before, following, current.keys)
                or (not opening and is_answered(passage, passages[index + 1 : index + 12], labels, current.keys))
            )
            heading = heading or index in counted or (shouted and bool(before and following) and is_shouted(passage))
            for piece, opened in _plain(passage, before, following[:1], labels, current.keys, inline):
                opened = ("other",) if heading and opened is None and piece is passage else opened
                current.keys = opened or current.keys
                opening = opened is not None
                yield piece, opened
        else:
            yield passage, None


def _heading(passage: Passage, labels: Labels, current: _Open, rank: int, *, again: bool) -> tuple[str, ...] | None:
    """The keys that a heading opens a section for, which is open from now on."""
    keys, covered = ((), 0.0) if again and 0 < current.level < passage.level <= 6 else labels.read(passage.text)
    if keys and covered >= 0.3 and len(passage.text) < 200:
        current.keys, current.level, current.under_heading = keys, passage.level, True
        return keys
    if (passage.level <= 6 or passage.level == rank) and _opens_other(passage.level, current, rank):
        current.level = max(current.level, passage.level) if current.keys == ("title",) else current.level
        current.keys = ("other",)
        return current.keys
    if current.keys == ("title",) and passage.level < rank:
        current.level = passage.level
    return None


def _rank(passages: Sequence[Passage]) -> int:
    """The level of a document's sections: the highest that three headings have; 0 where none."""
    levels = Counter(passage.level for passage in passages if passage.kind is Kind.HEADING)
    return min((level for level, count in levels.items() if count >= 3 and level <= 6), default=0)


_BOLD = 7
"""Level of a paragraph in bold, which no layout calls a heading."""
_OF_NAMES = {"controller", "joint", "contact", "dpo", "complaint"}


def _rank_of_bold(passages: Sequence[Passage], labels: Labels) -> int:
    """Bold paragraphs are the sections' headings where several ask for one and none comes again; 0 where not."""
    bold = [p.text for p in passages if p.kind is Kind.HEADING and p.level == _BOLD]
    known = sum(labels.read(text)[1] >= 0.3 for text in bold)
    return _BOLD if known >= 3 and len(set(bold)) == len(bold) else 0


def _opens_other(found: int, current: _Open, rank: int) -> bool:
    """Whether a heading nobody knows opens a section: below the title only where all sections have its level."""
    if found == _BOLD and set(current.keys) & _OF_NAMES:
        return False  # the name of somebody whose channels stand below
    if current.keys == ("title",):
        return (current.level > 0 or rank == _BOLD) and current.level < found == rank
    return not current.level or found <= current.level


def _usual(passages: Sequence[Passage], labels: Labels) -> tuple[bool, bool]:
    """Whether a document keeps its labels in first cells, in headings."""
    known = [p for p in passages if p.kind in {Kind.LABEL, Kind.HEADING} and labels.read(p.text)[1] >= 0.5]
    firm = sum(p.kind is Kind.LABEL and p.level != TURNED for p in known) >= 4
    heads = sum(p.kind is Kind.HEADING for p in known) >= 4
    return firm, heads


_IN_TURN = re.compile(r"^\s*(?P<number>\d{1,2})(?P<letter>[a-e]?)[.)]?\s+[A-ZÅÄÖ][^.;:]{2,70}[^\s.,;:]$")


def _in_turn(passages: Sequence[Passage], labels: Labels) -> frozenset[int]:
    """The places of short lines numbered one after the other, most of them known labels: the rest ask something too."""
    found: list[int] = []
    last = known = 0
    for index, passage in enumerate(passages):
        line = _IN_TURN.match(passage.text) if passage.kind is Kind.TEXT else None
        if line and (int(line["number"]) == last + 1 or (line["letter"] and int(line["number"]) == last)):
            last = int(line["number"])
            known += labels.read(passage.text)[1] >= 0.75
            found.append(index)
    return frozenset(found if known >= 4 and 2 * known >= len(found) else ())


def _row(
    passage: Passage, before: Passage | None, labels: Labels, current: _Open, *, firm: bool, heads: bool
) -> tuple[str, ...] | None:
    """The keys that a row's first cell opens a section for; None where it is content, `MORE` for the rest of a label.

    `_SKIPPED` is the first head of a table that asks what the section it stands in asks.
    """
    keys, covered = labels.asked(passage)
    known = set(keys) <= set(current.keys)
    turned = passage.level == TURNED
    if turned and (before is None or before.level != TURNED) and keys and known:
        return _SKIPPED
    if _is_content(passage, labels, current.keys, current.under_heading and not (keys and (firm or turned))):
        return None
    if heads and not firm and not turned and current.keys == ("other",) and covered < _KNOWN:
        return None
    if _goes_on(passage, before) and (known or covered < 0.5 or _is_tail(passage, labels, current)):
        return MORE
    return keys or ("other",)


def _is_tail(passage: Passage, labels: Labels, current: _Open) -> bool:
    """Whether label and passage together ask what the label alone asks."""
    whole = labels.read(f"{current.label} {passage.text}")[0] if current.label else ()
    return whole[:1] == current.keys[:1]


def _is_content(passage: Passage, labels: Labels, current: tuple[str, ...], under: bool) -> bool:
    """Whether a row's first cell opens no section: a channel of who was named before, or what a heading asks for."""
    if labels.is_field(passage.text) and set(current) & {"controller", "contact", "dpo"}:
        return True
    return under and not set(current) & {"title", "other"}


def _wrapped(passage: Passage, following: Sequence[Passage], labels: Labels) -> bool:
    """A line of running text whose sentence goes on in the next line."""
    below = next((p.text for p in following if not p.gap), "")
    goes_on = bool(_MIDST.match(below)) and not COUNTED.match(below)
    open_ended = bool(below) and passage.text[-1:] not in ".:!?"
    goes_on = goes_on or (open_ended and bool(_STOPPED.search(passage.text)))
    goes_on = goes_on or (open_ended and passage.text.count("(") > passage.text.count(")"))
    wide = len(passage.text) > _WIDE and not _PARTED.search(passage.text)
    goes_on = goes_on or (open_ended and wide and labels.says(passage.text))
    return goes_on and len(passage.text) > 35 and not leads(passage.text)


_WIDE = 55
"""Letters that a row of running text fills, and few headings."""
_PARTED = re.compile(r":\s|\s[|–—-]\s")
"""What parts a label from its answer."""
_MIDST = re.compile(r"[^\W\d_A-ZÅÄÖÉÜ]|\(\d")
"""What a line begins with that goes on with a sentence."""
_STOPPED = re.compile(r"[a-zåäö]{2}[.!?]\s+[A-ZÅÄÖ][^\s.]*\s+\S")
"""Where a sentence ends within a line and another begins."""


def _plain(
    passage: Passage,
    before: Passage | None,
    following: Sequence[Passage],
    labels: Labels,
    current: tuple[str, ...],
    inline: Leads,
) -> Iterator[tuple[Passage, tuple[str, ...] | None]]:
    if _wrapped(passage, following, labels):
        yield passage, None
        return
    alone = passage.gap or _ends(before) or bool(_COUNTED_HEAD.match(passage.text))
    led = inline.read(passage, current, alone=alone)
    keys = _headed(passage, following, labels, current) if alone and not (led and inline.parts_whole_lines) else ()
    if keys:
        yield passage, keys
        return
    if led:
        yield passage.cut(led.start, led.end), led.keys
        rest = passage.cut(led.answer, len(passage.text))
        if rest.text:
            yield rest._replace(kind=Kind.TEXT), None
        return
    yield passage, None


def _headed(
    passage: Passage, following: Sequence[Passage], labels: Labels, current: tuple[str, ...]
) -> tuple[str, ...]:
    """What a line asks that stands alone and may be a heading; nothing where it is none."""
    text = passage.text
    short = len(text) <= 170 and text[-1:] not in ",;" and not ITEM.match(text)
    ended = text[-1:] == "." and len(text.split()) > _LONGEST
    if not short or ended or text[:1] != text[:1].upper() or re.search(r":\s+\S", text):
        return ()
    keys, covered = labels.read(text)
    items = bool(following) and not following[0].gap and bool(ITEM.match(following[0].text))
    if not keys or ((text.endswith(":") or items) and keys == current):
        return ()
    apart = passage.gap and not set(keys) & set(current) and any(each.gap for each in following)
    apart = apart and not labels.says(text)
    return keys if _enough(covered, text, bool(_COUNTED_HEAD.match(text)), apart=apart) else ()


_COUNTED_HEAD = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})?[.)]?[a-e]?[.)]?|[A-Z][.)])\s+[^\W\d_a-zåäö]")
_LONGEST = 9
"""Words of a label that ends like a sentence."""


def _enough(covered: float, text: str, numbered: bool, *, apart: bool) -> bool:
    """A line that ends like a sentence must be a label through and through, longer ones between blank lines only."""
    if text.endswith("."):
        if apart and covered >= 0.99 and len(text.split()) <= _LONGEST:
            return True
        return len(text.split()) <= 6 and covered >= 0.95 and (numbered or len(text.split()) < 3)
    asks = text.endswith("?") or text.isupper()
    return covered >= 0.75 or ((numbered or asks) and covered >= 0.4)


def _goes_on(passage: Passage, before: Passage | None) -> bool:
    return before is not None and passage.text[:1].islower()


def _ends(before: Passage | None) -> bool:
    if before is None or before.kind is not Kind.TEXT or len(before.text) < 40:
        return True
    return before.text[-1:] in '.!?:)"”' or bool(_CHANNEL.search(before.text))


_CHANNEL = re.compile(r"@\S+$|[\d-]{5,}$")
"""What ends the line of somebody's channels."""
