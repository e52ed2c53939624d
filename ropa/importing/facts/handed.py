"""What data are handed on for: told in a sentence of its own behind the one that names who gets them."""

from __future__ import annotations

from bisect import bisect_left

from ropa.importing.document import Passage
from ropa.importing.draft import MAIN, Draft
from ropa.importing.outline import Outline, Part
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 56


def read(outline: Outline, draft: Draft) -> None:
    """Purposes of the disclosure that was told last before."""
    words = outline.phrases
    told = [
        (part, sentence)
        for part in outline.about("recipients", "disclosures")
        for sentence in part.sentences()
        if words.any("recipients.handed-for").match(sentence.text)
    ]
    receivers = _receivers(draft) if told else []
    for part, sentence in told:
        _handed(outline, draft, part, sentence, receivers)


def _receivers(draft: Draft) -> list[tuple[int, str]]:
    """Where recipients are told, and the disclosure each is of."""
    terms = ("ropa:recipientCategoryLabel", "dpv:hasRecipient")
    nodes = draft.get(MAIN, "disclosures")
    return sorted((each.start, node) for node in nodes for each in draft.places(node, *terms).all)


def _handed(outline: Outline, draft: Draft, part: Part, sentence: Passage, receivers: list[tuple[int, str]]) -> None:
    before = bisect_left(receivers, (sentence.words().start, ""))
    for hit in outline.phrases.lexicon("purposes").find(sentence.text) if before else ():
        node = receivers[before - 1][1]
        draft.put(node, "purposes", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)
