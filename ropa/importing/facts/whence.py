"""Finnish: noun phrases in the cases of coming from, with all that belongs to them, and which is an object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.importing.document import Passage
from ropa.importing.finder import Finder
from ropa.importing.lists import trimmed
from ropa.importing.outline import Outline
from ropa.importing.phrases import Phrases


def by_case(outline: Outline, sentence: Passage, ending: re.Pattern[str]) -> Iterator[Passage]:
    """Finnish: noun phrases in the elative or ablative, with the attributes before them."""
    tokens = [(m[0], m.start(), m.end()) for m in re.finditer(r"[\w:’'/-]+|[^\w\s]", sentence.text)]
    stop = outline.phrases.any("sources.break")
    kinds = outline.phrases.lexicon("sources.kinds")
    heads = [
        i
        for i, (word, _, _) in enumerate(tokens)
        if ending.fullmatch(word) and len(word) > 5 and not stop.fullmatch(word) and not word.lower().startswith("mui")
    ]
    groups: list[tuple[int, int]] = []
    for head in heads:
        start = _attributes(tokens, head, ending, stop)
        alike = groups and _case(tokens[groups[-1][1]][0]) == _case(tokens[head][0])
        comma = groups and tokens[groups[-1][1] + 1][0] == ","
        apart = comma and (kinds.find(tokens[head][0]) or re.search(r"lt[aä]$", tokens[head][0]))
        if (groups and start <= groups[-1][1] + 1) or (
            groups and not apart and alike and _coordinated(tokens, groups[-1], start, head)
        ):
            groups[-1] = (groups[-1][0], head)
        else:
            groups.append((start, head))
    place = re.compile(r"[\w:’'/-]+(?:ss[aä]|ll[aä])(?:mme|nsa|nsä|an|än)?", re.IGNORECASE)
    for first, head in groups:
        last = _places(tokens, head, place, outline.phrases.any("sources.postposition"))
        several = any(word in {",", "ja", "tai", "sekä"} for word, _, _ in tokens[head + 1 : last])
        last = head if several and _case(tokens[head][0]) else last
        piece = trimmed(sentence.cut(tokens[first][1], tokens[last][2]))
        tail = outline.phrases.expression("sources.tail").search(piece.text)
        piece = trimmed(piece.cut(0, tail.start())) if tail else piece
        if piece.text:
            yield piece


def _case(word: str) -> bool:
    """Whether a word stands in the ablative, where people do; else in the elative."""
    return bool(re.search(r"lt[aä]", word[-7:]))


_WHITHER = re.compile(r"(?:ää|ii|oo|uu|yy|öö|[td]aa)n$")
"""Finnish: how words in the illative end, and verbs in the passive: no genitive."""


_JOINED = re.compile(r"(?:liitty|kohdistu|perustu|kuulu)v", re.IGNORECASE)
"""Finnish: participles that say nothing without what they are joined to: "asiakkuuteen liittyvistä ilmoituksista"."""


def _attributes(tokens: list[tuple[str, int, int]], head: int, ending: re.Pattern[str], stop: Finder) -> int:
    first = head
    while first > 0:
        word = tokens[first - 1][0]
        if stop.fullmatch(word) or not re.fullmatch(r"[\w:’'/-]+", word):
            break
        agrees = bool(ending.fullmatch(word)) and len(word) > 3
        genitive = len(word) > 3 and bool(re.search(r"(?:[aeiouyäö]n|:n)$", word)) and not _WHITHER.search(word)
        governed = bool(re.search(r"v(?:a|ä|i)(?:lta|ltä|sta|stä|ilta|iltä|ista|istä)$", tokens[first][0])) and bool(
            re.search(r"(?:a|ä)$", word)
        )
        whither = bool(_JOINED.match(tokens[first][0])) and bool(re.search(r"(?:[aeiouyäö]n)$", word))
        name = word[:1].isupper() and first - 1 > 0
        if not (agrees or genitive or governed or whither or name or word.endswith("-")):
            break
        first -= 1
    return first


def _places(tokens: list[tuple[str, int, int]], last: int, place: re.Pattern[str], never: Finder) -> int:
    """Where "in our shops, web shop or at resellers" goes on after the head."""
    at, end = last + 1, last
    while at < len(tokens):
        word = tokens[at][0]
        inner = re.search(r"ss[aä]\w{0,3}$", word)
        if never.fullmatch(word):
            break
        if place.fullmatch(word) and len(word) > 4 and (inner or end > last):
            end = at
        elif not (word in {",", "tai", "ja"} and end > last) and not re.search(r"(?:[aeiouyäö]n|:n)$", word):
            break
        at += 1
    return end


def _coordinated(tokens: list[tuple[str, int, int]], group: tuple[int, int], start: int, head: int) -> bool:
    """Whether a bare noun goes on with the attributes of the group before: "A:n sivuilta, lehdistä ja kirjoista"."""
    between = [word for word, _, _ in tokens[group[1] + 1 : start]]
    joined = between in (["ja"], ["tai"], [","])
    attributed = group[1] > group[0]
    others = start == head or tokens[start][0].lower().startswith("mui")
    word = tokens[head][0]
    return joined and attributed and others and not word[:1].isupper() and not tokens[group[1]][0].startswith("itse")


def is_object(before: str, verb: str, after: str, words: Phrases) -> bool:
    """Finnish: what stands before a verb is its object where it is data, or many while the verb is of one.

    No name is one, nor is what has data behind the verb: "Caverion antaa tiedot".
    """
    if re.search(r"\s[A-ZÅÄÖ][\w-]*$", before):
        return False
    one, data = not re.search(r"v[aä]t$", verb), words.lexicon("data")
    if one and before.endswith("t"):
        return True
    if not words.expression("sources.object", re.IGNORECASE).search(before):
        return False
    behind = after.partition(",")[0]
    told = [behind[hit.start :].split()[0] for hit in data.find(behind)]
    told += [word for word in behind.split() if one and word.islower() and word.endswith("t")]
    given = words.expression("sources.given", re.IGNORECASE)
    known = any(given.search(word) and not words.lexicon("subjects").find(word) for word in told)
    return bool(data.find(before)) or not known
