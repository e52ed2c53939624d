"""Plain text: rows of label, tab and value; headings over paragraphs; markup inside the rows."""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ropa.importing import columned, forms, tables
from ropa.importing.channels import BUSINESS_ID
from ropa.importing.clutter import furniture
from ropa.importing.document import Document, Kind, Passage
from ropa.importing.hanging import labels_at_margin
from ropa.importing.labels import BROKEN
from ropa.importing.markup import Piece, pieces
from ropa.importing.wrapping import labels_beside, lone_labels, wrapped_labels

_RUN_IN = re.compile(
    r"(?P<bullet>(?:^|(?<=[:\s]))[-–•*·]\s+(?=[^\W\d_]))|(?<=[^\W\d_]|\))-\s(?=[A-ZÅÄÖ])"
    r"|(?<=[^\W\d_]|\))-\s(?P<small>)(?!(?:ja|tai|sekä|eli|och|eller|samt|and|or)\b)(?=[a-zåäö])"
)
"""Where an item begins in a line: at a bullet, or at a hyphen glued to the item before."""
_MARK = re.compile(r"[-–•*·]\s")
_MARKED = re.compile(r"</?(?:p|b|ul|li|br|div|strong|table|td|h\d)\b", re.IGNORECASE)


def document(text: str, encoding: str) -> Document:
    """The passages of a text file, offsets into `text`."""
    found: Iterable[Passage]
    if forms.is_form(text):
        found = forms.passages(text)
    else:
        found = forms.column(text) if forms.is_column(text) else columned.passages(text, _rows) or _rows(text)
    return Document(text, tuple(found), "text", encoding, asides=tuple(_asides(text)))


def _asides(text: str) -> Iterator[Passage]:
    """Running heads and feet that tell a business id."""
    lines = text.splitlines(keepends=True)
    if BUSINESS_ID.search(text):
        starts = [0, *accumulate(map(len, lines))]
        for number in sorted(furniture(lines)[0]):
            if BUSINESS_ID.search(lines[number]):
                yield from _cell(text, starts[number], starts[number + 1], True, False, Kind.TEXT)


def _rows(text: str) -> list[Passage]:
    """The passages of the text; what stands below its rows of label and answer is parted from the last of them."""
    text = _BARRED.sub(_tabbed, text) if len(_BARRED.findall(text)) >= _MANY else text
    found, end = list(_passages(text)), _end_of_rows(text)
    form = [passage for passage in found if passage.at[0] < end]
    return [*form, *tables.below(form, found[len(form) :])]


_MANY = 4
_BARRED = re.compile(r"^[ ]*\|(?P<label>[^|\n]{3,90})\|(?P<answer>[^|\n]*)\|?[ ]*$", re.MULTILINE)
"""A row of label and answer drawn with bars."""


def _tabbed(row: re.Match[str]) -> str:
    """The row with a tab for the bar between its cells, letter by letter where it was."""
    return row[0].replace("|", " ", 1).replace("|", "\t", 1).replace("|", " ")


def _end_of_rows(text: str) -> int:
    """Where what follows the last row begins: a short line without an end behind a blank one."""
    row = text.rfind("\t")
    below = _HEADLINE.search(text, row) if row >= 0 else None
    return below.start("line") if below else len(text)


_HEADLINE = re.compile(r"\n[ ]*\n\s*(?P<line>\S[^\n\t]{2,58}[^\s.,;:])[ ]*(?=\n)")


def _passages(text: str) -> Iterator[Passage]:
    lines = text.splitlines(keepends=True)
    rows, width = _laid_out(text, lines), _width(lines)
    around, ends = furniture(lines)
    gap, before, done, opened = True, "", 0, -1
    for number, line in enumerate(lines):
        if number < done or number in around:
            continue
        start = rows.starts[number]
        if line.count("\t") >= 2 and (table := _table(text, lines, number, start)):
            yield from table[0]
            done, gap, before = table[1], True, ""
            continue
        stop = start + ends.get(number, len(line.rstrip("\r\n\f\v\x1c\x1d\x1e\x85\u2028\u2029")))
        if not text[start:stop].strip():
            gap, before = True, ""
            continue
        if number in rows.wrapped:
            opened = start if opened < 0 else opened
            continue
        gap = gap or (bool(before) and _breaks(line.strip(), before, width))
        before = text[start:stop].rstrip() if len(text[start:stop].strip()) else ""
        yield from _of_row(rows, number, (start, stop), opened if opened >= 0 else start, gap)
        gap, opened = False, -1


class _Rows(NamedTuple):
    """Which lines of a text hold labels, and of which lines the others are the answers."""

    text: str
    starts: Sequence[int]
    marked: bool
    tabbed: bool
    wrapped: Collection[int]
    alone: Collection[int]
    beside: Mapping[int, Sequence[int]]
    held: Collection[int]


def _laid_out(text: str, lines: list[str]) -> _Rows:
    tabbed = sum("\t" in line and not line.startswith("\t") for line in text.splitlines()) >= 4
    margin = labels_at_margin(lines) if tabbed else None
    known = tabbed and margin is None
    beside = margin or (labels_beside(lines) if known else {})
    return _Rows(
        text,
        [0, *accumulate(map(len, lines))],
        marked=bool(_MARKED.search(text)),
        tabbed=tabbed,
        wrapped=wrapped_labels(lines) if known else (),
        alone=lone_labels(lines) if known else (),
        beside=beside,
        held={number for answers in beside.values() for number in answers[1:]},
    )


def _of_row(rows: _Rows, number: int, place: tuple[int, int], opened: int, gap: bool) -> Iterator[Passage]:
    """The label of a line, which may begin in a line above it, and its answer."""
    text, (start, stop) = rows.text, place
    tab = text.find("\t", start, stop) if rows.tabbed else -1
    answer = [] if tab < 0 else list(_cell(text, tab + 1, stop, gap, rows.marked, Kind.TEXT))
    if number in rows.held:
        yield from answer
    elif number in rows.beside:
        places = [_before_tab(text, rows.starts[row], rows.starts[row + 1]) for row in rows.beside[number]]
        yield from (*_label(text, places, rows.marked), *answer)
    elif number in rows.alone:
        yield from _label(text, [place], rows.marked)
    elif tab < 0:
        yield from _cell(text, start, stop, gap, rows.marked, _is_hash(text, start, stop))
    else:
        yield from (*_label(text, [(opened, tab)], rows.marked), *answer)


def _before_tab(text: str, start: int, stop: int) -> tuple[int, int]:
    tab = text.find("\t", start, stop)
    return start, tab if tab >= 0 else stop


def _table(text: str, lines: list[str], first: int, place: int) -> tuple[list[Passage], int] | None:
    """Rows of three cells and more whose first row is of labels, column by column, and the line after them."""
    rows: list[list[list[Passage]]] = []
    last = first
    while last < len(lines) and lines[last].count("\t") >= 2:
        spans = [(place + m.start(), place + m.end()) for m in re.finditer(r"[^\t\r\n]+", lines[last]) if m[0].strip()]
        rows.append([list(_cell(text, a, b, True, False, Kind.TEXT)) for a, b in spans])
        place += len(lines[last])
        last += 1
    texts = [[" ".join(passage.text for passage in cell) for cell in row] for row in rows]
    return (list(tables.turned(rows)), last) if len(rows[0]) >= _CELLS and tables.is_columns(texts) else None


_CELLS = 3
"""So many cells are a table; two that several tabs hold apart are a label and its answer."""


def _width(lines: list[str]) -> int:
    """How long a full line is: in a text without wrapping as long as its longest paragraphs."""
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return lengths[-1 - len(lengths) // 50] if lengths else 0


def _breaks(line: str, before: str, width: int) -> bool:
    """Whether a line begins anew: its first word would have fitted on the line before.

    A long line without an end goes on in one that ends a sentence, however narrow the column.
    """
    if line[:1] == line[:1].lower() or len(before) + 1 + len(line.split(" ")[0]) >= 0.75 * width:
        return False
    runs_on = len(before) >= 45 and (before[-1].isalpha() or before[-1] == ",") and not _ITEM.match(before)
    return not (runs_on and re.search(r"[a-zåäö]{2}\.(?:\s|$)", line) and not _ITEM.match(line))


_ITEM = re.compile(r"\s*(?:[-–•*·]|\d{1,2}[.)]|[a-z]\))\s")


_HASH = re.compile(r"\s*#{1,6}\s")


def _is_hash(text: str, start: int, stop: int) -> Kind:
    line = text[start:stop].strip()
    hashed = line[:1] == "#" and _HASH.match(line)
    return Kind.HEADING if hashed or (line[:1] == line[-1:] and _DECKED.fullmatch(line)) else Kind.TEXT


_DECK = 2
_DECKED = re.compile(r"([*=~+:-])\1+\s+(?P<head>[^\W\d_].{2,80}?|\d.{3,80}?)\s+\1+")
"""A heading between stars, dashes or the like."""


def _label(text: str, spans: Iterable[tuple[int, int]], marked: bool) -> Iterator[Passage]:
    whole = [piece for start, stop in spans for piece in _runs(text, start, stop, marked)]
    if whole:
        first = whole[0]
        for more in whole[1:]:
            first.put(" ", more.at[0] - 1, False)
            for letter, at in zip(more.text, more.at, strict=True):
                first.text.append(letter)
                first.at.append(at)
        for broken in reversed(list(BROKEN.finditer(first.string))):
            del first.text[slice(*broken.span())], first.at[slice(*broken.span())]
        yield _passage(first, Kind.LABEL, True)


def _cell(text: str, start: int, stop: int, gap: bool, marked: bool, kind: Kind) -> Iterator[Passage]:
    for number, piece in enumerate(_runs(text, start, stop, marked)):
        level = 0
        if kind is Kind.HEADING:
            hashes = len(piece.string) - len(piece.string.lstrip("#"))
            decked = _DECKED.fullmatch(piece.string)
            level = _DECK if decked else max(1, hashes)
            whole = _passage(piece, kind, gap)
            body = whole.cut(*decked.span("head")) if decked else whole.cut(hashes, len(whole.text))
            yield Passage(body.text, body.at, kind, level, gap)
            continue
        if piece.all_bold and "li" not in piece.tags and len(piece.string) < 170 and marked:
            yield Passage(piece.string, piece.at[: len(piece.string)], Kind.HEADING, 7, True)
            continue
        item = Kind.ITEM if "li" in piece.tags else kind
        yield from split_items(_passage(piece, item, gap or (number > 0 and piece.apart)))


_LINE = 120
"""In a line that is no longer, dashes may hold a name and what follows it apart."""


def split_items(passage: Passage) -> Iterator[Passage]:
    """List items that were run together into one line, each on its own."""
    marks = list(_RUN_IN.finditer(passage.text)) if _MARK.search(passage.text) else []
    if not any(mark["bullet"] for mark in marks):
        marks = [mark for mark in marks if mark["small"] is None]
    lead = passage.text[: marks[0].start()].strip() if marks else ""
    few = 2 if not lead or len(passage.text) > _LINE else 3
    if not marks or (len(marks) < few and not lead.endswith(":")):
        yield passage
        return
    if lead:
        first = passage.cut(0, marks[0].start())
        yield Passage(first.text, first.at, passage.kind, 0, passage.gap)
    ends = [*[m.start() for m in marks[1:]], len(passage.text)]
    for mark, end in zip(marks, ends, strict=True):
        yield from _item(passage.cut(mark.end(), end), last=end == len(passage.text))


def _item(item: Passage, last: bool) -> Iterator[Passage]:
    """The last item of a run may have the next paragraph glued to it: that begins with a capital letter."""
    glued = (
        re.search(r"(?<=[a-zåäö)]) (?=[A-ZÅÄÖ][a-zåäö]+ [^\W\d_]+)", item.text)
        if last and len(item.text) > 60
        else None
    )
    if glued:
        first, rest = item.cut(0, glued.start()), item.cut(glued.end(), len(item.text))
        yield Passage(first.text, first.at, Kind.ITEM)
        yield Passage(rest.text, rest.at, Kind.TEXT)
    elif item.text:
        yield Passage(item.text, item.at, Kind.ITEM)


def _runs(text: str, start: int, stop: int, marked: bool) -> list[Piece]:
    if marked or "&" in text[start:stop]:
        return pieces(text, start, stop)
    piece = Piece()
    piece.put(text[start:stop], start, False)
    return [piece] if piece.string else []


def _passage(piece: Piece, kind: Kind, gap: bool) -> Passage:
    text = piece.string
    return Passage(text, array("I", piece.at[: len(text)]), kind, 0, gap)
