"""Enumerations in running text taken apart: bullets, commas, "and", groups before a colon, brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ropa.importing.circumstances import clauses
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.exchange_terms import category
from ropa.importing.phrases import Phrases
from ropa.namespaces import expand

_WORD = re.compile(r"[^\W\d_]{2}")
_EDGE = " \t,;:.·•*–—-"


_GROUP = re.compile(r"(?:^[^:]{2,}?|(?<=[\s,;])[A-ZÅÄÖ][^:,.;]{2,60}?):\s+(?=\S)")


def trimmed(piece: Passage) -> Passage:
    """Without punctuation at its edges; a bracket that closes nothing goes too."""
    start, end = 0, len(piece.text)
    while start < end and piece.text[start] in _EDGE + ')"”':
        start += 1
    while end > start and piece.text[end - 1] in _EDGE + '("“':
        end -= 1
    inside = piece.text[start:end]
    if inside.endswith(")") and inside.count("(") < inside.count(")"):
        end -= 1
    return piece.cut(start, end)


def split(
    piece: Passage, words: Phrases, *, conjunctions: bool = True, whose: bool = False, attached: bool = False
) -> Iterator[Passage]:
    """The members of an enumeration; what stands in brackets is not parted.

    With `whose`, people before "and" stay with what follows: "the owner's and tenant's name" is one member.
    With `attached`, a word after "and" stays with a preposition before: "dates of baptism and confirmation".
    """
    mark = _mark(words) if conjunctions else _COMMA
    if piece.text.count(";") >= 2 and piece.text.count(",") <= piece.text.count(";"):
        yield from _by_semicolon(piece, words)
        return
    start = 0
    whole = [*(each.span() for each in words.any("lists.whole").finditer(piece.text)), *clauses(piece.text, words)]
    for found in mark.finditer(piece.text):
        before = piece.text[: found.start()]
        if any(a <= found.start() < b for a, b in whole):
            continue
        if before.count("(") > before.count(")"):
            continue
        if before.rstrip().endswith("-") and found[0].strip() not in {",", ";"}:
            continue
        if attached and _is_attached(piece, start, found, mark, words):
            continue
        if whose and found[0].strip() not in {",", ";"} and _is_people(piece.cut(start, found.start()), words):
            continue
        whose_word = words.any("lists.pronoun").match(piece.text, found.end())
        if whose_word and not _begins_with_people(piece.text[whose_word.end() :].lstrip(), words):
            continue
        if found[0] == "," and re.match(r"\d", piece.text[found.end() :]) and before[-1:].isdigit():
            continue
        yield from _kept(piece.cut(start, found.start()), words)
        start = found.end()
    yield from _kept(piece.cut(start, len(piece.text)), words)


_COMMA = re.compile(r"[,;\n]")


@cache
def _mark(words: Phrases) -> re.Pattern[str]:
    return re.compile(rf"[,;\n]|\s(?:{words.joiners})\s", re.IGNORECASE)


@cache
def _joiner(words: Phrases) -> re.Pattern[str]:
    return re.compile(rf"\s(?:{words.joiners})\s", re.IGNORECASE)


@cache
def _joiner_last(words: Phrases) -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s,]+)(?:{words.joiners})$")


def _by_semicolon(piece: Passage, words: Phrases) -> Iterator[Passage]:
    """Members parted by semicolons alone: commas and "and" are within them."""
    for found in re.finditer(r"[^;]+", piece.text):
        lead = re.match(rf"\s*(?:{words.joiners})\b[\s,]*", found[0], re.IGNORECASE)
        member = piece.cut(found.start() + (lead.end() if lead else 0), found.end())
        commas = re.finditer(r",\s+", member.text)
        aside = next((m.start() for m in commas if words.any("lists.relative").match(member.text, m.end())), None)
        yield from _kept(member.cut(0, len(member.text) if aside is None else aside), words)


def halves(piece: Passage, words: Phrases) -> tuple[Passage, ...]:
    """Both members of "date of birth and nationality", where each alone is known data of another kind; else none."""
    joined = [found for found in _joiner(words).finditer(piece.text) if "(" not in piece.text[: found.start()]]
    if len(joined) != 1 or "," in piece.text:
        return ()
    parted = trimmed(piece.cut(0, joined[0].start())), trimmed(piece.cut(joined[0].end(), len(piece.text)))
    kinds = [{hit.concept for hit in words.lexicon("data").find(half.text)} for half in parted]
    return parted if all(kinds) and not kinds[0] & kinds[1] and not parted[0].text.endswith("-") else ()


def _is_attached(piece: Passage, start: int, found: re.Match[str], mark: re.Pattern[str], words: Phrases) -> bool:
    """Whether "and" joins one word to the word that a preposition before it governs."""
    if found[0].strip() in {",", ";"}:
        return False
    following = mark.search(piece.text, found.end())
    after = piece.text[found.end() : following.start() if following else len(piece.text)].strip(" .")
    return len(after.split()) == 1 and bool(words.any("lists.preposition").search(piece.text[start : found.start()]))


def _is_people(piece: Passage, words: Phrases) -> bool:
    hits = words.lexicon("subjects").find(piece.text)
    return bool(hits) and hits[0].start == 0 and hits[-1].end == len(piece.text)


def _begins_with_people(text: str, words: Phrases) -> bool:
    hits = words.lexicon("subjects").find(text[:_NEAR])
    return bool(hits) and hits[0].start == 0


_NEAR = 40


def _kept(piece: Passage, words: Phrases) -> Iterator[Passage]:
    """A member, unless it is a relative clause on the member before or holds no word."""
    piece = trimmed(piece)
    joiner = _joiner_last(words).search(piece.text)
    piece = trimmed(piece.cut(0, joiner.start())) if joiner else piece
    if not words.any("lists.relative").match(piece.text) and _WORD.search(piece.text):
        yield piece


def members(passage: Passage, words: Phrases, *, whose: bool = True) -> Iterator[tuple[Passage, bool]]:
    """The phrases of a passage that lists things, each with whether it surely is a member of a list.

    A bullet is one member, or as many as it has commas; a sentence lists what follows its colon or its
    collecting verb.
    """
    if passage.kind is Kind.ITEM:
        yield from _bullet(passage, words, whose)
        return
    for sentence in sentences(passage):
        groups = list(_GROUP.finditer(sentence.text))
        if groups:
            ends = [*(g.start() for g in groups[1:]), len(sentence.text)]
            for group, end in zip(groups, ends, strict=True):
                if not _lists_nothing(sentence, group, end, words):
                    for piece in split(sentence.cut(group.end(), end), words, whose=whose, attached=True):
                        yield piece, True
            continue
        if _of_keeping(sentence, words) or _denied(sentence, words):
            continue
        clause = words.any("lists.collect").search(sentence.text) or words.any("lists.clause").match(sentence.text)
        verbless = not clause and len(sentence.text) < 400 and not words.any("lists.verb").search(sentence.text)
        gathered = words.any("lists.gather").search(sentence.text)
        if gathered and not words.lexicon("data").find(sentence.text[: gathered.start()]):
            sentence = sentence.cut(gathered.end(), len(sentence.text))
        commas = sentence.text.count(",")
        lead = words.any("lists.lead").match(sentence.text)
        listed = ((lead is not None and lead.end() < 60) or bool(gathered)) and commas >= 1
        for piece in split(sentence, words, whose=whose, attached=True):
            yield piece, listed or (verbless and (commas >= 1 or len(sentence.text) < 60))


def _lists_nothing(sentence: Passage, group: re.Match[str], end: int, words: Phrases) -> bool:
    """ "Not collected: ...", "Photographs: none"; "Identity code: it must be known who is who" explains."""
    body, data = sentence.text[group.end() : end], words.lexicon("data")
    if data.find(group[0]) and words.lexicon("identity-ground").find(sentence.text):
        return True
    if words.any("lists.deny").search(group[0]) or words.any("lists.none").fullmatch(body.strip(" .;,")):
        return True
    return bool(data.find(group[0]) and words.any("lists.verb").search(body) and not data.find(body))


def _of_keeping(sentence: Passage, words: Phrases) -> bool:
    """How long data are kept, in words: no list of them."""
    said = words.any("retention.vague").search(sentence.text) or words.any("retention.criteria").search(sentence.text)
    return bool(said and words.any("retention.keep").search(sentence.text))


def _denied(sentence: Passage, words: Phrases) -> bool:
    denied = words.any("lists.deny").search(sentence.text)
    hits = words.lexicon("data").find(sentence.text) if denied else ()
    if denied and hits and denied.start() < hits[0].start:
        return True
    return bool(words.any("lists.deny-collect").search(sentence.text)) and "," not in sentence.text


def _bullet(item: Passage, words: Phrases, whose: bool) -> Iterator[tuple[Passage, bool]]:
    colon = re.search(r":\s|\s[–—-]\s", item.text)
    if colon and item.text.count("(", 0, colon.start()) > item.text.count(")", 0, colon.start()):
        colon = None
    if colon and len(item.text) - colon.end() > 2:
        rest = item.cut(colon.end(), len(item.text))
        for piece in split(rest, words, whose=whose, attached=True):
            yield piece, True
        return
    bare = re.sub(r"\([^)]*\)", "", item.text)
    commas = len(re.findall("[,;]", bare))
    if commas == 1 and words.any("lists.instance").match(bare.partition(",")[2].strip()) and len(bare) < 90:
        commas = 0
    if commas or len(bare) > 90:
        for piece in split(item, words, conjunctions=commas > 0, whose=whose, attached=True):
            yield piece, len(piece.text) < 80
        return
    pair = list(split(item, words, whose=whose))
    for piece in pair if len(pair) == 2 and _two_things(pair, words) else _kept(item, words):
        yield piece, len(piece.text) < 120


def together(item: Passage, words: Phrases) -> Passage | None:
    """The words of "height, weight and shoe size" where one bullet tells them as one thing; None where each member
    is told of by itself elsewhere, as what everybody keeps and special categories are, or the bullet is no such list.
    """
    if item.kind is not Kind.ITEM or re.search(r":\s", item.text):
        return None
    pieces = [piece for piece, _ in _bullet(item, words, True)]
    if not _FEW <= len(pieces) <= _FEW + 1:
        return None
    places = [item.text.find(piece.text) for piece in pieces]
    ends = [place + len(piece.text) for place, piece in zip(places, pieces, strict=True)]
    between = [item.text[end:start] for end, start in zip(ends, places[1:], strict=False)]
    if any(not gap.startswith(",") for gap in between[:-1]) or not _joiner(words).search(between[-1]):
        return None
    whole = item.cut(places[0], ends[-1])
    if words.any("lists.verb").search(whole.text):
        return None
    named = [_BRACKET.sub("", piece.text) for piece in pieces]
    hits = [words.lexicon("data").find(each) for each in named]
    known = all(found and found[-1].end == len(each) for found, each in zip(hits, named, strict=True))
    told = {hit.concept for found in hits for hit in found}
    apart = known and not hits[0][0].start and any(each in _BASIC or category(expand(each))[1] for each in told)
    of_thing = words.expression("lists.of-thing", re.IGNORECASE).match(item.text)
    return None if apart and not of_thing else whole


_FEW = 3
_BRACKET = re.compile(r"\s*\([^()]*\)$")


_BASIC = {"pd:Name", "pd:PhysicalAddress", "pd:EmailAddress", "pd:TelephoneNumber", "pd:BirthDate", "pd:Contact",
          "ropa:PersonalIdentityCode", "ropa:RepresentedOrganisation", "pd:CurrentEmployment"}  # fmt: skip


def _two_things(pair: list[Passage], words: Phrases) -> bool:
    """Two single words that name different things everybody keeps: "name and identity code"."""
    found = [words.lexicon("data").find(piece.text) for piece in pair]
    whole = all(
        len(hits) == 1 and hits[0].end - hits[0].start == len(p.text) for hits, p in zip(found, pair, strict=True)
    )
    return whole and len({hits[0].concept for hits in found} & _BASIC) == 2
