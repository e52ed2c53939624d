"""Laws cited, grounds for special data and identity codes."""

from __future__ import annotations

import re

from ropa.importing.document import Passage
from ropa.importing.draft import MAIN, Draft
from ropa.importing.exchange_terms import category
from ropa.importing.facts.grounds import denies_consent
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 130


_NINE = re.compile(
    r"\b(?:art\w*\.?\s?9|9\s?art\w*\.?)(?:\W|\d|kohda\w*|koht\w*|led\w*|mom\w*|punkt\w*|point|paragraph|ala)*?2"
    r"(?:\W|kohda\w*|koht\w*|led\w*|mom\w*|punkt\w*|point|alakohd\w*)*?(?P<a>[a-j])(?![\w])"
    r"|(?<![\d.])9\s?[.(]\s?2\s?[.)]?\s?\(?(?P<b>[a-j])\)?(?![\w])",
    re.IGNORECASE,
)


_OF_PROTECTION = {"ropa:law-FI-523-1999", "ropa:law-FI-1050-2018"}
"""Laws on how data may be processed: no processing rests on them as such."""


def read(outline: Outline, draft: Draft) -> None:
    """Laws anywhere; Art. 9 grounds and grounds for the identity code where the words for them stand."""
    words = outline.phrases
    gate = words.gate("=laws", "=bases.art9", "=identity-ground")
    for part in outline.parts:
        for sentence in part.sentences():
            if "9" not in sentence.text and not gate.may(sentence.text):
                continue
            grounds = "purpose" in part.keys and words.any("laws-ground").search(sentence.text)
            for hit in words.lexicon("laws").find(sentence.text):
                cited, said = Iri(expand(hit.concept)), sentence.words(hit.start, hit.end)
                draft.put("", "laws_cited", cited, said, part.key)
                if grounds and hit.concept not in _OF_PROTECTION and not _is_sensitive(draft):
                    draft.put(MAIN, "laws", cited, said, part.key)
            _special(words, draft, part, sentence)
            for hit in words.lexicon("identity-ground").find(sentence.text):
                if Iri(expand("ropa:PersonalIdentityCode")) in draft.get(MAIN, "data"):
                    draft.put(MAIN, "identity_code_grounds", Iri(expand(hit.concept)), sentence.words(), part.key)


def _special(words: Phrases, draft: Draft, part: Part, sentence: Passage) -> None:
    """Grounds of Art. 9, by number or by words."""
    for found in _NINE.finditer(sentence.text) if "9" in sentence.text else ():
        letter = (found["a"] or found["b"]).lower()
        draft.put(MAIN, "legal_bases", Iri(expand(f"eu-gdpr:A9-2-{letter}")), sentence.match(found), part.key)
    abroad = part.key == "transfers" or words.any("transfers.scope").search(sentence.text)
    for hit in () if abroad else words.lexicon("bases.art9").find(sentence.text):
        if hit.concept == "eu-gdpr:A9-2-a" and denies_consent(words, part, sentence):
            continue
        draft.put(MAIN, "legal_bases", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)


def _is_sensitive(draft: Draft) -> bool:
    """Data that need a ground of their own: a law that obliges to keep accounts must not pass for it."""
    held = [str(concept) for concept in draft.get(MAIN, "data")]
    return any(category(concept)[1] or concept.startswith(expand("pd:Criminal")) for concept in held)
