"""Laws cited, grounds for special data and identity codes."""

from __future__ import annotations

from ropa.importing.draft import MAIN, Draft
from ropa.importing.outline import Outline
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 130


def read(outline: Outline, draft: Draft) -> None:
    """Laws anywhere; Art. 9 grounds and grounds for the identity code where the words for them stand."""
    words = outline.phrases
    for part in outline.parts:
        for sentence in part.sentences():
            for hit in words.lexicon("laws").find(sentence.text):
                draft.put("", "laws_cited", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)
            for hit in words.lexicon("bases.art9").find(sentence.text):
                draft.put(MAIN, "legal_bases", Iri(expand(hit.concept)), sentence.words(hit.start, hit.end), part.key)
            for hit in words.lexicon("identity-ground").find(sentence.text):
                if Iri(expand("ropa:PersonalIdentityCode")) in draft.get(MAIN, "data"):
                    draft.put(MAIN, "identity_code_grounds", Iri(expand(hit.concept)), sentence.words(), part.key)
