"""Automated decisions and profiling: denied, stated, or nothing told."""

from __future__ import annotations

import re

from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import AutomatedDecision, Iri
from ropa.namespaces import expand

ORDER = 110

_BARE = 6
"""How many words a denial has at most that leans on its heading."""


def read(outline: Outline, draft: Draft) -> None:
    """Its own section first; else sentences on the topic that do not merely tell of the right under Art. 22."""
    words = outline.phrases
    for part in outline.about("automated"):
        told = [s for s in part.sentences() if words.any("automated.topic").search(s.text)]
        denied = [s for s in told if _denies_decisions(words, s)]
        acting = [s for s in part.sentences() if _acts(words, s)]
        decided = [s for s in part.sentences() if _by_person(words, s)]
        for sentence in [*denied, *told, *acting, *decided, *part.sentences()]:
            if _one(outline, draft, part, sentence, VERBATIM):
                return
    for part in outline.parts:
        if "automated" in part.keys:
            continue
        for sentence in part.sentences():
            topic = words.any("automated.topic").search(sentence.text)
            right = words.any("automated.as-right").search(sentence.text)
            if topic and not right and _one(outline, draft, part, sentence, INFERRED):
                return


def _denies_decisions(words: Phrases, sentence: Passage) -> bool:
    """Whether decisions are denied in so many words: that settles what other sentences tell of profiling."""
    text = words.any("automated.alone").sub(" ", sentence.text)
    return bool(words.any("automated.noun").search(text) and words.any("automated.deny").search(text))


def _on_profiling(words: Phrases, part: Part) -> bool:
    """Whether a heading asks for profiling alone."""
    asked = part.heading.text if part.heading else ""
    return bool(words.any("automated.profiling").search(asked)) and not words.any("automated.noun").search(asked)


def _acts(words: Phrases, sentence: Passage) -> bool:
    """Whether, in a section that asks for it, a machine does something by itself, or nobody has a hand in it."""
    text = sentence.text
    if words.any("automated.as-right").search(text):
        return False
    alone = words.any("automated.alone").search(text) and not _denies_decisions(words, sentence)
    denied = words.any("automated.deny").search(_plain(words, text))
    only_helps = words.any("automated.only-helps").search(text)
    machine = words.any("automated.machine").search(text) and not (denied or only_helps or _by_person(words, sentence))
    return bool(alone or machine or words.any("automated.own").search(text))


def _by_person(words: Phrases, sentence: Passage) -> bool:
    """Whether a person decides, and is not only asked to look again at what a machine decided."""
    text = sentence.text
    asked = words.any("automated.human").search(text) and words.any("automated.as-right").search(text)
    return bool(words.any("automated.by-person").search(text)) and not asked


def _one(outline: Outline, draft: Draft, part: Part, sentence: Passage, sureness: str) -> bool:
    words = outline.phrases
    own = "automated" in part.keys
    acts = own and _acts(words, sentence)
    topic = acts or words.any("automated.topic").search(sentence.text)
    if own and words.any("automated.as-right").search(sentence.text) and topic:
        return False
    nobody = acts and words.any("automated.alone").search(sentence.text)
    denied = not nobody and bool(words.any("automated.deny").search(_plain(words, sentence.text)))
    denied = denied or (own and not acts and _by_person(words, sentence))
    if not denied and not topic:
        return False
    node = draft.node(MAIN, "automated_decisions", AutomatedDecision)
    draft.put(MAIN, "automated_decisions", node, sentence.words(), part.key, sureness)
    if denied:
        draft.put(node, "applicability", Iri(expand("dpv:NotApplicable")), sentence.words(), part.key, sureness)
        _denied_kinds(outline, draft, node, (part, sentence, sureness))
        _denied_apart(words, draft, node, part, sentence)
        return True
    if (acts and not _on_profiling(words, part)) or words.any("automated.decision").search(sentence.text):
        draft.put(node, "kinds", Iri(expand("ropa:SolelyAutomatedDecision")), sentence.words(), part.key, sureness)
    else:
        draft.put(node, "kinds", Iri(expand("dpv:Profiling")), sentence.words(), part.key, sureness)
    for other in _around(part, sentence):
        if words.any("automated.logic").search(other.text):
            draft.put(node, "logic", draft.text(other.text), other.words(), part.key)
        if words.any("automated.consequence").search(other.text) or (own and _acts(words, other)):
            draft.put(node, "consequences", draft.text(other.text), other.words(), part.key)
        if words.any("automated.human").search(other.text) and not words.any("automated.alone").search(other.text):
            draft.put(node, "human_involvement", Iri(expand("dpv:HumanInvolvement")), other.words(), part.key)
    return True


def _denied_kinds(outline: Outline, draft: Draft, node: str, told: tuple[Part, Passage, str]) -> None:
    """Where profiling is denied by name, in the sentence or the heading it answers, what all is denied."""
    part, sentence, sureness = told
    profiling = outline.phrases.any("automated.profiling").search(sentence.text)
    decisions = outline.phrases.any("automated.noun").search(sentence.text)
    for found, kind in ((profiling, "dpv:Profiling"), (decisions, "ropa:SolelyAutomatedDecision")):
        if profiling and found:
            draft.put(node, "kinds", Iri(expand(kind)), sentence.match(found), part.key, sureness)
    for kind in _asked_kinds(outline.phrases, part) if _is_bare_denial(outline.phrases, sentence) else ():
        draft.put(node, "kinds", Iri(expand(kind)), sentence.words(), part.key, INFERRED)


def _is_bare_denial(words: Phrases, sentence: Passage) -> bool:
    """Whether a sentence only says no to what its heading asks: "not in use"."""
    named = ("automated.noun", "automated.topic", "automated.machine", "automated.alone", "automated.by-person")
    denied = words.any("automated.deny").search(sentence.text)
    return (
        bool(denied)
        and len(sentence.text.split()) <= _BARE
        and not any(words.any(p).search(sentence.text) for p in named)
    )


def _asked_kinds(words: Phrases, part: Part) -> tuple[str, ...]:
    """What a heading that names profiling asks for: that alone, or decisions as well."""
    asked = part.heading.text if part.heading and "automated" in part.keys else ""
    rest = words.any("automated.profiling").sub(" ", asked)
    if rest == asked:
        return ()
    decisions = words.any("automated.noun").search(rest) or words.any("automated.topic").search(rest)
    more = decisions or re.search(rf"\b(?:{words.joiners})\b", rest)
    return ("dpv:Profiling", "ropa:SolelyAutomatedDecision") if more else ("dpv:Profiling",)


def _denied_apart(words: Phrases, draft: Draft, node: str, part: Part, sentence: Passage) -> None:
    """Where another sentence of the section denies profiling alone, beside this one that denies decisions."""
    decisions = words.any("automated.noun").search(sentence.text)
    others = [each for each in part.sentences() if each != sentence] if "automated" in part.keys else []
    for other in others if decisions else ():
        denied = words.any("automated.deny").search(_plain(words, other.text))
        profiling = words.any("automated.profiling").search(other.text)
        if decisions and denied and profiling and not words.any("automated.as-right").search(other.text):
            draft.put(node, "kinds", Iri(expand("dpv:Profiling")), other.match(profiling), part.key)
            draft.put(node, "kinds", Iri(expand("ropa:SolelyAutomatedDecision")), sentence.match(decisions), part.key)


def _plain(words: Phrases, text: str) -> str:
    """The sentence without its relative clauses: those who "do not pass" are turned down all the same."""
    return words.expression("automated.aside", re.IGNORECASE).sub(" ", text)


def _around(part: Part, sentence: Passage) -> list[Passage]:
    """The sentences that may explain a decision: all of its own section, elsewhere the next two."""
    told = part.sentences()
    if "automated" in part.keys or sentence not in told:
        return told
    at = told.index(sentence)
    return told[at : at + 3]
