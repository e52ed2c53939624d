"""Whether data are said to stay inside, and whether they are published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ropa.importing.document import Passage, Words
from ropa.importing.draft import MAIN, VERBATIM, Draft
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import Disclosure, Iri
from ropa.namespaces import expand

ORDER = 54

_OWN = {"disclosures", "recipients", "sources", "other", "purpose", "register-name", "content"}
"""Sections whose "given to nobody" is said of all the data."""
_NEAREST = ("disclosures", "recipients")
"""Sections whose exceptions count where others repeat them in other words."""
_ELSEWHERE = {"cookies", "changes", "date", "rights", "transfers", "automated", "complaint"}
"""Sections that publish the notice, or nothing."""


def read(outline: Outline, draft: Draft) -> None:
    """Sentences anywhere that deny giving data out, or tell of making them public."""
    words, giving = outline.phrases, _giving(outline)
    exceptions: dict[str, list[Words]] = {}
    for part in [each for each in outline.parts if not set(each.keys) & _ELSEWHERE]:
        sentences = list(part.sentences())
        for number, sentence in enumerate(sentences):
            if not words.gate("recipients.stay", "recipients.deny", "recipients.publish", "recipients.shown").may(
                sentence.text
            ):
                continue
            unsold = words.any("recipients.sell").sub(" ", sentence.text)
            held = words.any("recipients.stay").search(unsold)
            denied = part.key in _OWN and (held or words.any("recipients.deny").search(unsold))
            partly = bool(words.any("recipients.deny-purpose").search(sentence.text))
            if topic := part.topic(sentence):
                partly = partly or len(giving) > (topic in giving)
            if denied and not partly and not words.any("transfers.scope").search(sentence.text):
                draft.put("", "disclosure_denied", True, sentence.words(), part.key, VERBATIM)
                exceptions.setdefault(part.key, []).extend(_exceptions(outline, sentence))
            public = words.any("recipients.publish").search(sentence.text) or _is_shown(words, sentence)
            ours = part.key not in {"other", "title"} or words.lexicon("data").find(sentence.text)
            if public and ours and not words.any("recipients.not-publish").search(sentence.text):
                _publication(draft, part, sentence, _told(outline, sentences[number:]))
    told = next((key for key in (*_NEAREST, *exceptions) if exceptions.get(key)), "")
    for found in exceptions.get(told, ()):
        draft.put("", "disclosure_exceptions", draft.text(found.text), found, told, VERBATIM)


def _giving(outline: Outline) -> set[str]:
    """The headings within sections on recipients under which data are said to be given out."""
    words = outline.phrases
    return {
        topic
        for part in outline.about(*_NEAREST)
        for each in part.sentences()
        if (topic := part.topic(each))
        and words.any("recipients.give").search(each.text)
        and not words.any("recipients.deny").search(each.text)
    }


def _is_shown(words: Phrases, sentence: Passage) -> bool:
    """Whether data can be seen where everybody comes by: names in the newsletter, on the notice board."""
    shown = words.any("recipients.shown").search(sentence.text)
    return bool(shown) and bool(words.lexicon("data").find(sentence.text))


def _exceptions(outline: Outline, sentence: Passage) -> Iterator[Words]:
    """What a denial leaves open: from "except" to the next or the end; not that it is told elsewhere."""
    words = outline.phrases
    found = words.any("recipients.reserve").search(sentence.text)
    if found and not words.any("recipients.reserve-told").search(sentence.text, found.end()):
        start = found.start()
        for gap in re.finditer(r";\s+", sentence.text):
            if gap.start() > start and words.any("recipients.reserve").match(sentence.text, gap.end()):
                yield sentence.words(start, gap.start())
                start = gap.end()
        yield sentence.words(start, len(sentence.text.rstrip(" .;")))


def _told(outline: Outline, sentences: list[Passage]) -> Words:
    """What is published, where, when and on what condition; where it only may be, all that is said of it."""
    words, sentence = outline.phrases, sentences[0]
    if not words.any("recipients.publish-may").search(sentence.text):
        return sentence.words()
    more = takewhile(lambda each: words.any("recipients.publish-more").search(each.text), sentences[1:])
    told = [each.words() for each in (sentence, *more)]
    return Words(" ".join(each.text for each in told), told[0].start, told[-1].end)


def _publication(draft: Draft, part: Part, sentence: Passage, told: Words) -> None:
    everyone = Iri(expand("ropa:PublicAtLarge"))
    held = (node for node in draft.get(MAIN, "disclosures") if everyone in draft.get(node, "recipient_kinds"))
    node = next(held, None) or draft.node(MAIN, "disclosures", Disclosure, "", sentence.words(), part.key)
    draft.put(node, "recipient_kinds", everyone, sentence.words(), part.key)
    draft.put(node, "conditions", draft.text(told.text), told, part.key, VERBATIM)
