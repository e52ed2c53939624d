"""Which basis carries what, where a notice itself says so: by a sentence, a list item or a table's row of its own.

A basis that the notice claims for the processing as a whole is tied to nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.draft import MAIN, UNPLACED, Draft, Places
from ropa.importing.lists import split
from ropa.importing.marking import TURNED
from ropa.importing.outline import Outline, Part
from ropa.importing.phrases import Phrases
from ropa.importing.uses import base
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
        return bisect_left(self.clause.at, evidence.start)

    def is_of(self, purpose: Evidence) -> bool:
        """Whether words for a purpose tell what the bases carry, and are not those for a basis."""
        words = (self.what or self.clause).words()
        over = any(purpose.start < basis.end and basis.start < purpose.end for basis in self.bases)
        return words.start <= purpose.start < words.end and not over

    @property
    def first(self) -> int:
        return min(map(self.place, self.bases))


@dataclass(frozen=True)
class _Told:
    """Where the notice names purposes, bases, and what is asked of people."""

    words: Phrases
    purposes: Places
    bases: Places
    asked: Places


def read(outline: Outline, draft: Draft) -> None:
    """A node for each purpose with a basis of its own, where more than one basis is told."""
    bases = Places(e for e in draft.places(MAIN, "dpv:hasLegalBasis").all if e.value.startswith(_ORDINARY))
    if len({e.value for e in bases.all}) < 2:
        return
    told = _Told(outline.phrases, draft.places(MAIN, "dpv:hasPurpose"), bases, draft.places(MAIN, *_ASKED))
    claims = [_named(told.words, each) for each in _claims(outline, told) if not _asks(told, each)]
    paired = [each.before is not None and _is_bare(told, each) for each in claims]
    if sum(paired) + sum(each.what is not None for each in claims) < 2:
        paired = [False] * len(claims)
    own = [not pair and _speaks_of_part(told, each) for each, pair in zip(claims, paired, strict=True)]
    judged = [*zip(claims, paired, own, strict=True)]
    rest = [each for each, *tied in judged if not any(tied) and each.section != "interest"]
    whole = {basis for each in rest for basis in each.concepts}
    for each, pair, _ in (one for one in judged if any(one[1:])):
        if pair and each.before and not each.concepts & whole:
            _put(told, draft, replace(each, what=each.before), _joined(each.before.text, each.clause.text))
        elif not pair:
            for piece in _pieces(told, each):
                if not piece.concepts & whole:
                    _put(told, draft, piece, each.clause.text)
    if draft.get(MAIN, "purpose_bases"):
        _cleared(told, draft, [each for each, *tied in judged if any(tied)])


def _cleared(told: _Told, draft: Draft, claims: Sequence[_Claim]) -> None:
    """Takes out purposes that the words for a basis alone name: "legal obligation" tells no purpose."""
    held = draft.nodes[MAIN].values.get("purposes", [])
    said = {value for node in draft.get(MAIN, "purpose_bases") for value in draft.get(node, "purposes")}
    void = {e for claim in claims for e in told.purposes.within(claim.clause.words()) if not claim.is_of(e)}
    firm = {e.value for e in draft.places(MAIN, "dpv:hasPurpose").all if e not in void}
    for value in [each for each in held if each not in said and str(each) not in firm]:
        if len(held) > 1:
            held.remove(value)
            for each in [e for e in void if e.value == str(value)]:
                del draft.evidence[each]


def _claims(outline: Outline, told: _Told) -> Iterator[_Claim]:
    """Every clause that names a basis, in the order of the document: so the cells of a row follow each other."""
    clauses = [(part, *each) for part in outline.about(*_SECTIONS) for each in _clauses(part, told.bases)]
    clauses.sort(key=lambda each: each[1].words().start)
    before: tuple[Part, Passage] | None = None
    for part, clause, begins in clauses:
        bases = told.bases.within(clause.words())
        near = before and (before[0] is part or clause.level == before[1].level == TURNED)
        if bases:
            yield _Claim(part.key, clause, bases, before[1] if before and near else None, begins)
            before = None
        else:
            goes_on = before and near and not begins
            before = (part, joined(before[1], clause) if before and goes_on else clause)


def _clauses(part: Part, bases: Places) -> Iterator[tuple[Passage, bool]]:
    """Sentences, divided at semicolons that a further basis follows; whether each begins a passage."""
    for passage in part.passages:
        begins = True
        for sentence in sentences(passage):
            start = 0
            for stop in (*_parting(sentence, bases), len(sentence.text)):
                if start < stop:
                    yield sentence.cut(start, stop), begins
                start, begins = stop + 1, False


def _parting(sentence: Passage, bases: Places) -> Iterator[int]:
    """The semicolons that part a basis from one that follows."""
    places = [bisect_left(sentence.at, each.start) for each in bases.within(sentence.words())]
    start = 0
    for stop in (found.start() for found in re.finditer(";", sentence.text)):
        behind = bisect_left(places, stop)
        if bisect_left(places, start) < behind < len(places):
            yield stop
            start = stop


def _joined(what: str, basis: str) -> str:
    """ "Invoicing – legal basis: contract", of two cells or lines."""
    small = basis[:1].lower() + basis[1:] if basis[1:2].islower() else basis
    return f"{_COUNTED.sub('', what).rstrip(' .:')} – {small}"


_ASKED = {"ropa:provisionRequirement", "ropa:consequenceOfNotProviding", "ropa:identityCodeGround"}


def _asks(told: _Told, claim: _Claim) -> bool:
    """Whether a clause says what must be given, why the identity code is used, or where a duty is laid down."""
    about = told.words.expression("bases.about", re.IGNORECASE).match(claim.clause.text)
    return bool(about or told.asked.within(claim.clause.words()))


def _is_whole(words: Phrases, text: str) -> bool:
    """ "The processing is based on ...": of the register as such."""
    return bool(words.expression("bases.whole", re.IGNORECASE).match(text))


def _is_bare(told: _Told, claim: _Claim) -> bool:
    """A basis and nothing it is for: "Legal basis: contract", below or beside its purpose."""
    rest = told.words.expression("bases.rest", re.IGNORECASE).match(claim.clause.text)
    if claim.what or len(claim.concepts) > 1 or rest:
        return False
    before, kind = claim.before.kind if claim.before else None, claim.clause.kind
    if claim.clause.level == TURNED or _is_whole(told.words, claim.clause.text):
        return claim.clause.level == TURNED or (before is Kind.ITEM) == (kind is Kind.ITEM)
    purpose = any(map(told.purposes.over, claim.bases))
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


def _speaks_of_part(told: _Told, claim: _Claim) -> bool:
    if len(claim.concepts) > 1:
        return len(_pieces(told, claim)) > 1
    if claim.what:
        return True
    text = claim.clause.text
    if any(_is_listed(told, claim, each) for each in claim.bases):
        return False
    cut_off = claim.begins and text[0].islower() and claim.clause.kind is Kind.TEXT
    if cut_off or _is_whole(told.words, text) or len(text) > _LONGEST:
        return False
    listed = claim.clause.kind is Kind.ITEM and any(map(told.purposes.over, claim.bases))
    return bool(_purposes(told, claim)) or (claim.first > _NEAR and claim.section != "interest" and not listed)


def _is_listed(told: _Told, claim: _Claim, basis: Evidence) -> bool:
    """Whether the words for a basis are one purpose of a list: "invoicing and compliance with the law"."""
    before = claim.clause.text[: claim.place(basis)]
    joined = re.search(rf"(?:,|\s(?:{told.words.joiners}))\s$", before, re.IGNORECASE)
    return bool(joined and told.purposes.over(basis))


def _pieces(told: _Told, claim: _Claim) -> list[_Claim]:
    """Of "bookings by contract, accounting by law" each with its basis; one basis carries its whole clause.

    None where any piece names no purpose: then the bases stand side by side for all that is named.
    """
    if len(claim.concepts) < 2:
        return [claim]
    stops = [0]
    for each in claim.bases:
        end = bisect_left(claim.clause.at, each.end)
        stop = re.search(rf",|\s(?:{told.words.joiners})\s", claim.clause.text[end:])
        stops.append(end + stop.start() if stop else len(claim.clause.text))
    found: list[_Claim] = []
    for start, end in zip(stops, (*stops[1:-1], len(claim.clause.text)), strict=False):
        piece = claim.clause.cut(start, end) if end > start else None
        if piece and piece.text:
            place = piece.words()
            bases = tuple(e for e in claim.bases if place.start <= e.start < place.end)
            found.append(_Claim(claim.section, piece, bases, None))
    single = all(len(each.concepts) == 1 and _purposes(told, each) for each in found)
    return found if single else []


def _purposes(told: _Told, claim: _Claim) -> list[Evidence]:
    """The purposes that the words name, other than by the words for the basis itself."""
    return [e for e in told.purposes.within((claim.what or claim.clause).words()) if claim.is_of(e)]


def _put(told: _Told, draft: Draft, claim: _Claim, said: str) -> None:
    what = claim.what or claim.clause
    node = draft.node(MAIN, "purpose_bases", PurposeBasis, "", claim.clause.words(), claim.section)
    draft.put(node, "as_written", draft.text(said), what.words(), claim.section)
    for basis in claim.bases:
        draft.put(node, "legal_bases", Iri(basis.value))
    known = _purposes(told, claim)
    purposes = [Iri(each.value) for each in known]
    for each in _untold(told.words, claim.what, known) if claim.what else ():
        purposes.append(draft.concept(base(told.words, each.text), "dpv:Purpose"))
        draft.put(MAIN, "purposes", purposes[-1], each.words(), claim.section, UNPLACED)
    for purpose in purposes:
        draft.put(node, "purposes", purpose)
    for hit in () if purposes else told.words.lexicon("data").find(what.text):
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
