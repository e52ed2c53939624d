"""What controllers and contact points share: a section as one passage, and an address below its owner."""

from __future__ import annotations

import re
from functools import reduce

from ropa.importing import channels
from ropa.importing.document import Passage
from ropa.importing.draft import Draft
from ropa.importing.outline import Outline, Part
from ropa.importing.wrapping import joined
from ropa.model import Address, Text


def whole(part: Part, outline: Outline) -> Passage | None:
    """All passages of a section as one, each on a line of its own; words for form fields left out."""
    field = outline.phrases.any("parties.field")
    kept = [p for p in part.passages if not field.fullmatch(re.sub(r"\s*\([^)]*\)", "", p.text).strip(" :"))]
    return reduce(lambda one, other: joined(one, other, "\n"), kept) if kept else None


def contact_from(outline: Outline, part: Part, text: Passage) -> int:
    """Where a section on controller and contact begins to speak of the contact; its end where it speaks of one."""
    if part.key != "controller" or not {"contact", "dpo"} & set(part.keys):
        return _asked_from(outline, text) if part.key == "controller" else len(text.text)
    marks = ["parties.contact-mark"] if "contact" in part.keys else ["parties.dpo"]
    mark = next((found for each in marks if (found := outline.phrases.any(each).search(text.text, 3))), None)
    return mark.start() if mark else len(text.text)


def put_address(draft: Draft, owner: str, text: Passage, found: re.Match[str], section: str) -> None:
    """An address node below a party or contact."""
    iri = f"{owner}/address/1"
    words = text.match(found)
    draft.node(owner, "addresses", Address, iri, words, section)
    draft.put(iri, "as_written", Text(re.sub(r"\s+", " ", words.text)))
    draft.put(iri, "street", Text(found["street"].strip()))
    if code := found["code"] or found["postcode"]:
        draft.put(iri, "postal_code", Text(code))
    if place := found["city"] or found["town"] or found["county"] or found["bare"]:
        draft.put(iri, "locality", Text(place))


def _asked_from(outline: Outline, text: Passage) -> int:
    """Where a later sentence with a channel of its own says whom to ask, or how the officer is reached."""
    words = outline.phrases
    told = words.raw("parties.role-told") or r"(?!)"
    marks = [
        (found.start(), path) for path in ("asks", "dpo") for found in words.any(f"parties.{path}").finditer(text.text)
    ]
    for mark, path in sorted(marks):
        start = max((m.end() for m in re.finditer(r"\n|[.!?]\s+", text.text[:mark])), default=0)
        rest = text.cut(start, len(text.text))
        found = [*channels.mails(rest), *channels.phones(rest)]
        named = channels.blanked(rest, found).text
        if path == "dpo":
            role = not (channels.business_id(rest) or channels.ADDRESS.search(named))
        else:
            role = bool(words.any("parties.role").search(named) or re.search(told, named))
        if start and found and role:
            return start
    return len(text.text)
