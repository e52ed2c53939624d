"""Where the data come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ropa.importing.circumstances import bare as uncircumstanced
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.finder import Finder
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import Iri, Source
from ropa.namespaces import expand

ORDER = 60


def read(outline: Outline, draft: Draft) -> None:
    """From the section on sources; else from sentences that say whence data are got."""
    for part in outline.about("sources"):
        for passage in part.passages:
            if passage.kind is Kind.ITEM and len(passage.text) < 160:
                _put(outline, draft, part, trimmed(passage), VERBATIM)
            else:
                for sentence in _sentences(passage):
                    bare = not {"data", "content"} & set(part.keys)
                    for phrase in _phrases(outline, sentence, bare=bare):
                        _put(outline, draft, part, phrase, VERBATIM)
    if draft.get(MAIN, "sources"):
        return
    for part in outline.about("data", "content", "purpose", "title", "other", "retention"):
        told = [s for s in part.sentences() if outline.phrases.any("sources.firm").search(s.text)]
        for phrase in (phrase for sentence in told for phrase in _phrases(outline, sentence, bare=False)):
            _put(outline, draft, part, phrase, INFERRED)


def _sentences(passage: Passage) -> Iterator[Passage]:
    return sentences(passage)


def _put(outline: Outline, draft: Draft, part: Part, phrase: Passage, sureness: str) -> None:
    phrase = uncircumstanced(phrase, outline.phrases, "sources.kinds")
    if not phrase.text or any(_stems(phrase.text) == _stems(str(held)) for held in _told(draft)):
        return
    kind = outline.phrases.lexicon("sources.kinds").best(phrase.text) or "dpv:ThirdPartyDataSource"
    node = draft.node(MAIN, "sources", Source)
    draft.put(MAIN, "sources", node, phrase.words(), part.key, sureness)
    draft.put(node, "kinds", Iri(expand(kind)))
    draft.put(node, "descriptions", draft.text(phrase.text))


def _stems(phrase: str) -> set[str]:
    """The beginnings of its words: one source told in two cases is one."""
    return {word[:5].lower() for word in re.findall(r"\w+", phrase)}


def _told(draft: Draft) -> list[str]:
    return [str(text) for node in draft.get(MAIN, "sources") for text in draft.get(node, "descriptions")]


def _phrases(outline: Outline, sentence: Passage, *, bare: bool) -> Iterator[Passage]:
    words = outline.phrases
    frame = words.any("sources.frame").search(sentence.text)
    if words.any("sources.stop").search(sentence.text):
        return
    if words.any("retention.keep").search(sentence.text) and not words.any("sources.firm").search(sentence.text):
        return
    ending = words.raw("sources.case")
    givers = list(_givers(outline, sentence) if ending else _subjects(outline, sentence))
    if givers:
        yield from givers
    elif not ending:
        if frame or (bare and len(sentence.text) < 120):
            yield from _by_preposition(outline, sentence, bare)
    elif frame or (bare and _first_in_case(sentence, ending, words)):
        named = list(_by_case(outline, sentence, re.compile(ending, re.IGNORECASE)))
        yield from named
        if not named and bare and not words.any("lists.verb").search(sentence.text):
            yield from split(sentence, words)
    elif bare and not words.any("lists.verb").search(sentence.text):
        yield from split(sentence, words)


def _first_in_case(sentence: Passage, ending: str, words: Phrases) -> bool:
    """Finnish: whether the first of a list stands in a case of coming from, what stands around it aside."""
    first = next(split(sentence, words), sentence)
    text = uncircumstanced(first, words, "sources.kinds").text
    return bool(re.search(rf"(?<![\w-])(?:{ending})(?![\w-])", text, re.IGNORECASE))


def _givers(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Finnish: who gives the data is the subject, before the verb or, after the object, behind it."""
    for clause in re.finditer(r"[^;]+", sentence.text):
        verb = outline.phrases.any("sources.giver").search(clause[0])
        if not verb:
            continue
        before, after = clause[0][: verb.start()].strip(" ,"), clause[0][verb.end() :].strip(" ,.")
        itself = re.match(outline.phrases.raw("sources.self"), after)
        if itself and len(before.split()) <= 2:
            yield trimmed(sentence.cut(clause.start(), clause.start() + clause[0].index(after) + itself.end()))
            continue
        objects = _is_object(before, verb[0])
        if not objects and re.search(r",|\s(?:ja|sekä|tai)\s", before):
            yield from split(sentence.cut(clause.start(), clause.start() + verb.start()), outline.phrases)
            continue
        who = re.match(r"(?:[\w-]+n\s)?[\w-]+", after if objects else before)
        if who and 3 < len(who[0]) < 50:
            start = sentence.text.index(who[0], clause.start() + (verb.end() if objects else 0))
            yield sentence.cut(start, start + len(who[0]))


def _is_object(before: str, verb: str) -> bool:
    """Finnish: what stands before a verb is its object where it is data, or many while the verb is of one."""
    many = before.endswith("t") and not re.search(r"v[aä]t$", verb)
    return many or bool(re.search(r"(?:tiedo|tieto|lausun|osan|ne\b|niitä|lomak)", before, re.IGNORECASE))


def _subjects(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Swedish and English: who gives the data stands before the verb; "you give us the data" stays whole."""
    words = outline.phrases
    inverted = re.search(words.raw("sources.inverted") or r"(?!)", sentence.text, re.IGNORECASE)
    if inverted:
        yield sentence.cut(*inverted.span(1))
        return
    for clause in re.finditer(r"[^;]+", sentence.text):
        verb = words.any("sources.giver").search(clause[0])
        if not verb:
            continue
        lead = re.match(words.raw("sources.before"), clause[0].lstrip(), re.IGNORECASE)
        start = clause.start() + (lead.end() if lead else 0)
        stop = clause.start() + verb.start()
        itself = re.match(words.raw("sources.self") or r"(?!)", clause[0][verb.end() :])
        if itself and len(sentence.text[start:stop].split()) <= 2:
            yield trimmed(sentence.cut(start, clause.start() + verb.end() + itself.end()))
        elif 0 < len(sentence.text[start:stop].split()) <= 8 and not re.search(r"[,:]", sentence.text[start:stop]):
            yield from split(sentence.cut(start, stop), words)


def _by_preposition(outline: Outline, sentence: Passage, bare: bool) -> Iterator[Passage]:
    words = outline.phrases
    verb = words.any("sources.firm").search(sentence.text)
    found = words.any("sources.from").search(sentence.text, verb.start()) if verb else None
    found = found or words.any("sources.from").search(sentence.text)
    if not found and bare and len(sentence.text) < 120 and not words.any("sources.frame").search(sentence.text):
        yield from split(sentence, words)
    while found:
        rest = sentence.text[found.end() :]
        stop = words.any("sources.until").search(rest)
        end = found.end() + (stop.start() if stop else len(rest))
        for piece in _members(trimmed(sentence.cut(found.end(), end)), words):
            again = words.any("sources.from").match(piece.text)
            phrase = _bare(trimmed(piece.cut(again.end(), len(piece.text))) if again else piece, words)
            if 2 < len(phrase.text) < 140:
                yield phrase
        found = words.any("sources.firm-from").search(sentence.text, end)


def _members(piece: Passage, words: Phrases) -> Iterator[Passage]:
    """The members of a list; "authorities and companies that offer updates" is one.

    Where each member has its preposition, as in "from courts and tribunals, from you", nothing else parts them.
    """
    again = list(words.any("sources.firm-from").finditer(piece.text))
    if len(again) >= 2:
        ends = [*(found.start() for found in again), len(piece.text)]
        for start, end in pairwise([0, *ends]):
            member = trimmed(piece.cut(start, end))
            aside = words.any("sources.aside").search(member.text, 3)
            yield from _kept(trimmed(member.cut(0, aside.start())) if aside else member, words)
        return
    for member in split(piece, words, conjunctions=False):
        if words.any("sources.relative").search(member.text):
            yield member
        else:
            yield from split(member, words)


def _kept(piece: Passage, words: Phrases) -> Iterator[Passage]:
    """A member without the "and" that leads to the next."""
    joiners = "|".join(map(re.escape, words.raw("lists.and")))
    end = re.search(rf"[\s,]+(?:{joiners})$", piece.text)
    piece = trimmed(piece.cut(0, end.start())) if end else piece
    if re.search(r"[^\W\d_]{2}", piece.text):
        yield piece


def _bare(piece: Passage, words: Phrases) -> Passage:
    aside = words.any("sources.aside").search(piece.text, 3)
    piece = trimmed(piece.cut(0, aside.start())) if aside else piece
    lead = words.any("sources.article").match(piece.text)
    return trimmed(piece.cut(lead.end(), len(piece.text))) if lead else piece


def _by_case(outline: Outline, sentence: Passage, ending: re.Pattern[str]) -> Iterator[Passage]:
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
        tail = re.search(outline.phrases.raw("sources.tail") or r"(?!)", piece.text)
        piece = trimmed(piece.cut(0, tail.start())) if tail else piece
        if piece.text:
            yield piece


def _case(word: str) -> bool:
    """Whether a word stands in the ablative, where people do; else in the elative."""
    return bool(re.search(r"lt[aä]", word[-7:]))


def _attributes(tokens: list[tuple[str, int, int]], head: int, ending: re.Pattern[str], stop: Finder) -> int:
    first = head
    while first > 0:
        word = tokens[first - 1][0]
        if stop.fullmatch(word) or not re.fullmatch(r"[\w:’'/-]+", word):
            break
        agrees = bool(ending.fullmatch(word)) and len(word) > 3
        genitive = bool(re.search(r"(?:[aeiouyäö]n|:n)$", word)) and len(word) > 3
        governed = bool(re.search(r"v(?:a|ä|i)(?:lta|ltä|sta|stä|ilta|iltä|ista|istä)$", tokens[first][0])) and bool(
            re.search(r"(?:a|ä)$", word)
        )
        name = word[:1].isupper() and first - 1 > 0
        if not (agrees or genitive or governed or name or word.endswith("-")):
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
