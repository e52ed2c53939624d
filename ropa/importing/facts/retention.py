"""How long data are kept: durations, the event they run from, criteria, and words that say nothing."""

from __future__ import annotations

import re
from functools import cache

from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import Duration, Iri, Retention
from ropa.namespaces import expand

ORDER = 70


_ELSEWHERE = {"cookies", "retention", "access", "rectification", "complaint", "controller", "contact", "date"}
"""Sections whose periods are of other things: answers, visits, versions."""


def read(outline: Outline, draft: Draft) -> None:
    """Rules from the section on retention, and from sentences elsewhere that say keep or delete with a period."""
    for part in outline.about("retention"):
        _section(outline, draft, part)
    silent = not draft.get(MAIN, "retention")
    for part in outline.parts:
        for sentence in () if part.key in _ELSEWHERE else part.sentences():
            keeps = outline.phrases.any("retention.keep").search(sentence.text)
            if (
                not keeps
                or not _of_data(sentence, outline.phrases)
                or outline.phrases.any("retention.not-period").search(sentence.text)
            ):
                continue
            if periods(sentence.text, outline.phrases) or (
                silent
                and part.key in {"title", "other", "other-rights", "content", "purpose"}
                and outline.phrases.any("retention.plain-vague").search(sentence.text)
            ):
                _rule(outline, draft, part, sentence, INFERRED)


def _of_data(sentence: Passage, words: Phrases) -> bool:
    """Whether a sentence speaks of data at all: things left behind are kept for a month too."""
    return bool(words.any("retention.of-data").search(sentence.text) or words.lexicon("data").find(sentence.text))


def _section(outline: Outline, draft: Draft, part: Part) -> None:
    sentences = list(part.sentences())
    words = outline.phrases
    told = [s for s in sentences if periods(s.text, words) and not words.any("retention.not-period").search(s.text)]
    soft = [
        s
        for s in sentences
        if s not in told
        and (words.any("retention.vague").search(s.text) or words.any("retention.criteria").search(s.text))
    ]
    if told:
        first = told[0]
        lead = [
            s
            for s in soft
            if (sentences.index(s) < sentences.index(first) and words.any("retention.criteria").search(s.text))
            or _endless(s, words)
            or _ruled(s, words)
        ]
        for sentence in sorted([*told, *lead], key=sentences.index):
            _rule(outline, draft, part, sentence, VERBATIM)
    elif soft:
        _rule(outline, draft, part, soft[0], VERBATIM)
        node = draft.get(MAIN, "retention")[-1]
        for sentence in sentences[sentences.index(soft[0]) + 1 :]:
            if words.any("retention.keep").search(sentence.text) or sentence in soft:
                draft.put(node, "as_written", draft.text(sentence.text), sentence.words(), part.key)
    elif sentences:
        keep = [s for s in sentences if words.any("retention.keep").search(s.text)]
        first = (keep or sentences)[0]
        if keep or not words.any("sources.firm").search(first.text):
            _rule(outline, draft, part, first, VERBATIM)


def _endless(sentence: Passage, words: Phrases) -> bool:
    """Kept without an end and without a criterion, whatever period other data have."""
    vague, rule = words.any("retention.plain-vague"), words.any("retention.criteria")
    law = words.lexicon("laws").find(sentence.text) or words.any("rights.by-law").search(sentence.text)
    kept = words.any("retention.keep").search(sentence.text)
    told = vague.search(sentence.text)
    ruled = [
        found
        for found in rule.finditer(sentence.text)
        if told and not (told.start() <= found.start() and found.end() <= told.end())
    ]
    return bool(kept and told) and not ruled and not law


def _ruled(sentence: Passage, words: Phrases) -> bool:
    """Kept for good, or up to what its own sentence says, whatever period other data have."""
    kept, lasting = words.any("retention.keep").search(sentence.text), words.any("retention.lasting")
    return bool(kept and lasting.search(sentence.text))


def _rule(outline: Outline, draft: Draft, part: Part, sentence: Passage, sureness: str) -> None:
    words = outline.phrases
    found, topic = periods(sentence.text, words), part.topic(sentence)
    for number, (duration, start, end) in enumerate(found or [("", 0, 0)]):
        stop = found[number + 1][1] if number + 1 < len(found) else len(sentence.text)
        event = _event(sentence, words, (start if len(found) > 1 else 0, stop))
        node = draft.node(MAIN, "retention", Retention)
        draft.put(MAIN, "retention", node, sentence.words(), part.key, sureness)
        draft.put(node, "as_written", draft.text(f"{topic}: {sentence.text}" if topic else sentence.text))
        if duration:
            draft.put(node, "durations", Duration(duration), sentence.words(start, end), part.key, sureness)
        if event:
            concept, first, last = event
            said = sentence.words(first, last)
            if concept:
                draft.put(node, "start_events", Iri(expand(concept)), said, part.key, sureness)
            else:
                draft.put(node, "start_event_texts", draft.text(said.text), said, part.key, sureness)
        if not duration:
            rule = words.any("retention.criteria").search(sentence.text)
            vague = words.any("retention.vague").search(sentence.text)
            if rule and not (vague and vague.start() <= rule.start() and vague.end() >= rule.end()):
                draft.put(node, "criteria", draft.text(sentence.text))
            elif not rule or vague:
                draft.put(node, "is_vague", True)
            if vague and event:
                draft.put(node, "is_vague", True)
        for hit in words.lexicon("laws").find(sentence.text):
            draft.put(node, "laws", Iri(expand(hit.concept)))


def periods(text: str, words: Phrases) -> list[tuple[str, int, int]]:
    """The durations in a text, in ISO 8601, with where they stand."""
    pattern, units, numbers = _counted(words)
    out = []
    for found in pattern.finditer(text):
        number = float(found["upper"] or found["digits"] or found["inner"] or numbers[(found["word"] or "").lower()])
        times, unit = int(units[found["unit"].lower()][:-1] or 1), units[found["unit"].lower()][-1]
        number *= times
        if number % 1 and unit == "Y":
            number, unit = 12 * number, "M"
        if number >= 1 and not (number > 150 and unit == "Y"):
            out.append((f"P{int(number)}{unit}", found.start(), found.end()))
    bare = words.any("retention.one").search(text) if not out else None
    if bare:
        unit = next((u for name, u in units.items() if name in bare[0].lower().split()), "Y")
        out.append((f"P{unit if unit[:-1] else '1' + unit}", bare.start(), bare.end()))
    return out


@cache
def _counted(words: Phrases) -> tuple[re.Pattern[str], dict[str, str], dict[str, float]]:
    """What counts a time, and what its units and numerals mean."""
    units = {k.lower(): v for k, v in words.words("retention.units").items()}
    numbers = {k.lower(): float(v) for k, v in words.words("retention.numbers").items()}
    names = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    count = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\w.,§])(?:(?P<digits>\d{{1,3}})(?:\s?[-–]\s?(?P<upper>\d{{1,3}}))?|(?P<word>{count})(?:\s?\((?P<inner>\d{{1,3}})\))?)\s*(?:[-–+]?\s*)(?P<unit>{names})(?![\w])",
        re.IGNORECASE,
    )
    return pattern, units, numbers


def _event(sentence: Passage, words: Phrases, window: tuple[int, int]) -> tuple[str, int, int] | None:
    """The event a period runs from: concept, and where its words stand. Only the window is looked at."""
    text = sentence.text[: window[1]]
    for found in words.any("retention.starts").finditer(text, window[0]):
        start, end = _phrase(text, found.start(), found.end(), words)
        if words.any("retention.no-event").fullmatch(text[start:end].strip()) or re.search(r"\d", text[start:end]):
            continue
        lexicon = words.lexicon("retention.events")
        hits = lexicon.find(text[start:end])
        return (max(hits, key=lambda h: h.end - h.start).concept if hits else ""), start, end
    after = words.raw("retention.after")
    for _, _, end in [each for each in periods(text, words) if after and each[1] >= window[0]]:
        following = re.match(after, text[end:], re.IGNORECASE)
        if following:
            start, stop = end + following.start(1), end + following.end(1)
            hits = words.lexicon("retention.events").find(text[start:stop])
            return (max(hits, key=lambda h: h.end - h.start).concept if hits else ""), start, stop
    return None


def _phrase(text: str, start: int, end: int, words: Phrases) -> tuple[int, int]:
    side = words.raw("retention.side")
    if side == "left":
        before = re.search(r"(?:(?<![\w])[\w-]*(?:n|den|tten|sten)\s(?:tai\s|ja\s)?){0,3}$", text[:start])
        return (before.start() if before and before[0].strip() else start), end
    stop = re.search(r"[,.;:()]|$", text[end:])
    return start, end + (stop.start() if stop else 0)
