"""What a reader took nothing from in a notice: a comparison that finds no difference says nothing of it.

A sentence is read where words that a fact rests on stand in it. Judges no sentence: many tell nothing that a record
holds.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from ropa import texts
from ropa.model import Reading

_ENDS = re.compile(r"(?<=[.!?:;])\s+|\n+")
_LEAST = 4
"""Words that a sentence has at least: shorter ones are labels and items of lists. What a colon ends leads in only."""
_SHOWN, _LONG = 12, 110


@dataclass(frozen=True)
class Unread:
    """What is to be settled, sentences without a fact with the heading of their section, and how many were read."""

    remarks: tuple[str, ...]
    sentences: tuple[tuple[str, str], ...]
    read: int

    def lines(self, language: str) -> list[str]:
        """For a person: how much was compared, and the first of what was not."""
        told = [texts.say("cli-drift-read", language, read=self.read, unread=len(self.sentences))]
        told += [f"  {heading}: {_shortened(words)}" for heading, words in self.sentences[:_SHOWN]]
        rest = len(self.sentences) - _SHOWN
        told += [texts.say("cli-drift-more", language, count=rest)] if rest > 0 else []
        if self.remarks:
            told.append(texts.say("cli-drift-settle", language, count=len(self.remarks)))
            told += [f"  {texts.translated(remark, language)}" for remark in self.remarks]
        return told


def of(reading: Reading) -> Unread:
    """What a reading leaves out of its notice."""
    by_section: dict[str, list[str]] = defaultdict(list)
    for evidence in reading.evidence:
        by_section[evidence.section].append(_plain(evidence.text))
    read, left = 0, []
    for section in reading.notice.sections if reading.notice else ():
        known = [words for words in by_section[str(section.key)] if words]
        for sentence in filter(None, map(str.strip, _ENDS.split(str(section.text or "")))):
            plain = _plain(sentence)
            if any(words in plain or plain in words for words in known):
                read += 1
            elif len(plain.split()) >= _LEAST and not sentence.endswith(":"):
                left.append((str(section.heading or section.key), " ".join(sentence.split())))
    return Unread(reading.remarks, tuple(dict.fromkeys(left)), read)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", words).lower().split())


def _shortened(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[:_LONG].rsplit(' ', 1)[0]} …"
