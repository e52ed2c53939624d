"""Transfers to third countries: denied, hedged or stated, with country and safeguard."""

from __future__ import annotations

import re

from ropa.importing import channels, safeguards
from ropa.importing.document import Passage, Words
from ropa.importing.draft import INFERRED, MAIN, VERBATIM, Draft
from ropa.importing.facts.countries import countries, is_third
from ropa.importing.outline import Outline, Part
from ropa.model import Iri, Transfer
from ropa.namespaces import expand

ORDER = 80

_ARTICLE_49 = re.compile(
    r"\b(?:49\s?(?:artikl|art)\w*|art(?:ikla|ikel|icle)?\w*\.?\s?49)"
    r"(?:[\s.,(]{0,3}1[\s.,)]{0,3}(?:(?:kohda|momenti|mom|punkt|stycke|led)\w*\s){0,2}\(?(?P<point>[a-g])\b)?",
    re.IGNORECASE,
)


def read(outline: Outline, draft: Draft) -> None:
    """The section on transfers speaks first; other sections only where they name the outside of the EEA."""
    told = [
        (part, sentence)
        for part in outline.about("transfers")
        for sentence in part.sentences()
        if "disclosures" not in part.keys or _scoped(outline, sentence) or _third(outline, sentence)
    ]
    if not told:
        told = _told_elsewhere(outline)
    else:
        told += [
            (part, sentence)
            for part in outline.about(
                "recipients", "disclosures", "cookies", "other", "security", "security-electronic"
            )
            if "transfers" not in part.keys
            for sentence in part.sentences()
            if outline.phrases.any("transfers.move").search(sentence.text) and _third(outline, sentence)
        ]
    _settle(outline, draft, told)


def _told_elsewhere(outline: Outline) -> list[tuple[Part, Passage]]:
    """Where no section asks for transfers: who is abroad, what goes there, and what is said of the outside."""
    words = outline.phrases
    silent = {"complaint", "controller", "contact", "retention", "transfers"}
    return [
        (part, sentence)
        for part in outline.parts
        for sentence in part.sentences()
        if (part.key in {"title", "other", "recipients", "cookies"} and _abroad(outline, sentence))
        or (part.key not in silent and _scoped(outline, sentence) and words.any("transfers.move").search(sentence.text))
    ]


def _scoped(outline: Outline, sentence: Passage) -> bool:
    return bool(outline.phrases.any("transfers.scope").search(sentence.text))


def _third(outline: Outline, sentence: Passage) -> bool:
    return any(is_third(outline, code) for code, _, _ in countries(outline, sentence.text))


def _abroad(outline: Outline, sentence: Passage) -> bool:
    """A third country with somebody there, or with a safeguard for what goes there; a transfer under Article 49."""
    if _derogates(outline, sentence):
        return True
    if _scoped(outline, sentence) or not _third(outline, sentence):
        return False
    words = outline.phrases
    return bool(
        channels.organisations(sentence)
        or words.lexicon("brands").find(sentence.text)
        or words.lexicon("transfers.safeguards").find(sentence.text)
        or words.any("transfers.sent").search(sentence.text)
    )


def _derogates(outline: Outline, sentence: Passage) -> bool:
    """Whether a sentence rests a transfer on Article 49, which allows none but to third countries."""
    words = outline.phrases
    named = words.any("transfers.article-49").search(sentence.text)
    return bool(named and words.any("transfers.move").search(sentence.text))


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
        _ground(outline, draft, seen or {"": nodes[0]}, told)
    if denied and (not (stated or hedged) or _against(outline, denied[0], stated)):
        part, sentence = denied[0]
        node = draft.node(MAIN, "transfers", Transfer, "", sentence.words(), part.key)
        draft.put(node, "applicability", Iri(expand("dpv:NotApplicable")), sentence.words(), part.key)


def _against(outline: Outline, denied: tuple[Part, Passage], stated: list[tuple[Part, Passage]]) -> bool:
    """Whether a denial without exception stands against all that is stated, none of it told as the exception."""
    words, (part, sentence) = outline.phrases, denied
    near = [said for each, said in stated if each is part]
    of_all = bool(words.any("transfers.all").search(sentence.text))
    own = part.key == "transfers" or (of_all and not near)
    flat = bool(stated) and own and not words.any("transfers.other").search(sentence.text)
    except_for = any(words.any("transfers.hedge").search(said.text) or said.at[0] < sentence.at[0] for said in near)
    return flat and (not near or (of_all and not except_for))


def _state(outline: Outline, sentence: Passage, part: Part) -> str:
    words = outline.phrases
    text = words.any("transfers.beyond").sub(" ", sentence.text)
    deny, hedge = words.any("transfers.deny").search(text), words.any("transfers.hedge").search(text)
    if deny:
        return "hedged" if hedge else "denied"
    inside = words.any("transfers.inside").search(sentence.text)
    if inside and not _third(outline, sentence):
        return "denied" if part.key == "transfers" or _scoped(outline, sentence) else ""
    if _scoped(outline, sentence) or _third(outline, sentence) or _derogates(outline, sentence):
        asked = part.key == "transfers" and words.any("transfers.beyond").search(sentence.text)
        moved = asked or words.any("transfers.move").search(sentence.text)
        only_safe = words.any("transfers.conditional").match(sentence.text)
        return ("hedged" if only_safe else "stated") if moved or _third(outline, sentence) else ""
    return ""


def _condition(outline: Outline, draft: Draft, node: str, hedged: list[tuple[Part, Passage]]) -> None:
    """From the exception on, or the whole sentence that says when; that data usually stay is no condition."""
    for part, sentence in hedged:
        found = outline.phrases.any("transfers.exception").search(sentence.text)
        contrast = outline.phrases.expression("transfers.contrast").search(sentence.text)
        if found or contrast or not outline.phrases.any("transfers.deny").search(sentence.text):
            words = sentence.words(found.start() if found else contrast.end() if contrast else 0)
            draft.put(node, "conditions", draft.text(words.text), words, part.key, VERBATIM)
            return


def _ground(outline: Outline, draft: Draft, nodes: dict[str, str], told: list[tuple[Part, Passage]]) -> None:
    """Each safeguard to the countries its clause speaks of, by name or by a processor there; else to those before."""
    sections = {id(part) for part, _ in told}
    for part in outline.parts:
        if id(part) not in sections:
            continue
        current: list[str] = []
        for sentence in part.sentences():
            for clause in _clauses(sentence):
                current = _meant(outline, draft, nodes, clause) or current
                hits = outline.phrases.lexicon("transfers.safeguards").find(clause.text)
                lapsed = [hit for hit in hits if safeguards.field_of(hit.concept) == "relies_on"]
                for hit in lapsed or hits:
                    point = _ARTICLE_49.match(clause.text, hit.start) or _ARTICLE_49.search(clause.text)
                    said = (
                        clause.match(point) if point and hit.concept == safeguards.UNNAMED else clause.words(*hit[1:])
                    )
                    for node in current or list(nodes.values()):
                        _rely(draft, node, hit.concept, said, part.key)


def _clauses(sentence: Passage) -> list[Passage]:
    return [sentence.cut(found.start(), found.end()) for found in re.finditer(r"[^;]+", sentence.text)]


def _meant(outline: Outline, draft: Draft, nodes: dict[str, str], clause: Passage) -> list[str]:
    codes = [code for code, _, _ in countries(outline, clause.text)]
    for engagement in draft.get(MAIN, "engagements"):
        names = [str(name) for party in draft.get(engagement, "processors") for name in draft.get(party, "names")]
        if any(name in clause.text for name in names):
            codes += [str(country).rsplit("#", 1)[-1] for country in draft.get(engagement, "countries")]
    return [nodes[code] for code in dict.fromkeys(codes) if code in nodes]


def _rely(draft: Draft, node: str, ground: str, said: Words, section: str) -> None:
    field = safeguards.field_of(ground)
    if not field:
        return
    if ground == safeguards.UNNAMED and (point := _ARTICLE_49.search(said.text)) and point["point"]:
        ground = f"eu-gdpr:A49-1-{point['point'].lower()}"
    if field == "legal_bases":
        draft.put(node, field, Iri(expand(ground)), said, section, INFERRED)
    if re.search(r"framework|dpf|kehy|ramverk", said.text, re.IGNORECASE):
        draft.put(node, "relies_on", Iri(expand("ropa:Adequacy-EU-US-DPF")), said, section)
    if field == "relies_on":
        draft.put(node, field, Iri(expand(ground)), said, section)
