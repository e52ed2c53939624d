"""Markdown: headings, pipe tables, lists, emphasis and links taken off, offsets into the source."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from ropa.importing import tables
from ropa.importing.decoding import decode
from ropa.importing.document import Document, Kind, Passage
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.labels import opens, share
from ropa.importing.markup import pieces
from ropa.importing.notice import readings

RANK = 40
LIGHT = True

_HASH = re.compile(r"^ {0,3}(#{1,6})\s+(?=\S)")
_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$|^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)")
_LED = re.compile(
    r"\s*(?:[-*+]\s+)?(?P<mark>\*\*|__)(?!\s)(?P<label>[^*_]{2,120}?:?)(?P=mark)(?P<stop>\s*(?::|[–—-](?=\s|$))?)"
)
_ALONE = re.compile(r"\s*(?:[-*+]\s+)?(\*\*|__)(?!\s)[^*_]{2,120}?(?::\1|\1\s*:)\s*")
_MARK = re.compile(
    r"(?P<image>!\[[^\]]*\]\([^)]*\))|\[(?P<link>[^\]]*)\]\([^)\s]*(?:\s\"[^\"]*\")?\)|(?P<mark>\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)|`+|~~|\\(?=[\\`*_{}\[\]()#+.!|-]))"
)


def accepts(file: File) -> bool:
    """By ending."""
    return file.ending in {"md", "markdown", "mdown"}


def read(file: File) -> Imported:
    """The notices in a Markdown file."""
    text, encoding = decode(file)
    return readings(file, Document(text, tuple(_passages(text)), "markdown", encoding))


def _passages(text: str) -> Iterator[Passage]:
    gap, place = True, 0
    lines = text.splitlines(keepends=True)
    starts = []
    for line in lines:
        starts.append(place)
        place += len(line)
    front = _front_matter(lines)
    form = sum(_is_led(line) for line in lines) >= _MANY
    done = 0
    for number, line in enumerate(lines):
        bare = line.rstrip("\r\n")
        if number < done:
            continue
        begins = "|" in line and not (number and "|" in lines[number - 1])
        table = _table(text, lines, starts, number) if begins else ([], number)
        if table[0]:
            yield from table[0]
            done, gap = table[1], True
            continue
        if number < front or not bare.strip() or _RULE.match(bare):
            gap = True
            continue
        following = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if form and _is_led(bare) and (led := _LED.match(bare)):
            yield from _made(text, starts[number], starts[number] + led.end(), Kind.LABEL, 0, True)
            yield from _made(text, starts[number] + led.end(), starts[number] + len(bare), Kind.TEXT, 0, True)
        elif form and _ALONE.fullmatch(bare):
            yield from _made(text, starts[number], starts[number] + len(bare), Kind.LABEL, 0, True)
        else:
            yield from _line(text, starts[number], bare, gap, following)
        gap = bool(_HASH.match(bare))


_MANY = 6
"""So many paragraphs behind a label in bold make a form of a text."""


def _is_led(line: str) -> bool:
    led = _LED.match(line)
    if led is None or (_ITEM.match(line) and share(led["label"]) < _KNOWN):
        return False
    return led["label"].rstrip().endswith(":") or led[0].rstrip().endswith(":")


_KNOWN = 0.75
"""So much of a label in bold explains an item of a list to be a section."""


def _table(text: str, lines: list[str], starts: list[int], first: int) -> tuple[list[Passage], int]:
    """The passages of a pipe table whose columns are labels, and the line after it."""
    last = first
    while last < len(lines) and "|" in lines[last]:
        last += 1
    kept = [n for n in range(first, last) if not _RULE.match(lines[n].rstrip("\r\n"))]
    rows = [
        [
            list(_made(text, starts[n] + m.start(), starts[n] + m.end(), Kind.TEXT, 0, True))
            for m in re.finditer(r"[^|\r\n]+", lines[n])
            if m[0].strip()
        ]
        for n in kept
    ]
    texts = [[" ".join(passage.text for passage in cell) for cell in row] for row in rows]
    if tables.is_columns(texts):
        return list(tables.turned(rows)), last
    return (list(tables.listed(rows)), last) if tables.is_listing(texts) else ([], first)


def _front_matter(lines: list[str]) -> int:
    if not lines or lines[0].strip() != "---":
        return 0
    return next((n + 1 for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)


def _line(text: str, start: int, line: str, gap: bool, following: str) -> Iterator[Passage]:
    head = _HASH.match(line)
    if head:
        yield from _made(
            text, start + head.end(), start + len(line.rstrip().rstrip("#")), Kind.HEADING, len(head[1]), True
        )
    elif following and set(following) in ({"="}, {"-"}) and len(following) >= 3 and "|" not in line:
        yield from _made(text, start, start + len(line), Kind.HEADING, 1 if following[0] == "=" else 2, True)
    elif line.lstrip().startswith("|") or (line.count("|") >= 1 and re.search(r"\S\s\|\s\S", line)):
        cells = [(m.start(), m.end()) for m in re.finditer(r"[^|]+", line) if m[0].strip()]
        for number, (first, last) in enumerate(cells):
            kind = Kind.LABEL if number == 0 and (len(cells) > 1 or line.count("|") >= 2) else Kind.TEXT
            yield from _made(text, start + first, start + last, kind, 0, True)
    elif _ITEM.match(line):
        mark = _ITEM.match(line)
        numbered = mark is not None and mark[0].strip()[0].isdigit()
        yield from _made(
            text,
            start + (0 if numbered or mark is None else mark.end()),
            start + len(line),
            Kind.TEXT if numbered else Kind.ITEM,
            0,
            True,
        )
    elif (led := _LED.match(line)) and opens(led["label"].strip(), line[led.start("stop") :].strip()):
        yield from _made(text, start, start + led.end(), Kind.HEADING, 7, True)
        yield from _made(text, start + led.end(), start + len(line), Kind.TEXT, 0, True)
    else:
        bold = re.fullmatch(r"\s*(\*\*|__)(?!\s)(.{2,150}?)(\*\*|__):?\s*", line)
        yield from _made(
            text, start, start + len(line), Kind.HEADING if bold else Kind.TEXT, 7 if bold else 0, gap or bool(bold)
        )


def _made(text: str, start: int, stop: int, kind: Kind, level: int, gap: bool) -> Iterator[Passage]:
    for piece in pieces(text, start, stop):
        letters, at = piece.string, piece.at[: len(piece.string)]
        kept = bytearray(b"\x01" * len(letters))
        for mark in _MARK.finditer(letters):
            inside = mark.span("link") if mark["link"] is not None else (0, 0)
            for index in range(mark.start(), mark.end()):
                kept[index] = inside[0] <= index < inside[1]
        whole = Passage(
            "".join(letter for letter, keep in zip(letters, kept, strict=True) if keep),
            array("I", [place for place, keep in zip(at, kept, strict=True) if keep]),
            kind,
            level,
            gap,
        )
        trimmed = whole.cut(0, len(whole.text))
        if trimmed.text:
            yield trimmed
