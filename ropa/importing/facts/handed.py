"""What data are handed on for: told in a sentence of its own behind the one that names who gets them."""

from __future__ import annotations

from ropa.importing.document import Passage
from ropa.importing.draft import MAIN, Draft
from ropa.importing.outline import Outline, Part
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 56


def read(outline: Outline, draft: Draft) -> None:
    """Purposes of the disclosure that was told last before."""
    words = outline.phrases
    for part in outline.about("recipients", "disclosures"):
        for sentence in part.sentences():
            if words.any("recipients.handed-for").match(sentence.text):
                _handed(outline, draft, part, sentence)


def _handed(outline: Outline, draft: Draft, part: Part, sentence: Passage) -> None:
    place = sentence.words().start
    told = ((_last(draft, node, place), node) for node in draft.get(MAIN, "disclosures"))
    start, node = max(told, default=(-1, ""))
    for hit in outline.phrases.lexicon("purposes").find(sentence.text) if start >= 0 else ():
        draft.put(node, "purposes", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)


def _last(draft: Draft, node: str, place: int) -> int:
    """Where a recipient is told last before a place of the document; -1 where it is not."""
    told = draft.places(node, "ropa:recipientCategoryLabel", "dpv:hasRecipient").all
    return max((each.start for each in told if each.start < place), default=-1)
