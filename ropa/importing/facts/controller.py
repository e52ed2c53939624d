"""Who is responsible: controller, its business id and channels, joint controllers, contact points, DPO."""

from __future__ import annotations

import re
from functools import reduce

from ropa.errors import said
from ropa.importing import channels
from ropa.importing.channels import Found
from ropa.importing.document import Passage, Words
from ropa.importing.draft import INFERRED, VERBATIM, Draft
from ropa.importing.outline import Outline, Part, joined
from ropa.model import Address, Contact, Iri, Text
from ropa.namespaces import expand, party_key

ORDER = 10


def read(outline: Outline, draft: Draft) -> None:
    """Controllers first, then the contact points, which may be the controller's DPO."""
    parties = _controllers(outline, draft)
    _contacts(outline, draft, parties[0] if parties else "")


def whole(part: Part) -> Passage | None:
    """All passages of a section as one, list items and lines parted by a comma's worth of space."""
    return reduce(joined, part.passages) if part.passages else None


def _controllers(outline: Outline, draft: Draft) -> list[str]:
    found: list[str] = []
    sections = [(part, text) for part in outline.about("controller", "joint") if (text := whole(part))]
    for part, text in sections:
        names = _names(text, outline)
        for number, name in enumerate(names):
            stop = names[number + 1].start if number + 1 < len(names) else len(text.text)
            found.append(_party(draft, name, text, (name.start if number else 0, stop), part.key))
    if not found:
        found = _named_elsewhere(outline, draft, sections)
    for number, party in enumerate(dict.fromkeys(found)):
        draft.put("", "controllers", Iri(party))
        if number:
            draft.put("", "joint_controllers", Iri(party))
    return found


def _named_elsewhere(outline: Outline, draft: Draft, sections: list[tuple[Part, Passage]]) -> list[str]:
    """The controller by the title or by other sections; its own section may still give its channels."""
    named = _registered(outline) or _elsewhere(outline)
    if not named:
        return []
    name, key, sureness, passage = named
    if len(passage.text) > len(name.value) + 40 and not sections:
        return [_party(draft, name, passage, _own(name, passage), key)]
    party = draft.party(f"party/{_key(name.value, '')}")
    draft.put(party, "names", Text(name.value), name.words, key, sureness)
    if outline.has("controller") and key == "title":
        draft.put(party, "named_in_title_only", True)
    for part, text in sections:
        _channels(draft, party, text, (0, len(text.text)), part.key)
    return [party]


_BARE_NAME = re.compile(
    r"^\W*(?:[\w/ ]{3,20}:\s*)?(?P<name>[A-ZÅÄÖ0-9][^,;:|(@+]{2,80}?)"
    r"(?=\s*(?:[,;(|+@]|$|\.\s|\.$|\b(?:PL|PB|Box)\s?\d|\s[A-ZÅÄÖ][\w-]+\s\d|\s\d{5}|\bp(?:uh)?\.|\bY-|[\w.-]+@))"
)


def _names(text: Passage, outline: Outline) -> list[Found]:
    named = channels.organisations(text)
    if named:
        first = named[0].value
        return [named[0]] + [n for n in named[1:] if n.value != first and _is_list(text, named[0], n)]
    bare = _BARE_NAME.match(text.text)
    if not bare or _is_person(bare["name"], text.text) or len(bare["name"].split()) > 8:
        return []
    end = bare.end("name")
    board = re.match(r",\s+([^,;:|(@+\d]{4,60})", text.text[end:])
    body = outline.phrases.any("parties.board").search(board[1]) if board else None
    if board and body:
        end += board.start(1) + body.end()
    words = text.words(bare.start("name"), end)
    if words.text.endswith(".") or not re.search(r"[^\W\d_]{3}", words.text):
        return []
    return [Found(words.text, words, bare.start("name"), end)]


def _is_list(text: Passage, first: Found, other: Found) -> bool:
    between = text.text[first.end : other.start]
    return len(between) < 160 and not re.search(r"[.!?]\s", between) and "c/o" not in between


def _is_person(name: str, around: str) -> bool:
    pairs = channels.persons(name)
    if not pairs:
        return False
    local = " ".join(mail.split("@")[0].lower() for mail in channels.MAIL.findall(around))
    return any(re.sub(r"[äå]", "a", n.lower()).replace("ö", "o") in local for pair in pairs for n in pair)


def _own(name: Found, passage: Passage) -> tuple[int, int]:
    """The sentence that names the controller."""
    end = re.compile(r"(?<=[a-zåäö)])\.\s+(?=[A-ZÅÄÖ])").search(passage.text, name.end)
    return 0, end.start() + 1 if end else len(passage.text)


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
    _channels(draft, party, channels.blanked(text, [name, *ids]), window, section)
    return party


def _channels(draft: Draft, party: str, text: Passage, window: tuple[int, int], section: str) -> None:
    inside = text.cut(*window) if window != (0, len(text.text)) else text
    mails, numbers = channels.mails(inside), channels.phones(inside)
    personal = any(mail.personal for mail in mails)
    for mail in mails[:1]:
        channels.put_mail(draft, party, mail, section)
    for number in numbers[:1]:
        channels.put_phone(draft, party, number, section, personal=personal)
    rest = channels.blanked(inside, [*mails, *numbers, *channels.named_persons(inside, mails)])
    address = channels.ADDRESS.search(rest.text)
    if address and (address["code"] or address["bare"] or address["street"]):
        put_address(draft, party, rest, address, section)


def put_address(draft: Draft, owner: str, text: Passage, found: re.Match[str], section: str) -> None:
    """An address node below a party or contact."""
    iri = f"{owner}/address/1"
    words = text.match(found)
    draft.node(owner, "addresses", Address, iri, words, section)
    draft.put(iri, "as_written", Text(re.sub(r"\s+", " ", words.text)))
    draft.put(iri, "street", Text(found["street"].strip()))
    if found["code"]:
        draft.put(iri, "postal_code", Text(found["code"]))
    if found["city"] or found["bare"]:
        draft.put(iri, "locality", Text(found["city"] or found["bare"]))


def _contacts(outline: Outline, draft: Draft, party: str) -> None:
    for part in outline.about("contact", "dpo"):
        text = whole(part)
        if text is None or (part.key == "controller" and not _has_contact(text, outline)):
            continue
        for number, entry in enumerate(_entries(text)):
            _contact(outline, draft, party, entry, part, number)
    if not outline.has("contact", "dpo"):
        _officer(outline, draft, party)
        _in_passing(outline, draft, party)


def _officer(outline: Outline, draft: Draft, party: str) -> None:
    """A data protection officer who is named in passing, with a channel in the same sentence."""
    for part in outline.parts:
        for sentence in part.sentences():
            named = outline.phrases.any("parties.dpo").search(sentence.text)
            mails, numbers = channels.mails(sentence), channels.phones(sentence)
            if named and (mails or numbers):
                node = _contact_node(draft, party, True, 0)
                draft.put(node, "roles", draft.text(named[0]), sentence.match(named), part.key)
                for mail in mails[:1]:
                    channels.put_mail(draft, node, mail, part.key)
                for phone in numbers[:1]:
                    channels.put_phone(draft, node, phone, part.key, personal=any(m.personal for m in mails))
                return


def _in_passing(outline: Outline, draft: Draft, party: str) -> None:
    """Another role with a mailbox or number of its own, told in a sentence of running text."""
    if any(key.startswith("contact/") or "/contact/" in key for key in draft.nodes):
        return
    taken = {str(mail).removeprefix("mailto:") for mail in draft.get(party, "emails")} if party else set()
    for part in outline.about("title", "other"):
        for sentence in part.sentences():
            role = outline.phrases.any("parties.role").search(sentence.text)
            mails = [mail for mail in channels.mails(sentence) if mail.value not in taken]
            if role and mails and not channels.organisations(sentence):
                _contact(outline, draft, party, sentence, part, 0)
                return


def _has_contact(text: Passage, outline: Outline) -> bool:
    return bool(outline.phrases.any("parties.role").search(text.text) or channels.persons(text.text))


def _entries(text: Passage) -> list[Passage]:
    """One piece per mailbox, with the words before it and the number after it."""
    mails, numbers = channels.mails(text), channels.phones(text)
    if len(mails) < 2:
        return [text]
    out, start = [], 0
    for index, mail in enumerate(mails):
        limit = mails[index + 1].start if index + 1 < len(mails) else len(text.text)
        end = mail.end
        for number in numbers:
            if mail.end <= number.start < min(limit, mail.end + 25):
                end = number.end
        out.append(text.cut(start, end if index + 1 < len(mails) else len(text.text)))
        start = end
    return out


def _contact(outline: Outline, draft: Draft, party: str, entry: Passage, part: Part, number: int) -> None:
    mails, numbers = channels.mails(entry), channels.phones(entry)
    names = channels.organisations(entry)
    ids = channels.business_id(entry)
    people = channels.named_persons(entry, mails)
    rest = channels.blanked(entry, [*mails, *numbers, *names, *ids])
    address = channels.ADDRESS.search(channels.blanked(rest, people).text)
    if address:
        gone = Found("", entry.match(address), address.start(), address.end())
        rest = channels.blanked(rest, [gone])
    role, words, is_person = _role(rest, outline)
    dpo = bool(outline.phrases.any("parties.dpo").search(role)) or (part.key == "dpo" and number == 0)
    if not (role or is_person or mails or numbers):
        return
    person = is_person or any(mail.personal for mail in mails)
    if person:
        draft.persons.update(f"{first} {last}" for first, last in channels.persons(rest.text.replace(role, " ")))
    node = _contact_node(draft, party, dpo, number)
    if role:
        draft.put(node, "roles", draft.text(role), words, part.key)
    elif person:
        _put_person(draft, node, words, words or (mails[0].words if mails else None), part)
    elif part.key == "dpo" and part.heading:
        draft.put(node, "roles", draft.text(_dpo_word(outline)), part.heading, part.key, INFERRED)
    for mail in mails[:1]:
        channels.put_mail(draft, node, mail, part.key)
    for phone in numbers[:1]:
        channels.put_phone(draft, node, phone, part.key, personal=person)
    if address:
        put_address(draft, node, channels.blanked(entry, [*mails, *numbers, *names, *ids, *people]), address, part.key)


def _put_person(draft: Draft, node: str, words: Words | None, said: Words | None, part: Part) -> None:
    """The name where it was asked for; else only that one stood there."""
    if draft.keep_persons and words:
        draft.put(node, "person_names", Text(words.text), said, part.key)
    else:
        draft.put(node, "withholds_name", True, said, part.key)


def _contact_node(draft: Draft, party: str, dpo: bool, number: int) -> str:
    if dpo and party:
        iri = f"{party}/contact/dpo"
        if iri not in draft.nodes:
            draft.node(party, "data_protection_officers", Contact, iri)
        return iri
    taken = sum(key.startswith("contact/") and key.count("/") == 1 for key in draft.nodes)
    return draft.node("", "contacts", Contact, f"contact/{taken + 1}")


def _dpo_word(outline: Outline) -> str:
    words: str = outline.phrases.raw("parties.dpo-word") or ""
    return words


_TITLE = re.compile(r"[A-ZÅÄÖ][\w-]+(?:\s[a-zåäö-]{3,}){1,3}(?=\s*[,\n;(]|$)")
"""A role nobody listed: a capital letter, then words in small letters, which no person's name is."""


def _role(rest: Passage, outline: Outline) -> tuple[str, Words | None, bool]:
    """The role words of a contact, where they stand, and whether a person's name stands there."""
    pattern = outline.phrases.any("parties.role")
    person: Words | None = None
    for chunk in re.finditer(r"[^\n,;|()/]+", rest.text):
        piece = rest.cut(chunk.start(), chunk.end())
        found = pattern.search(piece.text)
        if found:
            start = found.start()
            before = piece.text[:start].split()
            while (
                before
                and (re.fullmatch(r"[\w-]+(?<!ne)n|[\w-]+s|och|ja|and|&|of|för|the|[a-zåäö-]+", before[-1]))
                and not before[-1].endswith(":")
            ):
                start = piece.text.rindex(before.pop(), 0, start)
            if len(before) == 1 and re.fullmatch(r"[A-ZÅÄÖ][a-zåäö-]+", before[0]):
                start = piece.text.rindex(before[0], 0, start)
            end = found.end()
            after = re.match(r"(?:\s+(?:[a-zåäö-]{2,}|of|och|and|&))+", piece.text[end:])
            end += after.end() if after and len(after[0]) < 40 else 0
            words = piece.words(start, end)
            if len(words.text.split()) > 4 and outline.phrases.any("lists.verb").search(piece.text):
                words = piece.match(found)
            if len(words.text.split()) <= 7:
                return words.text, words, bool(channels.persons(piece.text[:start] + piece.text[end:]))
        elif channels.persons(piece.text) and person is None:
            person = piece.words()
    if person is None and channels.MAIL.search(rest.text) is None:
        title = _TITLE.match(rest.text.lstrip("\n"))
        if title and not outline.phrases.any("lists.verb").search(title[0]):
            words = rest.words(rest.text.index(title[0]), rest.text.index(title[0]) + len(title[0]))
            return words.text, words, False
    return "", person, person is not None
