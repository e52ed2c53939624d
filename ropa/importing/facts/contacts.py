"""Whom to ask: contact points by role, and the data protection officer of the controller."""

from __future__ import annotations

import re
from itertools import pairwise

from ropa.importing import channels
from ropa.importing.channels import Found
from ropa.importing.document import Passage, Words
from ropa.importing.draft import INFERRED, Draft
from ropa.importing.facts.addresses import contact_from, put_address, whole
from ropa.importing.outline import Outline, Part
from ropa.model import Contact, Text

ORDER = 15


def read(outline: Outline, draft: Draft) -> None:
    """From the sections that ask for them, else from sentences that name a role with a channel."""
    _contacts(outline, draft, [*draft.get("", "controllers"), ""])


def _contacts(outline: Outline, draft: Draft, controllers: list[str]) -> None:
    party = controllers[0]
    for part in outline.about("contact", "dpo"):
        text = whole(part, outline)
        if text is None or (part.key == "controller" and not _has_contact(text, outline)):
            continue
        start = contact_from(outline, part, text)
        text = text.cut(start, len(text.text)) if start < len(text.text) else text
        known = {party}
        for number, entry in enumerate(_entries(text, outline)):
            of = _whose(draft, entry, controllers) or party
            _contact(outline, draft, of, entry, part, 0 if of not in known else number)
            known.add(of)
    if not outline.has("contact", "dpo"):
        _officer(outline, draft, party)
        _in_passing(outline, draft, party)


def _whose(draft: Draft, entry: Passage, controllers: list[str]) -> str:
    """The controller that is named with a contact, where several have one each."""
    names = {str(name): each for each in controllers[:-1] for name in draft.get(each, "names")}
    return next((each for name, each in names.items() if len(controllers) > 2 and name in entry.text), "")


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
    for part in outline.about("title", "other", "controller", "rights", "complaint"):
        for sentence in part.sentences():
            mails = [mail for mail in channels.mails(sentence) if mail.value not in taken]
            asks = outline.phrases.any("parties.asks").search(sentence.text)
            numbers = channels.phones(sentence) if asks or part.key in {"title", "other"} else []
            role = outline.phrases.any("parties.role").search(sentence.text)
            role = role or (_told(channels.blanked(sentence, mails), outline, "role-told") if asks else None)
            if role and (mails or numbers) and not channels.organisations(sentence):
                _contact(outline, draft, party, sentence, part, 0)
                return


def _has_contact(text: Passage, outline: Outline) -> bool:
    return bool(outline.phrases.any("parties.role").search(text.text) or channels.persons(text.text))


def _entries(text: Passage, outline: Outline) -> list[Passage]:
    """One piece per contact: a new one begins with a role, or a mailbox of the same kind, after a channel."""
    mails, numbers = channels.mails(text), channels.phones(text)
    roles = [(m.start(), "role") for m in _roles(text, outline, [*mails, *numbers])]
    signs = sorted([*roles, *((m.start, "mail") for m in mails), *((n.start, "phone") for n in numbers)])
    starts, seen = [0], set[str]()
    ends = {each.start: each.end for each in [*mails, *numbers]}
    last = 0
    for place, kind in signs:
        if seen - {"role"} and (kind == "role" or kind in seen):
            begin = last if kind != "role" else place
            starts.append(begin if begin > starts[-1] else place)
            seen = set()
        seen.add(kind)
        last = ends.get(place, last)
    return [text.cut(a, b) for a, b in pairwise([*starts, len(text.text)])]


def _roles(text: Passage, outline: Outline, found: list[Found]) -> list[re.Match[str]]:
    """Words for roles, with the capitalised words before them; those within mailboxes are none."""
    roles = outline.phrases.any("parties.role").finditer(text.text)
    return [role for role in roles if not any(each.start <= role.start() < each.end for each in found)]


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


def _told(rest: Passage, outline: Outline, how: str) -> re.Match[str] | None:
    """A role nobody listed, by the words around it and the channel behind it, which is blanked."""
    return outline.phrases.expression(f"parties.{how}", re.IGNORECASE).search(rest.text)


_TITLE = re.compile(r"[A-ZÅÄÖ][\w-]{3,}(?:\s[a-zåäö-]{3,}){1,3}(?=\s*[,\n;(]|$)|[A-ZÅÄÖ][a-zåäö-]{4,}(?=\s*[,(\n])")
"""A role nobody listed: a capital letter, then words in small letters, which no person's name is."""


def _role(rest: Passage, outline: Outline) -> tuple[str, Words | None, bool]:
    """The role words of a contact, where they stand, and whether a person's name stands there."""
    person: Words | None = None
    if named := _told(rest, outline, "name-told"):
        words = rest.words(*named.span(1))
        if not channels.persons(words.text) and not outline.phrases.any("parties.role").search(words.text):
            return words.text, words, False
    for chunk in re.finditer(r"[^\n,;:|()/]+", rest.text):
        piece = rest.cut(chunk.start(), chunk.end())
        found = outline.phrases.any("parties.role").search(piece.text)
        if found and _is_label(rest.text, chunk, outline):
            continue
        if found:
            start, end = _role_span(piece.text, found, outline)
            words = _narrowed(rest, piece.words(start, end), chunk.start() + found.start(), outline)
            if len(words.text.split()) > 4 and outline.phrases.any("lists.verb").search(piece.text):
                words = piece.match(found)
            if len(words.text.split()) <= 7:
                return words.text, words, bool(channels.persons(piece.text[:start] + piece.text[end:]))
        elif channels.persons(piece.text) and person is None:
            person = piece.words()
    unlisted = _unlisted(rest, outline) if person is None and channels.MAIL.search(rest.text) is None else None
    if unlisted:
        return unlisted.text, unlisted, False
    return "", person, person is not None


def _is_label(text: str, chunk: re.Match[str], outline: Outline) -> bool:
    """Whether words before a colon only ask for the role that stands behind it."""
    line = text[chunk.end() :].split("\n")[0]
    return line.startswith(":") and bool(outline.phrases.any("parties.role").search(line))


def _narrowed(rest: Passage, words: Words, place: int, outline: Outline) -> Words:
    """The role as the words around it bound it, where these leave less of it."""
    told = _told(rest, outline, "role-told")
    shorter = told and told.start(1) <= place < told.end(1) and len(told[1]) < len(words.text)
    return rest.words(*told.span(1)) if told and shorter else words


def _unlisted(rest: Passage, outline: Outline) -> Words | None:
    """A role in no list, by the words around it or by its capital letter."""
    told = _told(rest, outline, "role-told")
    if told and not any(" ".join(pair) in told[1] for pair in channels.persons(rest.text)):
        return rest.words(*told.span(1))
    title = _TITLE.match(rest.text.lstrip("\n"))
    if title and not outline.phrases.any("lists.verb").search(title[0]):
        start = rest.text.index(title[0])
        return rest.words(start, start + len(title[0]))
    return None


_ATTRIBUTE = re.compile(r"[\w-]+(?<!ne)n|[\w-]+s|och|ja|and|&|of|för|the|[a-zåäö-]+")


def _role_span(text: str, found: re.Match[str], outline: Outline) -> tuple[int, int]:
    """The role with its attributes before and its complements behind; verbs and words for channels belong to none."""
    stop = outline.phrases.any("parties.role-stop")
    start, end = found.span()
    before = text[:start].split()
    while before and _ATTRIBUTE.fullmatch(before[-1]) and not stop.fullmatch(before[-1]):
        start = text.rindex(before.pop(), 0, start)
    if len(before) == 1 and re.fullmatch(r"[A-ZÅÄÖ][a-zåäö-]+", before[0]) and not stop.fullmatch(before[0]):
        start = text.rindex(before[0], 0, start)
    officer = outline.phrases.any("parties.dpo").match(found[0])
    if (titled := re.search(r"\b(?:[Tt]he|[Oo]ur)\s((?:[A-Z][a-z-]+\s){1,2})$", text[:start])) and text[
        start
    ].isupper():
        start = titled.start(1)
    after = None if officer else re.match(r"(?:\s+(?:[a-zåäö-]{2,}|of|och|and|&))+", text[end:])
    words = after[0] if after and len(after[0]) < 40 else ""
    halt = stop.search(words)
    kept = words[: halt.start()] if halt else words
    return start, end + len(kept.rstrip())
