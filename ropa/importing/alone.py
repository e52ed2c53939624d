"""Short lines that stand alone in plain text: headings that no layout calls so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from ropa.importing.channels import organisations
from ropa.importing.document import Kind, Passage
from ropa.importing.labels import SAME_ANSWERS, Labels

ITEM = re.compile(r"^\s*(?:[-–—•·*▪●○◦‣■✓✔►▸]|o(?=\s{2})|[>»→](?=\s))\s*(?=\S)")
COUNTED = re.compile(r"^\s*(?:\d{1,2}[.)]|[a-zåäö]\))\s+(?=[^\W\d_A-ZÅÄÖ])(?!.*\d{4})")
_NUMBERED = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2})?[.)]?\s+[^\W\d_a-zåäö]")
_NO_NAME = re.compile(r"[.,;:!@]$|@|\d{3}|\t|:\s|[\[\]]")


def often_alone(passages: Sequence[Passage], labels: Labels) -> bool:
    """Whether known labels stand alone between blank lines, so that other such lines are headings too."""
    alone = [p for p, following in pairwise(passages) if _is_alone(p, following)]
    known = sum(labels.read(passage.text)[1] >= 0.75 for passage in alone)
    return known >= 5 or (known >= 2 and len(alone) >= 8)


def is_shouted(passage: Passage) -> bool:
    """A line in capital letters alone, as some set their headings."""
    text = passage.text
    return passage.kind is Kind.TEXT and text.isupper() and 4 < len(text) < 70 and not re.search(r"[.,;@]$|\d{3}", text)


def _is_alone(passage: Passage, following: Passage) -> bool:
    text = passage.text
    return (
        passage.kind is Kind.TEXT
        and passage.gap
        and (following.gap or bool(_NUMBERED.match(text)))
        and 3 < len(text) < 80
        and len(text.split()) <= 10
        and text[:1] == text[:1].upper()
        and not ITEM.match(text)
        and not _NO_NAME.search(text)
    )


def is_unknown(
    passage: Passage, before: Passage | None, following: Sequence[Passage], current: tuple[str, ...]
) -> bool:
    """A heading whose question nobody knows: a short line alone, between a whole sentence and more text."""
    if before is None or not following or not _is_alone(passage, following[0]):
        return False
    if current == ("title",) and (len(before.text) < 60 or before.text[-1:] != "."):
        return False
    whole = before.text[-1:] in ".!?)" or bool(ITEM.match(before.text)) or bool(_NUMBERED.match(passage.text))
    below = following[0].text
    lines = (
        len(following) == 3
        and below[:1].isupper()
        and all(len(p.text) < 35 and p.text[-1:] not in ".,:!?" for p in following)
    )
    return whole and (lines or len(below) > 60 or below.endswith((".", ":")) or bool(ITEM.match(below)))


_AHEAD, _DENSE = 2.5, 0.6
"""How far the question that a block answers must be ahead of others, and how much of it must say so."""


def is_answered(passage: Passage, following: Sequence[Passage], labels: Labels, current: tuple[str, ...]) -> bool:
    """A line alone that nobody knows, above a block that by its words answers another question than the last."""
    named = passage._replace(text=_QUALIFIED.sub(" ", passage.text.rstrip("!")))
    if not following or not _is_alone(named, following[0]) or organisations(passage):
        return False
    told = labels.says(passage.text) and passage.text[-1] != "?" and not labels.read(passage.text)[0]
    if told or labels.is_field(passage.text):
        return False
    found = labels.judge("\n".join(_block(following)), passage.text)
    known = {SAME_ANSWERS.get(key, key) for key in current}
    other = found.key not in (known | _PEOPLE if known & _PEOPLE else known)
    return other and found.margin >= _AHEAD and found.density >= _DENSE


_PEOPLE = {"controller", "contact", "dpo", "joint"}
"""What lines of names and channels answer, whichever of them is asked."""


_QUALIFIED = re.compile(r":\s+(?=[^\W\d_A-ZÅÄÖ])")
"""Between two halves of a heading, "The toolbox: what we use"."""


def _block(following: Sequence[Passage]) -> Iterator[str]:
    """The texts below a line, up to the next that stands alone."""
    for passage, after in pairwise(chain(following, following[-1:])):
        if _is_alone(passage, after):
            return
        yield passage.text
