"""Where a copy of a transfer's safeguards can be had (Article 13(1)(f)): the address, or the words that say how."""

from __future__ import annotations

import re

from ropa.importing import channels
from ropa.importing.document import Passage, Words
from ropa.importing.draft import MAIN, Draft
from ropa.importing.facts.countries import countries
from ropa.importing.outline import Outline, Part
from ropa.model import Iri, Text
from ropa.namespaces import expand

ORDER = 81

_WEB = re.compile(r"(?:https?://|\bwww\.)[^\s,;()<>\"]+|\b[\w-]+(?:\.[\w-]+)+/[\w./#-]+")
_SAFEGUARDS = ("A46", "A47", "A49-2")


def read(outline: Outline, draft: Draft) -> None:
    """Each sentence that offers a copy, to the transfers it speaks of: else to those that rest on safeguards."""
    nodes = [node for node in draft.get(MAIN, "transfers") if not _denied(draft, node)]
    if not nodes:
        return
    gate = outline.phrases.gate("transfers.copy")
    for part in outline.parts:
        for sentence in part.sentences() if part.key != "access" else ():
            if gate.may(sentence.text) and _offers(outline, part, sentence):
                text, said = _told(draft, sentence)
                for node in _meant(outline, draft, nodes, sentence):
                    draft.put(node, "safeguard_copies", text, said, part.key)


def _denied(draft: Draft, node: str) -> bool:
    return Iri(expand("dpv:NotApplicable")) in draft.get(node, "applicability")


def _offers(outline: Outline, part: Part, sentence: Passage) -> bool:
    """A copy of clauses or contracts is one of safeguards where transfers are told of; of safeguards it is anywhere."""
    words = outline.phrases
    if not words.any("transfers.copy").search(sentence.text) or words.any("rights.refuse").search(sentence.text):
        return False
    return "transfers" in part.keys or bool(
        words.lexicon("transfers.safeguards").find(sentence.text) or words.any("transfers.scope").search(sentence.text)
    )


def _told(draft: Draft, sentence: Passage) -> tuple[Text, Words]:
    """An address alone, which every language can say; without one the sentence, or what its own label leads to."""
    mails = [mail for mail in channels.mails(sentence) if not mail.personal or draft.keep_persons]
    web = _WEB.search(sentence.text)
    if len(mails) + bool(web) == 1:
        said = mails[0].words if mails else sentence.words(web.start(), web.end()) if web else sentence.words()
        return Text(mails[0].value if mails else said.text.rstrip(".")), said
    lead = re.match(r"[^:]{3,80}:\s(?=\S)", sentence.text)
    said = sentence.words(lead.end() if lead else 0)
    return draft.text(said.text.rstrip(".") if lead else said.text), said


def _meant(outline: Outline, draft: Draft, nodes: list[str], sentence: Passage) -> list[str]:
    named = {Iri(expand(f"loc:{code}")) for code, _, _ in countries(outline, sentence.text)}
    own = [node for node in nodes if named & set(draft.get(node, "countries"))]
    safe = [
        node
        for node in nodes
        if any(str(ground).rpartition("#")[2].startswith(_SAFEGUARDS) for ground in draft.get(node, "legal_bases"))
    ]
    return own or safe or nodes
