"""What becomes of a request: who is told of a correction, what it must name, how a refusal is answered, where one may
complain. Kept in the words of the notice, for the right that the sentence or its section is about.
"""

from __future__ import annotations

from ropa.importing.document import Passage
from ropa.importing.draft import Draft
from ropa.importing.facts.granted import named
from ropa.importing.facts.rights import KEYS, asked_in, concerned, procedure_of
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases

ORDER = 101

_COMPLAINT = "eu-gdpr:A77"
_OTHERS = {"complaint", "consent", "automated"}
"""Sections on rights where no request is handled."""


def read(outline: Outline, draft: Draft) -> None:
    """Each sentence that nothing else has been kept of, in the sections on rights."""
    gate = outline.phrases.gate("rights.handled", "rights.prompt", "rights.complained-at")
    for part in outline.parts:
        before: tuple[str, ...] = ()
        own = bool(set(part.keys) & set(KEYS))
        asked = asked_in(outline, part) if own else frozenset()
        for sentence in part.sentences() if own else ():
            told = [hit.concept for hit in named(outline.phrases, sentence.text)]
            about = concerned(asked, told) or before
            if gate.may(sentence.text) and not _is_kept(draft, sentence):
                _sentence(outline, draft, part, sentence, about)
            before = about


def _sentence(outline: Outline, draft: Draft, part: Part, sentence: Passage, about: tuple[str, ...]) -> None:
    """Of the right it names or its section asks for; else of that which the sentence before is about."""
    words = outline.phrases
    if words.any("rights.complained-at").search(sentence.text):
        about = (_COMPLAINT,)
    elif part.key in _OTHERS or not _is_handled(words, sentence.text):
        return
    draft.put(procedure_of(draft, about), "conditions", draft.text(sentence.text), sentence.words(), part.key)


def _is_handled(words: Phrases, text: str) -> bool:
    """Whether something becomes of a request; "without delay" says so only of a request or a right."""
    if words.any("rights.not-handled").search(text):
        return False
    answered = words.any("rights.answered").search(text) or named(words, text)
    return bool(words.any("rights.handled").search(text) or (answered and words.any("rights.prompt").search(text)))


def _is_kept(draft: Draft, sentence: Passage) -> bool:
    """Whether a way of asking, a limit or a condition holds the sentence already."""
    told = draft.text(sentence.text)
    nodes: list[str] = draft.get("", "rights_procedures")
    return any(told in draft.get(node, name) for node in nodes for name in ("channels", "limits", "conditions"))
