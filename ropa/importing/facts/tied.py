"""Which basis carries what, where a notice itself says so: by a sentence, a list item or a table's row of its own.

A basis that the notice claims for the processing as a whole is tied to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import MAIN, UNPLACED, Draft
from ropa.importing.lists import split
from ropa.importing.marking import TURNED
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.importing.wrapping import joined
from ropa.model import Evidence, Iri, PurposeBasis
from ropa.namespaces import expand

ORDER = 145

_ORDINARY = expand("eu-gdpr:A6-")
_SECTIONS = ("purpose", "interest", "title", "other", "register-name")
_NAMED = re.compile(r"(?P<what>[^:;–—]{3,160}?)(?::|\s[–—-](?=\s)|\s\()\s*")
"""What stands before the colon, dash or bracket that a basis follows."""
_COUNTED = re.compile(r"^\(?\w[).]\s+")
_FAR = 60
_NEAR = 15
"""A basis that stands so near the beginning of a clause has nothing before it that it could carry."""
_LONGEST = 400


@dataclass(frozen=True)
class _Claim:
    """A clause, the bases it names, and the clause before it where that names none."""

    section: str
    clause: Passage
    bases: tuple[Evidence, ...]
    before: Passage | None
    begins: bool = False
    """Whether it is the first of its passage."""
    what: Passage | None = None
    """The words for what the bases carry, where the clause sets them apart."""

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(each.value for each in self.bases)

    def place(self, evidence: Evidence) -> int:
        """Where the words of a basis begin in the clause."""
        return next((i for i, at in enumerate(self.clause.at) if at >= evidence.start), 0)

    def holds(self, evidence: Evidence) -> bool:
        words = self.clause.words()
        return words.start <= evidence.start < words.end

    def is_of(self, purpose: Evidence) -> bool:
        """Whether words for a purpose tell what the bases carry, and are not those for a basis."""
        words = (self.what or self.clause).words()
        over = any(purpose.start < basis.end and basis.start < purpose.end for basis in self.bases)
        return words.start <= purpose.start < words.end and not over

    @property
    def first(self) -> int:
        return min(map(self.place, self.bases))


def read(outline: Outline, draft: Draft) -> None:
    """A node for each purpose with a basis of its own, where more than one basis is told."""
    told = [e for e in draft.evidence if (e.subject, e.term) == (MAIN, "dpv:hasLegalBasis")]
    told = [e for e in told if e.value.startswith(_ORDINARY)]
    if len({e.value for e in told}) < 2:
        return
    claims = [
        _named(outline.phrases, each) for each in _claims(outline, told) if not _asks(outline.phrases, draft, each)
    ]
    paired = [each for each in claims if each.before and _is_bare(outline.phrases, draft, each)]
    paired = paired if len(paired) + sum(each.what is not None for each in claims) > 1 else []
    own = [each for each in claims if each not in paired and _speaks_of_part(outline.phrases, draft, each)]
    rest = [each for each in claims if each not in paired + own and each.section != "interest"]
    whole = {basis for each in rest for basis in each.concepts}
    for each in claims:
        if each in paired and each.before and not each.concepts & whole:
            _put(outline, draft, replace(each, what=each.before), _joined(each.before.text, each.clause.text))
        elif each in own:
            for piece in _pieces(outline.phrases, draft, each):
                if not piece.concepts & whole:
                    _put(outline, draft, piece, each.clause.text)
    if draft.get(MAIN, "purpose_bases"):
        _cleared(draft, [*paired, *own])


def _cleared(draft: Draft, claims: Sequence[_Claim]) -> None:
    """Takes out purposes that the words for a basis alone name: "legal obligation" tells no purpose."""
    held = draft.nodes[MAIN].values.get("purposes", [])
    told = [e for e in draft.evidence if (e.subject, e.term) == (MAIN, "dpv:hasPurpose")]
    void = {e for claim in claims for e in told if claim.holds(e) and not claim.is_of(e)}
    for value in [each for each in held if all(e in void for e in told if e.value == str(each))]:
        if len(held) > 1 and not any(value in draft.get(node, "purposes") for node in draft.get(MAIN, "purpose_bases")):
            held.remove(value)
            for each in [e for e in void if e.value == str(value)]:
                del draft.evidence[each]


def _claims(outline: Outline, told: Sequence[Evidence]) -> Iterator[_Claim]:
    """Every clause that names a basis, in the order of the document: so the cells of a row follow each other."""
    clauses = [(part, *each) for part in outline.about(*_SECTIONS) for each in _clauses(part, told)]
    clauses.sort(key=lambda each: each[1].words().start)
    before: tuple[Part, Passage] | None = None
    for part, clause, begins in clauses:
        bases = _inside(clause, told)
        near = before and (before[0] is part or clause.level == before[1].level == TURNED)
        if bases:
            yield _Claim(part.key, clause, bases, before[1] if before and near else None, begins)
            before = None
        else:
            goes_on = before and near and not begins
            before = (part, joined(before[1], clause) if before and goes_on else clause)


def _clauses(part: Part, told: Sequence[Evidence]) -> Iterator[tuple[Passage, bool]]:
    """Sentences, divided at semicolons that a further basis follows; whether each begins a passage."""
    for passage in part.passages:
        begins = True
        for sentence in sentences(passage):
            start = 0
            for stop in (*(found.start() for found in re.finditer(";", sentence.text)), len(sentence.text)):
                rest = sentence.cut(stop + 1, len(sentence.text))
                if rest.text and not (_inside(sentence.cut(start, stop), told) and _inside(rest, told)):
                    continue
                if start < stop:
                    yield sentence.cut(start, stop), begins
                start, begins = stop + 1, False


def _inside(clause: Passage, told: Sequence[Evidence]) -> tuple[Evidence, ...]:
    words = clause.words()
    return tuple(e for e in told if words.start <= e.start < words.end)


def _joined(what: str, basis: str) -> str:
    """ "Invoicing – legal basis: contract", of two cells or lines."""
    small = basis[:1].lower() + basis[1:] if basis[1:2].islower() else basis
    return f"{_COUNTED.sub('', what).rstrip(' .:')} – {small}"


_ASKED = {"ropa:provisionRequirement", "ropa:consequenceOfNotProviding", "ropa:identityCodeGround"}


def _asks(words: Phrases, draft: Draft, claim: _Claim) -> bool:
    """Whether a clause says what must be given, why the identity code is used, or where a duty is laid down."""
    if re.match(words.raw("bases.about"), claim.clause.text, re.IGNORECASE):
        return True
    return any(e.term in _ASKED and claim.holds(e) for e in draft.evidence)


def _is_whole(words: Phrases, text: str) -> bool:
    """ "The processing is based on ...": of the register as such."""
    return bool(re.match(words.raw("bases.whole"), text, re.IGNORECASE))


def _is_bare(words: Phrases, draft: Draft, claim: _Claim) -> bool:
    """A basis and nothing it is for: "Legal basis: contract", below or beside its purpose."""
    if claim.what or len(claim.concepts) > 1 or re.match(words.raw("bases.rest"), claim.clause.text, re.IGNORECASE):
        return False
    before, kind = claim.before.kind if claim.before else None, claim.clause.kind
    if claim.clause.level == TURNED or _is_whole(words, claim.clause.text):
        return claim.clause.level == TURNED or (before is Kind.ITEM) == (kind is Kind.ITEM)
    purpose = any(_is_purpose(draft, each) for each in claim.bases)
    return claim.first <= _NEAR and not (purpose and before is not Kind.LABEL)


def _named(words: Phrases, claim: _Claim) -> _Claim:
    """ "Invoicing: contract": the claim with its first part set apart, and only the bases that follow it."""
    for found in _NAMED.finditer(claim.clause.text) if claim.clause.level != TURNED else ():
        behind = tuple(e for e in claim.bases if claim.place(e) >= found.end())
        again = {e.value for e in behind} & {e.value for e in claim.bases if e not in behind}
        near = behind and not again and min(map(claim.place, behind)) - found.end() <= _FAR
        what = claim.clause.cut(0, found.end("what"))
        if near and not _is_whole(words, what.text) and not words.any("bases.frame").search(what.text):
            return replace(claim, bases=behind, what=what)
    return claim


def _speaks_of_part(words: Phrases, draft: Draft, claim: _Claim) -> bool:
    if len(claim.concepts) > 1:
        return len(_pieces(words, draft, claim)) > 1
    if claim.what:
        return True
    text, named = claim.clause.text, bool(_purposes(draft, claim))
    if any(_is_listed(words, draft, claim, each) for each in claim.bases):
        return False
    cut_off = claim.begins and text[0].islower() and claim.clause.kind is Kind.TEXT
    if cut_off or _is_whole(words, text) or len(text) > _LONGEST:
        return False
    listed = claim.clause.kind is Kind.ITEM and any(_is_purpose(draft, each) for each in claim.bases)
    return named or (claim.first > _NEAR and claim.section != "interest" and not listed)


def _is_purpose(draft: Draft, basis: Evidence) -> bool:
    """Whether the words for a basis are taken for a purpose too."""
    said = [e for e in draft.evidence if (e.subject, e.term) == (MAIN, "dpv:hasPurpose")]
    return any(e.start < basis.end and basis.start < e.end for e in said)


def _is_listed(words: Phrases, draft: Draft, claim: _Claim, basis: Evidence) -> bool:
    """Whether the words for a basis are one purpose of a list: "invoicing and compliance with the law"."""
    joiners = "|".join(map(re.escape, words.raw("lists.and")))
    before = claim.clause.text[: claim.place(basis)]
    return _is_purpose(draft, basis) and bool(re.search(rf"(?:,|\s(?:{joiners}))\s$", before, re.IGNORECASE))


def _pieces(words: Phrases, draft: Draft, claim: _Claim) -> list[_Claim]:
    """Of "bookings by contract, accounting by law" each with its basis; one basis carries its whole clause.

    None where any piece names no purpose: then the bases stand side by side for all that is named.
    """
    if len(claim.concepts) < 2:
        return [claim]
    joiners = "|".join(map(re.escape, words.raw("lists.and")))
    stops = [0]
    for each in claim.bases:
        end = next((i for i, at in enumerate(claim.clause.at) if at >= each.end), len(claim.clause.text))
        stop = re.search(rf",|\s(?:{joiners})\s", claim.clause.text[end:])
        stops.append(end + stop.start() if stop else len(claim.clause.text))
    found: list[_Claim] = []
    for start, end in zip(stops, (*stops[1:-1], len(claim.clause.text)), strict=False):
        piece = claim.clause.cut(start, end) if end > start else None
        if piece and piece.text:
            place = piece.words()
            bases = tuple(e for e in claim.bases if place.start <= e.start < place.end)
            found.append(_Claim(claim.section, piece, bases, None))
    single = all(len(each.concepts) == 1 and _purposes(draft, each) for each in found)
    return found if single else []


def _purposes(draft: Draft, claim: _Claim) -> list[Evidence]:
    """The purposes that the words name, other than by the words for the basis itself."""
    told = [e for e in draft.evidence if (e.subject, e.term) == (MAIN, "dpv:hasPurpose")]
    return [e for e in told if claim.is_of(e)]


def _put(outline: Outline, draft: Draft, claim: _Claim, said: str) -> None:
    what = claim.what or claim.clause
    node = draft.node(MAIN, "purpose_bases", PurposeBasis, "", claim.clause.words(), claim.section)
    draft.put(node, "as_written", draft.text(said), what.words(), claim.section)
    for basis in claim.bases:
        draft.put(node, "legal_bases", Iri(basis.value))
    known = _purposes(draft, claim)
    purposes = [Iri(each.value) for each in known]
    for each in _untold(outline.phrases, claim.what, known) if claim.what else ():
        purposes.append(draft.concept(each.text, "dpv:Purpose"))
        draft.put(MAIN, "purposes", purposes[-1], each.words(), claim.section, UNPLACED)
    for purpose in purposes:
        draft.put(node, "purposes", purpose)
    for hit in () if purposes else outline.phrases.lexicon("data").find(what.text):
        if (data := Iri(expand(hit.concept))) in draft.get(MAIN, "data"):
            draft.put(node, "data", data)


def _untold(words: Phrases, what: Passage, known: Sequence[Evidence]) -> list[Passage]:
    """What is set apart before a basis and names no known purpose: all of it, or items of its list."""
    counted = _COUNTED.match(what.text)
    bare = what.cut(counted.end() if counted else 0, len(what.text.rstrip(" .:")))
    if not known:
        return [bare]
    runs: list[list[int]] = []
    place, last = 0, True
    for each in split(bare, words, attached=True):
        start = bare.text.index(each.text, place)
        place, words_of = start + len(each.text), each.words()
        told = any(words_of.start <= e.start < words_of.end for e in known)
        if not told and last:
            runs.append([start, place])
        elif not told:
            runs[-1][1] = place
        last = told
    return [bare.cut(start, end) for start, end in runs]
