"""Where the data come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from ropa.importing.circumstances import bare as uncircumstanced
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.facts.whence import by_case, is_object
from ropa.importing.lists import split, trimmed
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import Iri, Source
from ropa.namespaces import expand

ORDER = 60

_LONGEST = 140
"""No source has a longer name; what stands behind it in brackets may be as long as it will."""


def read(outline: Outline, draft: Draft) -> None:
    """From the section on sources; else from sentences that say whence data are got."""
    for part in outline.about("sources"):
        for passage in part.passages:
            if passage.kind is Kind.ITEM and len(passage.text) < 160:
                _put(outline, draft, part, trimmed(passage), VERBATIM)
            else:
                for clause in (each for sentence in sentences(passage) for each in _parted(sentence, outline.phrases)):
                    bare = not {"data", "content"} & set(part.keys)
                    for phrase in _phrases(outline, clause, bare=bare):
                        _put(outline, draft, part, phrase, VERBATIM)
    if draft.get(MAIN, "sources"):
        return
    for part in outline.about("data", "content", "subjects", "purpose", "title", "other", "retention"):
        told = [s for s in part.sentences() if outline.phrases.any("sources.firm").search(s.text)]
        for phrase in (phrase for sentence in told for phrase in _phrases(outline, sentence, bare=False)):
            _put(outline, draft, part, phrase, INFERRED)


def _parted(sentence: Passage, words: Phrases) -> list[Passage]:
    """What semicolons part, each read by itself where one of them says whence something is got."""
    ends = [found.start() for found in re.finditer(";", sentence.text)]
    parts = [trimmed(sentence.cut(a, b)) for a, b in pairwise([0, *ends, len(sentence.text)])]
    told = ends and any(words.any("sources.firm").search(part.text) for part in parts)
    return [part for part in parts if part.text] if told else [sentence]


def _put(outline: Outline, draft: Draft, part: Part, phrase: Passage, sureness: str) -> None:
    phrase = uncircumstanced(phrase, outline.phrases, "sources.kinds")
    if not phrase.text or any(_stems(phrase.text) == _stems(str(held)) for held in _told(draft)):
        return
    if _is_controller(draft, phrase.text) or outline.phrases.any("sources.pronoun").fullmatch(phrase.text):
        return
    node = draft.node(MAIN, "sources", Source)
    draft.put(MAIN, "sources", node, phrase.words(), part.key, sureness)
    for kind in _kinds(outline, phrase):
        draft.put(node, "kinds", Iri(expand(kind)))
    draft.put(node, "descriptions", draft.text(phrase.text))


def _is_controller(draft: Draft, phrase: str) -> bool:
    """Whether a phrase is but the name of who keeps the register: no third party to itself."""
    names = (str(name) for iri in draft.get("", "controllers") for name in draft.get(iri, "names"))
    return phrase.casefold() in {name.casefold() for name in names}


def _kinds(outline: Outline, phrase: Passage) -> Iterator[str]:
    """What a source is, each of several told in one breath: "authorities and companies" are not all authorities."""
    kinds = outline.phrases.lexicon("sources.kinds")
    members = [*split(phrase, outline.phrases)] if kinds.find(phrase.text) else [phrase]
    for member in _from(outline.phrases, members):
        yield kinds.best(member.text) or "dpv:ThirdPartyDataSource"


def _from(words: Phrases, members: list[Passage]) -> list[Passage]:
    """The members that data come from: of "from purchases in our shops, the web shop or at resellers" the first."""
    case, place = words.raw("sources.case"), words.any("sources.place")
    if case:
        whence = [each for each in members if re.search(rf"(?<![\w-])(?:{case})(?![\w-])", each.text, re.IGNORECASE)]
    else:
        whence = [each for each in members if not place.match(each.text)]
    return whence or members


def _stems(phrase: str) -> set[str]:
    """The beginnings of its words: one source told in two cases is one."""
    return {word[:5].lower() for word in re.findall(r"\w+", phrase)}


def _told(draft: Draft) -> list[str]:
    return [str(text) for node in draft.get(MAIN, "sources") for text in draft.get(node, "descriptions")]


def _phrases(outline: Outline, sentence: Passage, *, bare: bool) -> Iterator[Passage]:
    words = outline.phrases
    frame = words.any("sources.frame").search(sentence.text)
    if words.any("sources.stop").search(sentence.text) or _denied(words, sentence) or _recorded(words, sentence):
        return
    if words.any("retention.keep").search(sentence.text) and not words.any("sources.firm").search(sentence.text):
        return
    ending = words.raw("sources.case")
    givers = list(_givers(outline, sentence) if ending else _subjects(outline, sentence))
    if givers:
        yield from _got_before(outline, sentence) if ending else ()
        yield from givers
    elif not ending:
        if frame or (bare and len(sentence.text) < 120):
            yield from _by_preposition(outline, sentence, bare)
    elif frame or (bare and _first_in_case(sentence, ending, words)):
        named = [
            piece
            for piece in by_case(outline, sentence, re.compile(ending, re.IGNORECASE))
            if uncircumstanced(piece, words, "sources.kinds").text
        ]
        yield from named
        if not named and bare and not words.any("lists.verb").search(sentence.text):
            yield from split(sentence, words)
    elif bare and not words.any("lists.verb").search(sentence.text):
        yield from split(sentence, words)


def _denied(words: Phrases, sentence: Passage) -> bool:
    """Whence nothing is got: "We do not buy data from registers"; but "from nobody other than you" names a source."""
    denied = words.any("sources.deny").search(sentence.text)
    return bool(denied) and not words.any("sources.only").search(sentence.text)


def _recorded(words: Phrases, sentence: Passage) -> bool:
    """That calls are recorded and what the recordings serve: no source."""
    used = words.any("recordings.noun").search(sentence.text) and words.any("recordings.used").search(sentence.text)
    return bool(used or words.lexicon("recordings.kinds").find(sentence.text))


def _first_in_case(sentence: Passage, ending: str, words: Phrases) -> bool:
    """Finnish: whether the first of a list stands in a case of coming from, what stands around it aside."""
    first = next(split(sentence, words), sentence)
    text = uncircumstanced(first, words, "sources.kinds").text
    return bool(re.search(rf"(?<![\w-])(?:{ending})(?![\w-])", text, re.IGNORECASE))


def _givers(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Finnish: who gives the data is the subject, before the verb or, after the object, behind it."""
    words = outline.phrases
    clauses = list(_clauses(sentence, words))
    for (start, verb), (stop, _) in pairwise([*clauses, (len(sentence.text), None)]):
        if verb is None:
            return
        lead = words.expression("sources.before", re.IGNORECASE).match(sentence.text[start:])
        start += lead.end() if lead else 0
        before, after = sentence.text[start : verb.start()].strip(" ,"), sentence.text[verb.end() : stop].strip(" ,.")
        itself = words.expression("sources.self").match(after)
        if itself and len(before.split()) <= 2:
            yield trimmed(sentence.cut(start, sentence.text.index(after, verb.end()) + itself.end()))
            continue
        objects = is_object(before, verb[0], after, words)
        if not objects and re.search(rf",|\s(?:{words.joiners})\s", before):
            yield from split(sentence.cut(start, verb.start()), words)
            continue
        one = r"(?:[\w-]+n\s)?[\w-]+(?:\s[A-ZÅÄÖ][\w-]*)*"
        who = re.match(
            rf"{one}(?:\s(?:{words.joiners})\s(?!h[äe]\w+n\s){one}(?=[,.]|$))?", after if objects else before
        )
        if who and 3 < len(who[0]) < 80:
            place = sentence.text.index(who[0], verb.end() if objects else start)
            yield from split(sentence.cut(place, place + len(who[0])), words)


def _got_before(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Finnish: of "we hear it from you, and the club gives the number" whom it is heard from before that."""
    words = outline.phrases
    verb = words.any("sources.giver").search(sentence.text)
    parted = [*_parting(words).finditer(sentence.text, 0, verb.start())] if verb else []
    head = sentence.cut(0, parted[-1].start()) if parted else None
    if head and words.any("sources.firm").search(head.text):
        yield from by_case(outline, head, re.compile(words.raw("sources.case"), re.IGNORECASE))


def _clauses(sentence: Passage, words: Phrases) -> Iterator[tuple[int, re.Match[str]]]:
    """Where each clause begins that says who gives data, and its verb."""
    start = last = 0
    for verb in words.any("sources.giver").finditer(sentence.text):
        between = list(_parting(words).finditer(sentence.text, last, verb.start()))
        if last and not between:
            continue  # a second verb of the same subject
        if between and (last or between[-1][0][0] == ";"):
            start = between[-1].end()
        yield start, verb
        last = verb.end()


@cache
def _parting(words: Phrases) -> re.Pattern[str]:
    """What parts one clause of a sentence from the next."""
    contrast = "|".join(map(re.escape, words.raw("lists.but")))
    return re.compile(rf";\s*|,\s+(?:{words.joiners}|{contrast})\s|,\s|\s(?:{words.joiners})\s")


def _subjects(outline: Outline, sentence: Passage) -> Iterator[Passage]:
    """Swedish and English: who gives the data stands before the verb; "you give us the data" stays whole."""
    words = outline.phrases
    inverted = words.expression("sources.inverted", re.IGNORECASE).search(sentence.text) or _noted(words, sentence)
    if inverted:
        yield sentence.cut(*inverted.span(inverted.lastindex or 0))
        return
    for clause, verb in _clauses(sentence, words):
        lead = words.expression("sources.before", re.IGNORECASE).match(sentence.text[clause:])
        start, stop = clause + (lead.end() if lead else 0), verb.start()
        if words.any("sources.from").match(sentence.text, start):
            continue
        itself = words.expression("sources.self").match(sentence.text[verb.end() :])
        if itself and len(sentence.text[start:stop].split()) <= 2:
            yield trimmed(sentence.cut(start, verb.end() + itself.end()))
        elif 0 < len(sentence.text[start:stop].split()) <= 8 and not re.search(r"[,:]", sentence.text[start:stop]):
            modal = words.expression("sources.modal").search(sentence.text[start:stop])
            stop = start + modal.start() if modal else stop
            yield from split(sentence.cut(start, stop), words)


def _noted(words: Phrases, sentence: Passage) -> re.Match[str] | None:
    """Swedish: what is noted may stand first, and who notes it behind the verb: "Frånvaron antecknar läraren"."""
    found = words.expression("sources.noted").search(sentence.text)
    return found if found and not words.lexicon("subjects").find(sentence.text[: found.start(1)]) else None


def _by_preposition(outline: Outline, sentence: Passage, bare: bool) -> Iterator[Passage]:
    words = outline.phrases
    verb = words.any("sources.firm").search(sentence.text)
    found = words.any("sources.from").search(sentence.text, verb.start()) if verb else None
    found = found or words.any("sources.from").search(sentence.text)
    if not found and bare and len(sentence.text) < 120 and not words.any("sources.firm").search(sentence.text):
        yield from _members(sentence, words)
    while found:
        rest = sentence.text[found.end() :]
        stop = words.any("sources.until").search(rest)
        end = found.end() + (stop.start() if stop else len(rest))
        for piece in _members(_unled(trimmed(sentence.cut(found.end(), end)), words), words):
            again = words.any("sources.from").match(piece.text)
            phrase = _bare(trimmed(piece.cut(again.end(), len(piece.text))) if again else piece, words)
            if 2 < len(phrase.text) < _LONGEST:
                yield phrase
        found = words.any("sources.firm-from").search(sentence.text, end)


def _members(piece: Passage, words: Phrases) -> Iterator[Passage]:
    """The members of a list; "authorities and companies that offer updates" is one.

    Where each member has its preposition, as in "from courts and tribunals, from you", nothing else parts them.
    """
    again = list(words.any("sources.firm-from").finditer(piece.text))
    ends = [*(found.start() for found in again), len(piece.text)]
    parts = [trimmed(piece.cut(start, end)) for start, end in pairwise([0, *ends])]
    if len(again) >= 2:
        for member in parts:
            aside = words.any("sources.aside").search(member.text, 3)
            yield from _kept(trimmed(member.cut(0, aside.start())) if aside else member, words)
        return
    for part in parts:
        instance = words.expression("sources.instance").search(part.text)
        if instance:
            yield from _members(part.cut(0, instance.start()), words) if instance.start() else ()
            yield trimmed(part.cut(instance.start(), len(part.text)))
            return
    for member in (each for part in parts for each in split(part, words, conjunctions=False)):
        if words.any("sources.relative").search(member.text):
            yield member
        else:
            yield from split(member, words)


def _kept(piece: Passage, words: Phrases) -> Iterator[Passage]:
    """A member without the "and" that leads to the next."""
    end = re.search(rf"[\s,]+(?:{words.joiners})$", piece.text)
    piece = trimmed(piece.cut(0, end.start())) if end else piece
    if re.search(r"[^\W\d_]{2}", piece.text):
        yield piece


def _bare(piece: Passage, words: Phrases) -> Passage:
    aside = words.any("sources.aside").search(piece.text, 3)
    piece = trimmed(piece.cut(0, aside.start())) if aside else piece
    within = piece.text.find(" (") if len(piece.text) >= _LONGEST else -1
    return _unled(trimmed(piece.cut(0, within)) if within > 0 else piece, words)


def _unled(piece: Passage, words: Phrases) -> Passage:
    """Without the article before it."""
    lead = words.any("sources.article").match(piece.text)
    return trimmed(piece.cut(lead.end(), len(piece.text))) if lead else piece
