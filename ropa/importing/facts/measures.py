"""Technical and organisational measures, on paper and electronic."""

from __future__ import annotations

from ropa.importing.document import Passage
from ropa.importing.draft import Draft
from ropa.importing.outline import Outline, Part
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
            _limits(outline, draft, nodes, part, sentence)
            hits = outline.phrases.lexicon("measures.kinds").find(sentence.text)
            personal = any(hit.concept == "dpv:PasswordAuthentication" for hit in hits)
            for hit in hits:
                if personal and hit.concept == "ropa:PasswordProtection":
                    continue
                said = sentence.words(hit.start, hit.end)
                if hit.concept not in nodes:
                    nodes[hit.concept] = draft.node("", "measures", Measure)
                node = nodes[hit.concept]
                draft.put(node, "concepts", Iri(expand(hit.concept)), said, part.key)
                medium = _MEDIA.get(part.key) or _medium(outline, sentence.text)
                if medium:
                    draft.put(node, "media", Iri(expand(medium)))


def _limits(outline: Outline, draft: Draft, nodes: dict[str, str], part: Part, sentence: Passage) -> None:
    """Who alone gets in: "only the secretary can open it" is access control, kept in its words."""
    found = outline.phrases.any("measures.only").search(sentence.text)
    if not found:
        return
    concept = "dpv:AccessControlMethod"
    if concept not in nodes:
        nodes[concept] = draft.node("", "measures", Measure)
    draft.put(nodes[concept], "concepts", Iri(expand(concept)), sentence.match(found), part.key)
    draft.put(nodes[concept], "descriptions", draft.text(sentence.text), sentence.words(), part.key)


def _medium(outline: Outline, text: str) -> str:
    for name, medium in (("manual", "ropa:ManualMaterial"), ("electronic", "ropa:ElectronicMaterial")):
        if outline.phrases.any(f"measures.{name}").search(text):
            return medium
    return ""
