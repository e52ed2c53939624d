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
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "nav"}
_BLOCK = {
    "p", "div", "li", "ul", "ol", "tr", "td", "th", "table", "br", "section", "article", "header", "footer", "main",
    "dl", "dt", "dd", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "address", "body", "html",
    "tbody", "thead", "caption", "summary", "details", "form", "fieldset", "legend", "pre", "aside", "title",
}  # fmt: skip
_HIDDEN = re.compile(r"\bhidden\b(?!=)|display\s*:\s*none|visibility\s*:\s*hidden|aria-hidden\s*=\s*[\"']?true", re.I)
_VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "source", "area", "base", "embed", "track"}


@dataclass
class Piece:
    """A run of letters between two block tags."""

    text: list[str] = field(default_factory=list)
    at: array[int] = field(default_factory=lambda: array("I"))
    tags: tuple[str, ...] = ()
    """The open block tags and `b`, outermost first."""
    bold: int = 0
    """Letters that stood in bold."""
    row: int = 0
    column: int = 0
    """Table row, counted over the whole text, and cell within it; 0 outside tables."""
    apart: bool = True
    """False where only a line break parts it from the piece before."""

    def put(self, letters: str, start: int, bold: bool) -> None:
        """Letters that stand in the source one after the other from `start`; white space is drawn together."""
        for offset, letter in enumerate(letters):
            if letter in "\xad\u200b\ufeff":
                continue
            if letter.isspace() or letter == "\xa0":
                if not self.text or self.text[-1] == " ":
                    continue
                letter = " "
            self.text.append(letter)
            self.at.append(start + offset)
            self.bold += bold and letter != " "

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
    out = [Piece()]
    open_tags: list[str] = []
    row = column = 0
    unseen: list[str] = []
    bold = 0
    place = start
    for token in _TOKEN.finditer(source, start, stop):
        if not unseen:
            out[-1].put(source[place : token.start()], place, bold > 0)
        place = token.end()
        if token["entity"]:
            if not unseen:
                out[-1].put_one(html.unescape(token["entity"]), token.start(), bold > 0)
            continue
        tag = (token["tag"] or "").lower()
        if not tag:
            continue
        closing = bool(token["close"])
        if unseen:
            if tag == unseen[-1]:
                if closing:
                    unseen.pop()
                else:
                    unseen.append(tag)
            continue
        if not closing and tag not in _VOID and (tag in _UNSEEN or _HIDDEN.search(token["rest"] or "")):
            if not (token["rest"] or "").endswith("/"):
                unseen.append(tag)
            continue
        if tag in {"b", "strong"}:
            bold = max(0, bold + (-1 if closing else 1))
            continue
        if tag in _BLOCK:
            if tag not in _VOID:
                if closing and tag in open_tags:
                    while open_tags and open_tags.pop() != tag:
                        pass
                elif not closing and len(open_tags) < 500:
                    open_tags.append(tag)
            if not closing and tag == "tr":
                row, column = row + 1, 0
            if not closing and tag in {"td", "th"}:
                column += 1
            if closing and tag == "table":
                column = 0
            if out[-1].string:
                out.append(Piece(apart=False))
            out[-1].apart |= tag != "br"
            out[-1].tags = tuple(open_tags)
            out[-1].row, out[-1].column = (row, column) if "table" in open_tags or "tr" in open_tags else (0, 0)
    if not unseen:
        out[-1].put(source[place:stop], place, bold > 0)
    return [piece for piece in out if piece.string]
