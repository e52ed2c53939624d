"""The members of a query that is one union and nothing else: asked at the same time they answer the same.

A query that is anything more stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import zip_longest

from ropa.rdf import Term
from ropa.store import Solutions, lines

_SELECTS = re.compile(r"\bSELECT\s+(?!DISTINCT\b|REDUCED\b)(?:\?\w+\s+)+WHERE\s*\Z")
_PIECE = re.compile(r"""\#[^\n]*|<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]|[^\s{}"'\#<]+|\s+|.""")
_WHOLE = re.compile(r"\"{3}|'{3}|_:|\bNOW\s*\(|\b(?:RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
"""What is not told apart here, or is another in each member."""

Written = tuple[tuple[str, ...], bytes]
"""The variables of an answer, and its rows in tab-separated values."""


@lru_cache(maxsize=64)
def members(query: str) -> tuple[str, ...]:
    """Queries whose answers, one behind the other, are the answer to this one; itself where there are none."""
    depth, opened = 0, 0
    found, between = list[str](), list[str]()
    before = after = ""
    for piece in _PIECE.finditer(query):
        at, text = piece.start(), piece[0]
        if text == "{":
            before = before or query[:at]
            opened = at if depth == 1 else opened
            depth += 1
        elif text == "}":
            depth -= 1
            if depth == 1:
                found.append(query[opened : piece.end()])
        elif text[0] == "#" or text.isspace():
            continue
        elif depth == 1:
            between.append(text)
        elif before and not depth:
            after += text
    is_union = len(found) > 1 and between == ["UNION"] * (len(found) - 1)
    if not is_union or after or not _SELECTS.search(before) or _WHOLE.search(query):
        return (query,)
    return tuple(f"{before}{member}" for member in found)


def together(asked: Sequence[str], ask: Callable[[str], Written]) -> Solutions:
    """What queries for the same variables give, one behind the other; two of them are asked at a time.

    What the engine took to answer stays with the thread: the first, often the largest, leaves it with the other one.
    """
    with ThreadPoolExecutor(1) as other:
        theirs = other.submit(lambda: [ask(each) for each in asked[::2]])
        ours = [ask(each) for each in asked[1::2]]
    answers = [each for pair in zip_longest(theirs.result(), ours) for each in pair if each]
    return Solutions(answers[0][0], tuple(_rows(answers)))


def _rows(answers: list[Written]) -> Iterator[tuple[Term | None, ...]]:
    known: dict[bytes, Term | None] = {}
    answers.reverse()
    while answers:
        yield from lines.rows(answers.pop()[1], known)
