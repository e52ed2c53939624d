"""Technical and organisational measures, on paper and electronic."""

from __future__ import annotations

from ropa.importing.draft import Draft
from ropa.importing.outline import Outline
from ropa.model import Iri, Measure
from ropa.namespaces import expand

ORDER = 90

_MEDIA = {"security-manual": "ropa:ManualMaterial", "security-electronic": "ropa:ElectronicMaterial"}


def read(outline: Outline, draft: Draft) -> None:
    """One measure per concept; both media where both sections name it."""
    nodes: dict[str, str] = {}
    told = [(p, s) for p in outline.about("security-manual", "security-electronic", "security") for s in p.sentences()]
    if not told:
        general = outline.phrases.any("measures.general")
        told = [(p, s) for p in outline.about("title", "other") for s in p.sentences() if general.search(s.text)]
    for part, sentence in told:
        if sentence.text:
            for hit in outline.phrases.lexicon("measures.kinds").find(sentence.text):
                said = sentence.words(hit.start, hit.end)
                if hit.concept not in nodes:
                    nodes[hit.concept] = draft.node("", "measures", Measure)
                node = nodes[hit.concept]
                draft.put(node, "concepts", Iri(expand(hit.concept)), said, part.key)
                medium = _MEDIA.get(part.key) or _medium(outline, sentence.text)
                if medium:
                    draft.put(node, "media", Iri(expand(medium)))


def _medium(outline: Outline, text: str) -> str:
    for name, medium in (("manual", "ropa:ManualMaterial"), ("electronic", "ropa:ElectronicMaterial")):
        if outline.phrases.any(f"measures.{name}").search(text):
            return medium
    return ""
