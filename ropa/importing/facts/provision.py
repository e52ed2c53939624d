"""Whether data must be given, by law or for a contract, and what follows where they are not."""

from __future__ import annotations

from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, MAIN, Draft
from ropa.importing.outline import Outline, Part
from ropa.model import Iri
from ropa.namespaces import expand

ORDER = 32

_BY_LAW = "ropa:StatutoryRequirement"


def read(outline: Outline, draft: Draft) -> None:
    """Anywhere the sentences that speak of giving data; in a section that asks for it whatever answers."""
    gate = outline.phrases.gate("=provision.kinds", "=provision.own", "provision.consequence")
    for part in outline.parts:
        after = False
        for sentence in part.sentences():
            if not gate.may(sentence.text):
                after = after and _asks(outline, sentence)
            elif not _asks(outline, sentence):
                after = _sentence(outline, draft, part, sentence, after=after)
    for part in outline.about("provision"):
        answers = [s for s in part.sentences() if part.key == "provision" and not _asks(outline, s)]
        if answers and not draft.get(MAIN, "provision"):
            requirement = Iri(expand(_requirement(outline, answers[0])))
            draft.put(MAIN, "provision", requirement, answers[0].words(), part.key, INFERRED)


def _asks(outline: Outline, sentence: Passage) -> bool:
    """A question, or both possibilities in one breath as a form words them, is no answer."""
    return sentence.text.endswith("?") or bool(outline.phrases.any("provision.either").search(sentence.text))


def _sentence(outline: Outline, draft: Draft, part: Part, sentence: Passage, *, after: bool) -> bool:
    """Whether a requirement is told; what follows without the data is only the consequence of the one before."""
    words = outline.phrases
    hits = (
        () if words.any("provision.not").search(sentence.text) else words.lexicon("provision.kinds").find(sentence.text)
    )
    hits = hits or (words.lexicon("provision.own").find(sentence.text) if part.key == "provision" else ())
    free = [hit for hit in hits if hit.concept == "ropa:NoRequirement"]
    consequence = words.any("provision.consequence").search(sentence.text)
    for hit in () if after and consequence else free or hits:
        by_law = words.any(f"provision.kinds.{_BY_LAW}").search(sentence.text[hit.start : hit.end])
        concept = _BY_LAW if by_law else hit.concept
        draft.put(MAIN, "provision", Iri(expand(concept)), sentence.words(hit.start, hit.end), part.key)
    if (hits or part.key == "provision") and consequence:
        draft.put(MAIN, "consequences", draft.text(sentence.text), sentence.words(), part.key)
    return bool(hits)


def _requirement(outline: Outline, sentence: Passage) -> str:
    """What a section on whether data must be given says in words of its own."""
    words = outline.phrases
    if words.lexicon("laws").find(sentence.text) or words.any("bases.words.eu-gdpr:A6-1-c").search(sentence.text):
        return "ropa:StatutoryRequirement"
    return "ropa:ContractualRequirement"
