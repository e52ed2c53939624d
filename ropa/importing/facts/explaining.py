"""Sentences among data that list none: on people, on sources, and those that explain what a list holds."""

from __future__ import annotations

from ropa.importing.document import Kind, Passage
from ropa.importing.exchange_terms import category
from ropa.importing.facts.answering import tells_source
from ropa.importing.facts.subjects import is_sentence, lists_people
from ropa.importing.outline import Outline
from ropa.importing.phrases import Phrases
from ropa.namespaces import expand


def is_behind(passage: Passage, items: list[Passage]) -> bool:
    """Whether a passage stands behind a list of at least two."""
    return len(items) > 1 and bool(passage.at) and bool(items[-1].at) and passage.at[0] > items[-1].at[0]


def answers_else(outline: Outline, sentence: Passage, listed: list[Passage]) -> bool:
    """A sentence on people, on sources, or one that explains: "the card number stays with the bank".

    Behind a list every sentence explains that does not say what is collected; what it says is not collected is none.
    """
    if lists_people(outline, sentence) or tells_source(outline, sentence):
        return True
    words = outline.phrases
    text, named = sentence.text, words.lexicon("data").find(sentence.text)
    if sentence.kind is not Kind.TEXT or ":" in text or len(named) >= 3:
        return False
    never = words.any("lists.never").search(text)
    if never and not words.any("rights.contrast").search(text):
        return True
    if _on_basis(words, text):
        return True
    spoken = bool(listed) and (is_sentence(text, words) or text.count(" ") > max(1, 2 * len(named)))
    if not (spoken or words.any("lists.explain").search(text)):
        return False
    special = _is_special(words, text) and not words.any("lists.deny").search(text)
    told = special and not any(_is_special(words, each.text) for each in listed)
    return not told and not (words.any("lists.collect").search(text) or words.any("cookies.collect").search(text))


def _on_basis(words: Phrases, text: str) -> bool:
    """Whether a sentence says what the processing rests on, and of no data that they are collected."""
    if words.any("lists.collect").search(text) or words.any("cookies.collect").search(text):
        return False
    return bool(words.any("bases.firm").search(text) and words.lexicon("bases.words").find(text))


def _is_special(words: Phrases, text: str) -> bool:
    return any(category(expand(hit.concept))[1] for hit in words.lexicon("data").find(text))
