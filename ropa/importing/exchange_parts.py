"""Who and when in a file of the exchange form: controller, contacts, date, states; and how fields are got at."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from ropa.errors import UnreadableFile, said
from ropa.importing.channels import tel
from ropa.importing.document import Document
from ropa.importing.draft import VERBATIM, WITHHELD, Draft
from ropa.importing.file import File
from ropa.importing.phrases import Phrases, languages, phrases
from ropa.model import (
    Address,
    Contact,
    Evidence,
    Iri,
    Notice,
    Section,
    Text,
)
from ropa.namespaces import expand, party_key

Json = dict[str, Any]


class ExchangeBase:
    """The draft a file of the exchange form fills, and how its fields are got at.

    Raises UnreadableFile naming the field that has the wrong shape.
    """

    def __init__(self, file: File, data: Json) -> None:
        self.file = file
        self.data = data
        language = self._text("language") or file.settings.language
        if language not in languages():
            raise UnreadableFile(
                said("'{language}' is no language we read.", language=language),
                where=said("{name}, language", name=file.name),
                mend="Use fi, sv or en.",
            )
        self.words: Phrases = phrases(language)
        self.draft = Draft(Document("", (), "exchange"), language)

    def _say(self, node: str, field: str, value: Any, term: str, item: Any) -> None:
        """A value with the words and offsets an item of a list gives."""
        self.draft.put(node, field, value)
        phrase = phrase_of(item)
        source = item.get("source") if isinstance(item, dict) else None
        place = source if isinstance(source, dict) else {}
        sureness = item.get("sureness", VERBATIM) if isinstance(item, dict) else VERBATIM
        plain = value.value if isinstance(value, Text) else str(value)
        self.draft.evidence.setdefault(
            Evidence(node, term, plain, phrase, int(place.get("start", 0)), int(place.get("end", 0)), "", str(sureness))
        )

    def _text(self, *path: str) -> str:
        value: Any = self.data
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, (dict, list)):
            raise UnreadableFile(
                "text is expected here.", where=f"{self.file.name}, {'.'.join(path)}", mend="Give one text."
            )
        return "" if value is None else str(value)

    def _list(self, key: str) -> list[Any]:
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise UnreadableFile("a list is expected here.", where=f"{self.file.name}, {key}", mend="Put it in [ ].")
        return value

    def _notice(self, name: str) -> Notice:
        given, created = self._text("date"), None
        if given:
            try:
                created = date.fromisoformat(given)
            except ValueError as error:
                raise UnreadableFile(
                    said("'{value}' is no day.", value=given),
                    where=said("{name}, date", name=self.file.name),
                    mend="Write it as 2026-11-21.",
                ) from error
        states = self.data.get("states") or {}
        sections = tuple(
            Section(iri=f"section/{n}-{key}", key=Text(key), state=Iri(expand(f"ropa:{str(state).capitalize()}")))
            for n, (key, state) in enumerate(states.items(), 1)
        )
        return Notice(
            language=Text(self.words.language),
            created=created,
            sections=sections,
            source_name=Text(name),
            source_hashes=(Text(hashlib.sha256(self.file.data).hexdigest()),),
            reader=Text("ropa 0.1 exchange"),
        )

    def _controller(self) -> None:
        name, number = self._text("controller", "name"), self._text("controller", "business_id")
        given = {key: self._text("controller", key) for key in ("address", "email", "phone")}
        if not (name or number or any(given.values())):
            return
        draft = self.draft
        party = draft.party(f"party/{party_key(name or 'unnamed', 'fi' if number else '', number)}")
        draft.put("", "controllers", Iri(party))
        if name:
            draft.put(party, "names", Text(name))
        if number:
            draft.put(party, "business_ids", Text(number))
        if given["address"]:
            iri = draft.node(party, "addresses", Address, f"{party}/address/1")
            draft.put(iri, "as_written", Text(given["address"]))
        self._channels(party, given["email"], given["phone"])
        for other in map(str, self._list("joint_controllers")):
            joint = draft.party(f"party/{party_key(other)}")
            draft.put(joint, "names", Text(other))
            draft.put("", "controllers", Iri(joint))
            draft.put("", "joint_controllers", Iri(joint))

    def _channels(self, node: str, mail: str, phone: str) -> None:
        for given in (mail, phone):
            if WITHHELD in given:
                self._say(node, "withholds_channel", True, "ropa:withheldChannel", given)
        if mail and WITHHELD not in mail:
            self.draft.put(node, "emails", Iri(f"mailto:{mail}"))
        if phone and WITHHELD not in phone:
            value = Iri(tel(phone) if any(map(str.isdigit, phone)) else f"tel:{phone}")
            self._say(node, "telephones", value, "vcard:hasTelephone", phone)

    def _contacts(self) -> None:
        entries = [self.data.get("contact"), *self._list("contact_other")]
        for number, entry in enumerate(each for each in entries if isinstance(each, dict) and any(each.values())):
            controllers = self.draft.get("", "controllers")
            if entry.get("is_dpo") and controllers:
                node = self.draft.node(
                    controllers[0], "data_protection_officers", Contact, f"{controllers[0]}/contact/dpo-{number}"
                )
            else:
                node = self.draft.node("", "contacts", Contact, f"contact/{number + 1}")
            if entry.get("role") == WITHHELD:
                self.draft.put(node, "withholds_name", True)
            elif entry.get("role"):
                role = self.draft.text(str(entry["role"]))
                self._say(
                    node, "roles", role, "vcard:role", {"phrase": str(role), "source": {"start": number, "end": number}}
                )
            self._channels(node, str(entry.get("email") or ""), str(entry.get("phone") or ""))


def phrase_of(item: Any) -> str:
    """The words of a list item, whether it is an object or bare text."""
    if isinstance(item, dict):
        return str(next((item[key] for key in ("phrase", "name", "text") if item.get(key)), ""))
    return str(item)
