"""How wide words are in a plain sans-serif face, and how they break into lines. Measures on the safe side."""

from __future__ import annotations

import re
from functools import lru_cache

_NARROW = set("iljI.,:;'|!()[]ft/ ·-")
_WIDE = set("mwMWÄÅ@%&—…")


class _Widths(dict[str, float]):
    """The width of each letter at size 1, found when it is first met."""

    def __missing__(self, letter: str) -> float:
        found = 0.31 if letter in _NARROW else 0.9 if letter in _WIDE else 0.69 if letter.isupper() else 0.56
        self[letter] = found
        return found


_WIDTHS = _Widths()


def width(text: str, size: float) -> float:
    """Width in pixels at a font size."""
    return sum([_WIDTHS[letter] for letter in text]) * size


def wrap(text: str, room: float, size: float, lines: int = 3) -> list[str]:
    """At most `lines` lines that fit the room; the last ends in an ellipsis where words are left over."""
    return list(_wrapped(text, room, size, lines))


@lru_cache(maxsize=4096)
def _wrapped(text: str, room: float, size: float, lines: int) -> tuple[str, ...]:
    found: list[str] = []
    line = ""
    for word in _breakable(text, room, size):
        joined = f"{line}{word}" if line.endswith("\u00ad") else f"{line} {word}".strip()
        joined = joined.replace("\u00ad", "")
        if width(joined, size) <= room or not line:
            line = joined + ("\u00ad" if word.endswith("\u00ad") else "")
        else:
            found.append(_closed(line))
            line = word
    if line:
        found.append(_closed(line))
    if len(found) > lines:
        return (*found[: lines - 1], _shortened(" ".join(found[lines - 1 :]), room, size))
    return tuple(found)


def _closed(line: str) -> str:
    return line.replace("\u00ad", "-") if line.endswith("\u00ad") else line


def _shortened(line: str, room: float, size: float) -> str:
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip(' ,;-')}…"


def _breakable(text: str, room: float, size: float) -> list[str]:
    """Words; one that is wider than the room in pieces, each but the last ending in a soft hyphen."""
    pieces: list[str] = []
    for word in text.replace(" -", "\u00a0-").split(" "):
        while width(word, size) > room:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or width(word[:n] + "-", size) <= room)
            cut = _at_joint(word, cut)
            pieces.append(word[:cut] if word[cut - 1] == "-" else f"{word[:cut]}\u00ad")
            word = word[cut:]
        pieces.append(word)
    return pieces


def _at_joint(word: str, cut: int) -> int:
    """The last place up to `cut` after a hyphen, else before a consonant and vowel, as Finnish and Swedish break."""
    hyphen = word.rfind("-", 0, cut)
    if hyphen > 2:
        return hyphen + 1
    joints = [m.start() + 1 for m in re.finditer(r"(?<=\w\w)[a-zåäöü](?=[bcdfghjklmnpqrstvxz][aeiouyåäö])", word)]
    return max((j for j in joints if 3 <= j <= cut and len(word) - j >= 2), default=cut)
