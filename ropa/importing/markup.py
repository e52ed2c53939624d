"""Tags, entities and white space taken off a text, with the offset of every letter that stays."""

from __future__ import annotations

import html
import re
from array import array
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?\]\]>|<(?P<close>/?)(?P<tag>[a-zA-Z][\w:-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)/?>|<[!?][^>]*>"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,31});)",
    re.DOTALL,
)
_RUN = re.compile(r"(?P<blank>[\s\xa0]+)|(?P<word>[^\s\xa0\xad\u200b\ufeff]+)|[\xad\u200b\ufeff]")
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "nav"}
_BLOCK = {
    "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "br", "section", "article", "header", "footer", "main",
    "dl", "dt", "dd", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "address", "body", "html",
    "tbody", "thead", "caption", "summary", "details", "button", "form", "fieldset", "legend", "pre", "aside", "title",
}  # fmt: skip
_HIDDEN = re.compile(r"\bhidden\b(?!=)|display\s*:\s*none|visibility\s*:\s*hidden|aria-hidden\s*=\s*[\"']?true", re.I)
_FOLDED = re.compile(
    r"aria-(?:expanded|controls|labelledby)\s*=|(?:class|role|id)\s*=\s*[\"'][^\"']*(?:accordion|collaps|panel|toggle|faq)",
    re.I,
)
"""What opens and shuts a part of the page at a click, or is such a part: readers see it all the same."""
_AROUND = {"footer", "aside"}
_ROUND = re.compile(
    r"(?:class|id|role)\s*=\s*[\"']?(?:[^\"'>]*[\s_-])?(?:footer|ftr|sidebar|side-bar|breadcrumbs?|navbar|navigation|"
    r"nav|menu|cookie-?(?:notice|banner|consent|bar)|cookies?-popup|share|sharing|social|related|announcement|skip-?link|"
    r"top-?bar|widget-area|contentinfo|complementary)(?:[\s_-](?:wrap\w*|area|links?|bar|container|inner|list))*"
    r"(?=[\s\"'>]|$)",
    re.IGNORECASE,
)
"""What authors call the parts of a page that are on every page."""
_HEADS = {"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"}
_DEEPEST = 500
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "source", "area", "base", "embed", "track"}


_UNEVEN = re.compile(r"[^\S ]|  |[\xad\u200b-\u200f\u2060\ufeff]")
"""White space that is not one blank, and letters nobody sees."""


@dataclass
class Piece:
    """A run of letters between two block tags."""

    text: list[str] = field(default_factory=list)
    at: array[int] = field(default_factory=lambda: array("I"))
    tags: tuple[str, ...] = ()
    """The open block tags and `b`, outermost first."""
    bold: int = 0
    """Letters that stood in bold."""
    lead: int = 0
    """Letters at the beginning that stand in bold, white space counted."""
    aside: bool = False
    """Whether it stands in what goes round a page: footer, menu, banner."""
    row: int = 0
    column: int = 0
    """Table row, counted over the whole text, and cell within it; 0 outside tables."""
    apart: bool = True
    """False where only a line break parts it from the piece before."""

    def put(self, letters: str, start: int, bold: bool) -> None:
        """Letters that stand in the source one after the other from `start`; white space is drawn together."""
        if not bold and not _UNEVEN.search(letters):
            first = 1 if letters[:1] == " " and (not self.text or self.text[-1] == " ") else 0
            self.text.extend(letters[first:])
            self.at.extend(range(start + first, start + len(letters)))
            return
        for run in _RUN.finditer(letters):
            if run["blank"]:
                if self.text and self.text[-1] != " ":
                    self.text.append(" ")
                    self.at.append(start + run.start())
            elif run["word"]:
                word = run["word"]
                self.text.extend(word)
                self.at.extend(range(start + run.start(), start + run.end()))
                self.lead = len(self.text) if bold and self.lead >= len(self.text) - len(word) - 1 else self.lead
                self.bold += len(word) if bold else 0

    def put_one(self, letter: str, start: int, bold: bool) -> None:
        """A character written as an entity."""
        for each in letter:
            before = len(self.text)
            self.put(each, start, bold)
            if len(self.text) > before:
                self.at[-1] = start

    @property
    def string(self) -> str:
        return "".join(self.text).rstrip()

    @property
    def all_bold(self) -> bool:
        return self.bold > 0 and self.bold >= len(self.string.replace(" ", "")) - 1


def pieces(source: str, start: int = 0, end: int | None = None) -> list[Piece]:
    """The runs of visible text between block tags, in order."""
    stop = len(source) if end is None else end
    walk = _Walk()
    place = start
    for token in _TOKEN.finditer(source, start, stop):
        walk.text(source[place : token.start()], place)
        place = token.end()
        if token["entity"]:
            walk.entity(token["entity"], token.start())
        elif token["tag"]:
            walk.tag(token["tag"].lower(), bool(token["close"]), token["rest"] or "")
    walk.text(source[place:stop], place)
    return [piece for piece in walk.out if piece.string]


class _Walk:
    """Where a walk through a page stands: open tags, what is hidden, bold, table row and cell."""

    def __init__(self) -> None:
        self.out = [Piece()]
        self._open: list[tuple[str, bool]] = []
        self._unseen: list[str] = []
        self._bold = 0
        self._row = self._column = 0

    def text(self, letters: str, place: int) -> None:
        if letters and not self._unseen:
            self.out[-1].put(letters, place, self._bold > 0)

    def entity(self, written: str, place: int) -> None:
        if not self._unseen:
            self.out[-1].put_one(html.unescape(written), place, self._bold > 0)

    def tag(self, tag: str, closing: bool, rest: str) -> None:
        if self._unseen:
            self._in_hidden(tag, closing)
        elif not closing and tag not in _VOID and self._is_unseen(tag, rest):
            if not rest.endswith("/"):
                self._unseen.append(tag)
        elif tag in {"b", "strong"}:
            self._bold = max(0, self._bold + (-1 if closing else 1))
        elif tag in _BLOCK:
            self._nest(tag, closing, rest)
            self._count(tag, closing)
            self._begin(tag)

    def _is_unseen(self, tag: str, rest: str) -> bool:
        """Whether a browser never shows what is within; a button that unfolds a part of the page is its heading."""
        if tag == "button":
            return not (_FOLDED.search(rest) or (self._open and self._open[-1][0] in _HEADS))
        return tag in _UNSEEN or bool(_HIDDEN.search(rest) and not _FOLDED.search(rest))

    def _in_hidden(self, tag: str, closing: bool) -> None:
        if tag == self._unseen[-1]:
            if closing:
                self._unseen.pop()
            else:
                self._unseen.append(tag)

    def _nest(self, tag: str, closing: bool, rest: str) -> None:
        if tag in _VOID:
            return
        if closing and any(tag == each for each, _ in self._open):
            while self._open and self._open.pop()[0] != tag:
                pass
        elif not closing and len(self._open) < _DEEPEST:
            around = tag in _AROUND or bool(rest and tag not in {"body", "html", "main"} and _ROUND.search(rest))
            self._open.append((tag, around or bool(self._open and self._open[-1][1])))

    def _count(self, tag: str, closing: bool) -> None:
        if closing:
            self._column = 0 if tag == "table" else self._column
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag in {"td", "th"}:
            self._column += 1

    def _begin(self, tag: str) -> None:
        if self.out[-1].string:
            self.out.append(Piece(apart=False))
        piece = self.out[-1]
        piece.apart |= tag != "br"
        piece.tags = tuple(each for each, _ in self._open)
        piece.aside = bool(self._open and self._open[-1][1])
        inside = "table" in piece.tags or "tr" in piece.tags
        piece.row, piece.column = (self._row, self._column) if inside else (0, 0)
