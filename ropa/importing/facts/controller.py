"""Who is responsible: controller, its business id and channels, joint controllers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ropa.errors import said
from ropa.importing import channels
from ropa.importing.channels import Found
from ropa.importing.company_numbers import registered
from ropa.importing.document import Passage
from ropa.importing.draft import INFERRED, VERBATIM, Draft
from ropa.importing.facts.addresses import contact_from, put_address, whole
from ropa.importing.facts.declared import declared, letterhead
from ropa.importing.outline import Outline, Part
from ropa.model import Iri, Text
from ropa.namespaces import expand, party_key

ORDER = 10


def read(outline: Outline, draft: Draft) -> None:
    """The controllers, with the channels given for them."""
    found: list[str] = []
    sections = [(part, text) for part in outline.about("controller", "joint") if (text := _own_part(outline, part))]
    for part, text in sections:
        names = _names(text, outline)
        for name, window in zip(names, _windows(text, names), strict=True):
            found.append(_party(draft, name, text, window, part.key))
    if not found:
        found = _named_elsewhere(outline, draft, sections)
    for number, party in enumerate(dict.fromkeys(found)):
        _classify(outline, draft, party)
        _numbered(outline, draft, party)
        draft.put("", "controllers", Iri(party))
        if number:
            draft.put("", "joint_controllers", Iri(party))


def _windows(text: Passage, names: list[Found]) -> list[tuple[int, int]]:
    """What is told of each: up to the next name, or from where all are named once more, each above its own lines."""
    ends = [*(name.start for name in names[1:]), len(text.text)]
    again = [text.text.find(name.value, names[-1].end) for name in names] if len(names) > 1 else []
    if again and -1 not in again and again == sorted(set(again)):
        return list(zip(again, [*again[1:], len(text.text)], strict=True))
    return list(zip([0, *ends[:-1]], ends, strict=True)) if names else []


def _classify(outline: Outline, draft: Draft, party: str) -> None:
    """A municipality, board or agency is a public body by its name; a company that bears a town's name is not."""
    names = [str(name) for name in draft.get(party, "names")]
    public = outline.phrases.any("parties.public")
    told = outline.phrases.any("parties.public-told")
    stated = any(
        told.search(each.text) for part in outline.about("controller", "purpose", "title") for each in part.passages
    )
    if stated or any(public.search(name) and not re.search(rf"\b{channels.LEGAL_FORM}\b", name) for name in names):
        draft.put(party, "kinds", Iri(expand("dpv:GovernmentalOrganisation")))


def _numbered(outline: Outline, draft: Draft, party: str) -> None:
    """The business id told beside the controller's name elsewhere, or the only one at the foot of the page."""
    names = [str(name).casefold() for name in draft.get(party, "names")]
    if draft.get(party, "business_ids") or not names:
        return
    around = outline.document.asides
    everywhere = [*((part.key, p) for part in outline.parts for p in part.passages), *(("other", p) for p in around)]
    told = [(key, each) for key, p in everywhere for each in channels.business_id(p) if _follows(p, names[0], each)]
    alone = [("other", each) for passage in around for each in channels.business_id(passage)]
    for key, number in told[:1] or (alone[:1] if len({each.value for _, each in alone}) == 1 else []):
        draft.put(party, "business_ids", Text(number.value), number.words, key)
        draft.put(party, "countries", Iri(expand("loc:FI" if len(number.value) < 11 else "loc:SE")))
        if not channels.checks(number.value):
            draft.remarks.append(said("business id {value}: the check digit does not fit.", value=number.value))


def _follows(passage: Passage, name: str, number: Found) -> bool:
    """Whether a business id stands close behind a name, nobody else's name between."""
    at = passage.text.casefold().rfind(name, 0, number.start)
    between = passage.cut(at + len(name), number.start) if at >= 0 else None
    return between is not None and len(between.text) < 60 and not channels.organisations(between)


def _own_part(outline: Outline, part: Part) -> Passage | None:
    """What a section says of the controller: where it is on contacts too, as far as these begin."""
    named = outline.phrases.any("parties.register-word")
    kept = [p for p in part.passages if not (named.search(p.text) and len(p.text) < 90 and not _tells_of(p))]
    apart = "register-name" in part.keys and len(kept) < len(part.passages)
    text = whole(replace(part, passages=kept) if apart else part, outline)
    return text.cut(0, contact_from(outline, part, text)) if text else None


def _tells_of(passage: Passage) -> bool:
    return bool(channels.organisations(passage)) or channels.tells(passage)


def _named_elsewhere(outline: Outline, draft: Draft, sections: list[tuple[Part, Passage]]) -> list[str]:
    """The controller by the title or by other sections; its own section may still give its channels."""
    named_by = declared(outline) or (None if sections else letterhead(outline))
    if named_by:
        return [_party(draft, named_by.name, named_by.passage, named_by.window, named_by.section)]
    named = _registered(outline) or _elsewhere(outline)
    if not named:
        return []
    name, key, sureness, passage = named
    told = list(_said_of(outline, name))
    if len(passage.text) > len(name.value) + 40 and not sections and (channels.tells(passage) or not told):
        return [_party(draft, name, passage, _own(name, passage, outline), key)]
    party = draft.party(f"party/{_key(name.value, '')}")
    draft.put(party, "names", Text(name.value), name.words, key, sureness)
    if outline.has("controller") and key == "title":
        draft.put(party, "named_in_title_only", True)
    for part, text in sections or told:
        _channels(draft, party, text, (0, len(text.text)), part.key)
    return [party]


def _said_of(outline: Outline, name: Found) -> Iterator[tuple[Part, Passage]]:
    """The first sentence of running text that tells an address or a channel behind the controller's name."""
    for part in outline.about("title", "other"):
        for sentence in part.sentences():
            at = sentence.text.find(name.value)
            behind = sentence.cut(at + len(name.value), len(sentence.text)) if at >= 0 else None
            if behind and channels.tells(behind):
                yield part, behind
                return


_BARE_NAME = re.compile(
    r"^\W*(?:[\w/ ]{3,20}:\s*)?(?P<name>[A-ZÅÄÖ0-9][^,;:|(@+\n\"“”]{2,80}?)"
    r"(?=\s*(?:[,;(|+@\n]|$|\.\s|\.$|\b(?:PL|PB|Box)\s?\d|\s[A-ZÅÄÖ][\w-]+\s\d|\s\d{5}|\bp(?:uh)?\.|\bY-|[\w.-]+@))"
)


_ENUMERATED = re.compile(r"\b(?:ovat|är|are)\s+(?P<names>[A-ZÅÄÖ][^\n]+?)\.(?=\s)")
_BETWEEN = re.compile(r",\s+|\s+(?:ja|och|and|sekä|samt)\s+")


def _enumerated(text: Passage) -> list[Found]:
    """Names of any kind that a sentence enumerates, each standing once more above what is told of it."""
    told = _ENUMERATED.search(text.text)
    if not told:
        return []
    ends = [*((m.start(), m.end()) for m in _BETWEEN.finditer(text.text, *told.span("names"))), (told.end("names"), 0)]
    starts = [told.start("names"), *(after for _, after in ends[:-1])]
    pieces = [(start, end) for start, (end, _) in zip(starts, ends, strict=True)]
    if f"\n{text.text[slice(*pieces[-1])]}." in text.text[told.end() :]:  # the dot that ends the sentence is the name's
        pieces[-1] = (pieces[-1][0], told.end())
    again = [text.text.find(f"\n{text.text[start:end]}", told.end()) for start, end in pieces]
    if len(pieces) < 2 or -1 in again or again != sorted(set(again)):
        return []
    return [Found(text.text[start:end], text.words(start, end), start, end) for start, end in pieces]


def _names(text: Passage, outline: Outline) -> list[Found]:
    enumerated = _enumerated(text)
    if enumerated:
        return enumerated
    named = channels.organisations(text)
    if named:
        first = named[0].value
        return [named[0]] + [n for n in named[1:] if n.value != first and _is_list(text, named[0], n)]
    told = outline.phrases.expression("parties.inverted").search(text.text)
    if told and not _is_person(told["name"], text.text):
        start, end = told.span("name")
        return [Found(told["name"], text.words(start, end), start, end)]
    bare = _BARE_NAME.match(text.text)
    if (
        not bare
        or outline.phrases.any("parties.role").fullmatch(bare["name"])
        or _is_person(bare["name"], text.text)
        or len(bare["name"].split()) > 8
    ):
        return []
    end = bare.end("name")
    board = re.match(r"(?:,\s+|\n)([^,;:|(@+\d]{4,60})", text.text[end:])
    body = outline.phrases.any("parties.board").search(board[1]) if board else None
    if board and body:
        end += board.start(1) + body.end()
    words = text.words(bare.start("name"), end)
    if words.text.endswith(".") or not re.search(r"[^\W\d_]{3}", words.text):
        return []
    return [Found(words.text, words, bare.start("name"), end)]


def _is_list(text: Passage, first: Found, other: Found) -> bool:
    between = text.text[first.end : other.start]
    if re.fullmatch(r"\s*[-–—/|(]\s*", between):
        return False  # the same name in another language
    return len(between) < 160 and not re.search(r"[.!?]\s", between) and "c/o" not in between


def _is_person(name: str, around: str) -> bool:
    pairs = channels.persons(name)
    if not pairs:
        return False
    local = " ".join(re.split(r"@|\W\s?at\s?\W", mail)[0].lower() for mail in channels.MAIL.findall(around))
    return any(re.sub(r"[äå]", "a", n.lower()).replace("ö", "o") in local for pair in pairs for n in pair)


_STOP = re.compile(r"(?<=[a-zåäö0-9)])\.\s+(?=[A-ZÅÄÖ])")


def _own(name: Found, passage: Passage, outline: Outline) -> tuple[int, int]:
    """The sentence that names the controller, and the next where it tells a channel of nobody else."""
    ends = [m.start() + 1 for m in _STOP.finditer(passage.text, name.end)]
    if not ends:
        return 0, len(passage.text)
    after = passage.cut(ends[0], ends[1] if len(ends) > 1 else len(passage.text))
    ours = channels.mails(after) or channels.phones(after)
    others = outline.phrases.any("parties.role").search(channels.blanked(after, channels.mails(after)).text)
    mails, numbers = (way(passage.cut(0, ends[0])) for way in (channels.mails, channels.phones))
    goes_on = ours and not others and not mails and not numbers and not channels.organisations(after)
    return 0, ends[1] if goes_on and len(ends) > 1 else len(passage.text) if goes_on else ends[0]


_BEFORE_ID = re.compile(r"(?P<name>[A-ZÅÄÖ][\w.&'-]*(?:\s[\w.&'-]+){0,6}?)\s*[(,]\s*(?:[^()\d]{0,25})$")


def _registered(outline: Outline) -> tuple[Found, str, str, Passage] | None:
    """Whoever stands before the business id, whatever its legal form."""
    if outline.has("controller"):
        return None
    for part in outline.about("title", "other"):
        for passage in part.passages:
            for number in channels.business_id(passage)[:1]:
                start = max((m.end() for m in re.finditer(r"[.!?]\s+", passage.text[: number.start])), default=0)
                before = passage.text[start : number.start]
                named = [o for o in channels.organisations(passage) if o.end <= number.start]
                found = _BEFORE_ID.search(before)
                if named:
                    return named[-1], part.key, INFERRED, passage
                if found:
                    first, last = start + found.start("name"), start + found.end("name")
                    said = passage.words(first, last)
                    return Found(said.text, said, first, last), part.key, INFERRED, passage
    return None


def _elsewhere(outline: Outline) -> tuple[Found, str, str, Passage] | None:
    for part in outline.parts:
        if part.key == "title":
            texts = [*part.passages]
            if part.heading:
                texts.insert(
                    0,
                    Passage(part.heading.text, range(part.heading.start, part.heading.start + len(part.heading.text))),
                )
            for passage in texts:
                named = channels.organisations(passage)
                if named:
                    return named[0], "title", VERBATIM, passage
    for part in outline.about("register-name", "purpose", "contact", "dpo", "other", "rights", "data"):
        for passage in part.passages:
            named = channels.organisations(passage)
            if named:
                return named[0], part.key, INFERRED, passage
    return None


def _key(name: str, business_id: str) -> str:
    return party_key(name, "fi" if business_id and len(business_id) < 11 else "se" if business_id else "", business_id)


def _party(draft: Draft, name: Found, text: Passage, window: tuple[int, int], section: str) -> str:
    ids = [i for i in channels.business_id(text) if window[0] <= i.start < window[1]]
    party = draft.party(f"party/{_key(name.value, ids[0].value if ids else '')}")
    draft.put(party, "names", Text(name.value), name.words, section)
    if ids:
        draft.put(party, "business_ids", Text(ids[0].value), ids[0].words, section)
        draft.put(party, "countries", Iri(expand("loc:FI" if len(ids[0].value) < 11 else "loc:SE")))
        if not channels.checks(ids[0].value):
            draft.remarks.append(said("business id {value}: the check digit does not fit.", value=ids[0].value))
    others = [i for i in registered(text) if window[0] <= i.found.start < window[1] and not ids]
    for other, fits in others[:1]:
        draft.put(party, "business_ids", Text(other.value), other.words, section)
        if not fits:
            draft.remarks.append(said("business id {value}: the check digit does not fit.", value=other.value))
    _channels(draft, party, channels.blanked(text, [name, *ids, *(each.found for each in others)]), window, section)
    return party


def _channels(draft: Draft, party: str, text: Passage, window: tuple[int, int], section: str) -> None:
    inside = text.cut(*window) if window != (0, len(text.text)) else text
    mails, numbers = channels.mails(inside), channels.phones(inside)
    personal = any(mail.personal for mail in mails)
    for mail in mails[:1]:
        channels.put_mail(draft, party, mail, section)
    for number in numbers[:1]:
        channels.put_phone(draft, party, number, section, personal=personal)
    gone = [*mails, *numbers, *channels.business_id(inside), *channels.named_persons(inside, mails)]
    rest = channels.blanked(inside, gone)
    address = channels.ADDRESS.search(rest.text)
    if address and (address["code"] or address["bare"] or address["street"]):
        put_address(draft, party, rest, address, section)
