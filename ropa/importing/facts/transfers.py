"""Transfers to third countries: denied, hedged or stated, with country and safeguard."""

from __future__ import annotations

from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.facts.countries import countries, is_third
from ropa.importing.outline import Outline, Part
from ropa.model import Iri, Transfer
from ropa.namespaces import expand

ORDER = 80

_GROUNDS = {
    "scc": ("eu-gdpr:A46-2-c", ""),
    "adequacy": ("eu-gdpr:A45-3", ""),
    "bcr": ("eu-gdpr:A46-2-b", ""),
    "derogation": ("eu-gdpr:A49-1-a", ""),
    "shield": ("", "ropa:PrivacyShield"),
    "harbour": ("", "ropa:SafeHarbour"),
}


def read(outline: Outline, draft: Draft) -> None:
    """The section on transfers speaks first; other sections only where they name the outside of the EEA."""
    told = [
        (part, sentence)
        for part in outline.about("transfers")
        for sentence in part.sentences()
        if "disclosures" not in part.keys or _scoped(outline, sentence) or _third(outline, sentence)
    ]
    if not told:
        told = [
            (part, sentence)
            for part in outline.parts
            if part.key not in {"complaint", "controller", "contact", "retention", "transfers"}
            for sentence in part.sentences()
            if _scoped(outline, sentence) and outline.phrases.any("transfers.move").search(sentence.text)
        ]
    else:
        told += [
            (part, sentence)
            for part in outline.about(
                "recipients", "disclosures", "cookies", "other", "security", "security-electronic"
            )
            if "transfers" not in part.keys
            for sentence in part.sentences()
            if _third(outline, sentence) and outline.phrases.any("transfers.move").search(sentence.text)
        ]
    _settle(outline, draft, told)


def _scoped(outline: Outline, sentence: Passage) -> bool:
    return bool(outline.phrases.any("transfers.scope").search(sentence.text))


def _third(outline: Outline, sentence: Passage) -> bool:
    return any(is_third(outline, code) for code, _, _ in countries(outline, sentence.text))


def _settle(outline: Outline, draft: Draft, told: list[tuple[Part, Passage]]) -> None:
    denied: list[tuple[Part, Passage]] = []
    hedged: list[tuple[Part, Passage]] = []
    stated: list[tuple[Part, Passage]] = []
    for part, sentence in told:
        state = _state(outline, sentence, part)
        {"denied": denied, "hedged": hedged, "stated": stated}.get(state, []).append((part, sentence))
    abroad = [
        (code, part, sentence, start, end)
        for part, sentence in [*stated, *hedged]
        for code, start, end in countries(outline, sentence.text)
        if is_third(outline, code)
    ]
    if stated or hedged:
        part, sentence = (stated or hedged)[0]
        hedge = not stated
        seen: dict[str, str] = {}
        for code, where, said, start, end in abroad:
            if code not in seen:
                seen[code] = draft.node(MAIN, "transfers", Transfer, "", said.words(), where.key)
                draft.put(seen[code], "countries", Iri(expand(f"loc:{code}")), said.words(start, end), where.key)
        nodes = list(seen.values()) or [draft.node(MAIN, "transfers", Transfer, "", sentence.words(), part.key)]
        for node in nodes:
            if hedge:
                draft.put(node, "applicability", Iri(expand("dpv:UnknownApplicability")), sentence.words(), part.key)
            _condition(outline, draft, node, hedged)
            _ground(outline, draft, node, told)
    elif denied:
        part, sentence = denied[0]
        node = draft.node(MAIN, "transfers", Transfer, "", sentence.words(), part.key)
        draft.put(node, "applicability", Iri(expand("dpv:NotApplicable")), sentence.words(), part.key)


def _state(outline: Outline, sentence: Passage, part: Part) -> str:
    words = outline.phrases
    deny = words.any("transfers.deny").search(sentence.text)
    hedge = words.any("transfers.hedge").search(sentence.text)
    if deny:
        return "hedged" if hedge else "denied"
    inside = words.any("transfers.inside").search(sentence.text)
    if inside and not _third(outline, sentence):
        return "denied" if part.key == "transfers" or _scoped(outline, sentence) else ""
    if _scoped(outline, sentence) or _third(outline, sentence):
        moved = words.any("transfers.move").search(sentence.text)
        only_safe = words.any("transfers.conditional").match(sentence.text)
        return ("hedged" if only_safe else "stated") if moved or _third(outline, sentence) else ""
    return ""


def _condition(outline: Outline, draft: Draft, node: str, hedged: list[tuple[Part, Passage]]) -> None:
    for part, sentence in hedged[:1]:
        found = outline.phrases.any("transfers.hedge").search(sentence.text)
        if found:
            words = sentence.words(found.start())
            draft.put(node, "conditions", draft.text(words.text), words, part.key, VERBATIM)


def _grounds(outline: Outline, sentence: Passage) -> list[str]:
    return [hit.concept for hit in outline.phrases.lexicon("transfers.safeguards").find(sentence.text)]


def _ground(outline: Outline, draft: Draft, node: str, told: list[tuple[Part, Passage]]) -> None:
    sections = {id(part) for part, _ in told}
    texts = [(part, s) for part in outline.parts if id(part) in sections for s in part.sentences()]
    for part, sentence in texts:
        for hit in outline.phrases.lexicon("transfers.safeguards").find(sentence.text):
            if hit.concept not in _GROUNDS:
                continue
            basis, relied = _GROUNDS[hit.concept]
            said = sentence.words(hit.start, hit.end)
            if basis:
                draft.put(node, "legal_bases", Iri(expand(basis)), said, part.key, INFERRED)
            if "framework" in said.text.lower() or "dpf" in said.text.lower() or "kehy" in said.text.lower():
                draft.put(node, "relies_on", Iri(expand("ropa:Adequacy-EU-US-DPF")), said, part.key)
            if relied:
                draft.put(node, "relies_on", Iri(expand(relied)), said, part.key)
