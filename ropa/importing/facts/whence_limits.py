"""What a source gives, of whom or when, where the notice says more than its name. Kept as it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import MAIN, Draft
from ropa.importing.outline import Outline, Part
from ropa.model import Evidence, Iri
from ropa.namespaces import expand

ORDER = 61

_PERSON = Iri(expand("dpv:DataSubjectDataSource"))
_FETCHING = ("sources.frame", "sources.firm", "sources.fetched")
_STUMP = re.compile(r"[\w-]+-(?=\s)")
"""What a list leaves of a name: "Digi-" of "Digi- ja väestötietovirasto"."""
_WORD = re.compile(r"[^\W\d_]{3,}")


def read(outline: Outline, draft: Draft) -> None:
    """Each sentence that names sources and says more of them; one behind it that only limits them."""
    told = [e for e in draft.evidence if (e.subject, e.term) == (MAIN, "dpv:hasDataSource")]
    keys = {e.section for e in told}
    for part in outline.parts if told else ():
        if part.key in keys:
            _part(outline, draft, part, told)


def _part(outline: Outline, draft: Draft, part: Part, told: list[Evidence]) -> None:
    last: list[str] = []
    for sentence in _told(part):
        place = sentence.words()
        named = [e for e in told if e.section == part.key and place.start <= e.start < place.end]
        others = [node for e in named if _PERSON not in draft.get(node := e.value, "kinds")]
        if named:
            last = others
            limited = _says_more(outline, sentence, named)
        else:
            limited = _only_limits(outline, part, sentence)
        for node in dict.fromkeys(last) if limited else ():
            draft.put(node, "conditions", draft.text(sentence.text), place, part.key)


def _told(part: Part) -> Iterator[Passage]:
    for passage in part.passages:
        yield from [passage] if passage.kind is Kind.ITEM else sentences(passage)


def _says_more(outline: Outline, sentence: Passage, named: list[Evidence]) -> bool:
    """Whether words are left beside the sources and what every such sentence says: "we get data from"."""
    words, letters = outline.phrases, list(sentence.text)
    if not any(words.any(path).search(sentence.text) for path in (*_FETCHING, "sources.giver")):
        return False
    for each in named:
        for place, offset in enumerate(sentence.at[: len(letters)]):
            if each.start <= offset < each.end:
                letters[place] = "·"
    left = re.sub(r"(?<=·)\s*\(([^()]*)\)", lambda found: _aside(outline, found), "".join(letters))
    if words.any("sources.giver").search(sentence.text):
        left = _without_given(outline, left)
    return bool(_WORD.search(words.any("sources.plain").sub(" ", _STUMP.sub(" ", left))))


def _without_given(outline: Outline, text: str) -> str:
    """Without that somebody gives something, and without the data given: "the employer sends us the name"."""
    words, text = outline.phrases, outline.phrases.any("sources.giver").sub(" ", text)
    for hit in reversed(words.lexicon("data").find(text)):
        text = f"{text[: hit.start]} {text[hit.end :]}"
    return text


def _aside(outline: Outline, found: re.Match[str]) -> str:
    """What stands in brackets behind a source names it once more, but where it names data."""
    return found[0] if outline.phrases.lexicon("data").find(found[1]) else " "


def _only_limits(outline: Outline, part: Part, sentence: Passage) -> bool:
    """ "Only updates of addresses are fetched from it": names no source, and tells what is taken from the last."""
    words = outline.phrases
    return "sources" in part.keys and bool(
        words.any("sources.thence").search(sentence.text)
        and words.any("sources.fetched").search(sentence.text)
        and not words.any("sources.stop").search(sentence.text)
        and not words.any("sources.deny").search(sentence.text)
    )
