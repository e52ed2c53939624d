"""The small pattern language in which phrase files are written, and its compiler. Knows no language.

    rekisterinpitäj*      a word that begins so
    *tunnus               a word that ends so
    (säilytys|säilytt)*   either beginning
    [henkilö]tieto*       optional letters
    ei .. siirretä        up to four words between
    @ja                   the alternatives that the same file lists under `sets: ja:`

Words are matched whole and in any letter case; spaces stand for any white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_GAP = r"(?:\W+[\w/'’:-]+){0,4}?\W+"
_LETTERS = r"[\w-]*"


def expression(pattern: str, sets: Mapping[str, Iterable[str]] | None = None) -> str:
    """The regular expression text of one pattern, without its word boundaries."""
    named = sets or {}
    text = re.sub(
        r"@(\w+)", lambda m: "(" + "|".join(f"({expression(p, named)})" for p in named[m[1]]) + ")", pattern.strip()
    )
    parts = re.split(r"\s+\.\.\s+", text)
    return _GAP.join(_simple(part) for part in parts)


def _simple(part: str) -> str:
    if "(?:" in part or "\\" in part:
        return part
    part = re.sub(r" \[([^\]]*)\](?= |$)", r"[ \1]", part)
    part = re.sub(r"(?<![^ ])\[([^\]]*)\] (?=\S)", r"[\1 ]", part)
    out = []
    for letter in part:
        match letter:
            case "*":
                out.append(_LETTERS)
            case "[":
                out.append("(?:")
            case "]":
                out.append(")?")
            case "(":
                out.append("(?:")
            case ")" | "|":
                out.append(letter)
            case " ":
                out.append(r"[\s\xa0]+")
            case _:
                out.append(re.escape(letter))
    return "".join(out)


def compiled(patterns: Iterable[str], sets: Mapping[str, Iterable[str]] | None = None) -> re.Pattern[str]:
    """One expression that finds any of the patterns as whole words; it matches nothing where there are none."""
    each = [expression(p, sets) for p in patterns]
    if not each:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(each, key=len, reverse=True))})(?![\w])", re.IGNORECASE)


_GROUP = re.compile(r"^\(([^()]*)\)(.*)$|^\[([^\]]*)\]\s?(.*)$", re.DOTALL)


def openings(pattern: str) -> list[tuple[str, str]]:
    """The pattern with its first alternatives spelt out, each with the letters it must begin with ("" if any)."""
    found = _GROUP.match(pattern)
    if found:
        rest = found[2] if found[1] is not None else found[4]
        choices = found[1].split("|") if found[1] is not None else [*(each + " " for each in found[3].split("|")), ""]
        return [each for choice in choices for each in openings((choice + rest).strip())] if rest or found[1] else []
    letters = re.match(r"[^\W_]{2}", pattern)
    return [(letters[0].lower() if letters else "", pattern)]


def one(pattern: str, sets: Mapping[str, Iterable[str]] | None = None) -> re.Pattern[str]:
    """A single pattern, to be matched where a word begins."""
    return re.compile(rf"(?<![\w-])(?:{expression(pattern, sets)})(?![\w])", re.IGNORECASE)
