"""A file in the exchange form to a `Reading`. What the form does not speak of was not asked."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

from ropa.errors import UnreadableFile
from ropa.importing.channels import tel
from ropa.importing.document import Document
from ropa.importing.draft import MAIN, VERBATIM, Draft
from ropa.importing.exchange_terms import basis_iri, category, right_iri, safeguard_iris
from ropa.importing.facts.recipients import PROCESSING
from ropa.importing.file import File
from ropa.importing.phrases import Phrases, languages, phrases
from ropa.model import (
    Address,
    AutomatedDecision,
    Contact,
    Disclosure,
    Duration,
    Engagement,
    Evidence,
    Iri,
    Measure,
    Notice,
    Reading,
    Retention,
    Section,
    Source,
    Text,
    Transfer,
)
from ropa.namespaces import expand, party_key, slug

Json = dict[str, Any]


class ExchangeReader:
    """Reads one file of the exchange form. Raises UnreadableFile naming the field that has the wrong shape."""

    def __init__(self, file: File, data: Json) -> None:
        self.file = file
        self.data = data
        language = self._text("language") or file.settings.language
        if language not in languages():
            raise UnreadableFile(
                f"'{language}' is no language we read.", where=f"{file.name}, language", mend="Use fi, sv or en."
            )
        self.words: Phrases = phrases(language)
        self.draft = Draft(Document("", (), "exchange"), language)

    def reading(self) -> Reading:
        """The reading, evidence with the offsets the file gives."""
        self._controller()
        self._contacts()
        self._plain()
        self._data()
        self._recipients()
        self._retention()
        self._transfers()
        name = self._text("document") or self.file.name
        return Reading(
            slug=slug(self.file.stem),
            notice=self._notice(name),
            record=self.draft.build(""),
            parties=self.draft.parties(),
            evidence=tuple(self.draft.evidence),
            concepts=tuple(self.draft.concepts[iri] for iri in sorted(self.draft.concepts)),
            remarks=(*self.draft.remarks, *map(str, self._list("remarks"))),
        )

    def _say(self, node: str, field: str, value: Any, term: str, item: Any) -> None:
        """A value with the words and offsets an item of a list gives."""
        self.draft.put(node, field, value)
        phrase = _phrase(item)
        source = item.get("source") if isinstance(item, dict) else None
        place = source if isinstance(source, dict) else {}
        sureness = item.get("sureness", VERBATIM) if isinstance(item, dict) else VERBATIM
        plain = value.value if isinstance(value, Text) else str(value)
        self.draft.evidence.append(
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
                    f"'{given}' is no date.", where=f"{self.file.name}, date", mend="Write it as 2026-11-21."
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
            source_hash=Text(hashlib.sha256(self.file.data).hexdigest()),
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
            draft.put(party, "names", draft.text(name))
        if number:
            draft.put(party, "business_ids", draft.text(number))
        if given["address"]:
            iri = draft.node(party, "addresses", Address, f"{party}/address/1")
            draft.put(iri, "as_written", draft.text(given["address"]))
        self._channels(party, given["email"], given["phone"])
        for other in map(str, self._list("joint_controllers")):
            joint = draft.party(f"party/{party_key(other)}")
            draft.put(joint, "names", draft.text(other))
            draft.put("", "controllers", Iri(joint))
            draft.put("", "joint_controllers", Iri(joint))

    def _channels(self, node: str, mail: str, phone: str) -> None:
        if mail:
            self.draft.put(node, "emails", Iri(f"mailto:{mail}"))
        if phone:
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
            if entry.get("role"):
                role = self.draft.text(str(entry["role"]))
                self._say(
                    node, "roles", role, "vcard:role", {"phrase": str(role), "source": {"start": number, "end": number}}
                )
            self._channels(node, str(entry.get("email") or ""), str(entry.get("phone") or ""))

    def _plain(self) -> None:
        draft = self.draft
        if self._text("register_name"):
            draft.put("", "titles", draft.text(self._text("register_name")))
        for code in self._list("legal_bases"):
            draft.put(MAIN, "legal_bases", Iri(basis_iri(str(code), f"{self.file.name}, legal_bases")))
        for code in self._list("rights"):
            draft.put("", "rights", Iri(right_iri(str(code), f"{self.file.name}, rights")))
        authority = self._text("supervisory_authority")
        if authority:
            known = self.words.lexicon("authority.names").best(authority)
            if known:
                draft.put("", "authorities", Iri(expand(known)))
            draft.put("", "authority_as_stated", draft.text(authority))
        automated = self.data.get("automated_decision")
        if automated is not None:
            node = draft.node(MAIN, "automated_decisions", AutomatedDecision)
            if automated:
                draft.put(node, "kinds", Iri(expand("ropa:SolelyAutomatedDecision")))
            else:
                draft.put(node, "applicability", Iri(expand("dpv:NotApplicable")))
        for each in self._list("interests"):
            draft.put(MAIN, "interests", draft.text(str(each)))
        for each in self._list("purposes"):
            concept = self._concept(each, "purposes", "dpv:Purpose")
            self._say(MAIN, "purposes", concept, "dpv:hasPurpose", each)
        for each in self._list("measures"):
            node = draft.node("", "measures", Measure)
            self._say(node, "concepts", self._concept(each, "measures.kinds", "dpv:Measure"), "dct:type", each)

    def _concept(self, item: Any, path: str, kind: str) -> Iri:
        if isinstance(item, dict) and item.get("concept"):
            return Iri(expand(str(item["concept"])))
        phrase = _phrase(item)
        known = self.words.lexicon(path).best(phrase)
        return Iri(expand(known)) if known else self.draft.concept(phrase, kind)

    def _data(self) -> None:
        for item in self._list("data_categories"):
            phrase = _phrase(item)
            given = item.get("dpv_pd") if isinstance(item, dict) else None
            known = self.words.lexicon("data").best(phrase)
            if given:
                iri = (
                    Iri(expand(known)) if known and category(expand(known))[0] == given else Iri(expand(f"pd:{given}"))
                )
            elif known and category(expand(known))[0] is None:
                iri = Iri(expand(known))
            else:
                iri = self.draft.concept(phrase, "dpv:PersonalData", known)
            self._say(MAIN, "data", iri, "dpv:hasPersonalData", item)
        if self.data.get("special_categories") and not any(category(v)[1] for v in self.draft.get(MAIN, "data")):
            self.draft.put(MAIN, "risk_criteria", Iri(expand("ropa:SpecialCategoryData")))
        for number, item in enumerate(self._list("data_subjects")):
            iri = self._concept(item, "subjects", "dpv:HumanSubject")
            given = (
                item
                if isinstance(item, dict) and "source" in item
                else {"phrase": _phrase(item), "source": {"start": number, "end": number}}
            )
            self._say(MAIN, "subjects", iri, "dpv:hasDataSubject", given)

    def _recipients(self) -> None:
        draft = self.draft
        for item in self._list("recipients"):
            phrase = _phrase(item)
            if self.words.any("recipients.own").match(phrase):
                self._say(MAIN, "internal_access", draft.text(phrase), "ropa:internalAccess", item)
                continue
            kind = self.words.lexicon("recipients.kinds").best(phrase)
            if kind in PROCESSING:
                node = draft.node(MAIN, "engagements", Engagement)
                self._say(node, "processor_categories", draft.text(phrase), "ropa:recipientCategoryLabel", item)
            else:
                node = draft.node(MAIN, "disclosures", Disclosure)
                self._say(node, "recipient_categories", draft.text(phrase), "ropa:recipientCategoryLabel", item)
                if kind:
                    draft.put(node, "recipient_kinds", Iri(expand(kind)))
            draft.put(node, "is_identified", not self.words.any("recipients.vague").search(phrase))
        for item in self._list("disclosures"):
            if isinstance(item, dict) and not item.get("recipients"):
                node = draft.node(MAIN, "disclosures", Disclosure)
                for name in item.get("kinds") or []:
                    draft.put(node, "recipient_kinds", Iri(expand(str(name))))
        for item in self._list("processors"):
            name = str(item.get("name")) if isinstance(item, dict) else str(item)
            country = item.get("country") if isinstance(item, dict) else None
            party = draft.party(f"party/{party_key(name)}")
            draft.put(party, "names", draft.text(name))
            node = draft.node(MAIN, "engagements", Engagement)
            draft.put(node, "processors", Iri(party))
            if country:
                draft.put(node, "countries", Iri(expand(f"loc:{country}")))
        for item in self._list("sources"):
            phrase = _phrase(item)
            node = f"source/{len(draft.get(MAIN, 'sources')) + 1}"
            draft.node(MAIN, "sources", Source, node)
            self._say(MAIN, "sources", node, "dpv:hasDataSource", item)
            kind = self.words.lexicon("sources.kinds").best(phrase) or "dpv:ThirdPartyDataSource"
            draft.put(node, "kinds", Iri(expand(kind)))
            draft.put(node, "descriptions", draft.text(phrase))

    def _retention(self) -> None:
        for rule in [self.data.get("retention"), *self._list("retention_other")]:
            if not isinstance(rule, dict) or not any(rule.values()):
                continue
            node = self.draft.node(MAIN, "retention", Retention)
            words = str(rule.get("text") or "")
            if words:
                self._say(MAIN, "retention", node, "dpv:hasStorageCondition", words)
                self.draft.put(node, "as_written", self.draft.text(words))
            if rule.get("iso8601_duration"):
                self.draft.put(node, "durations", Duration(rule["iso8601_duration"]))
            elif words and self.words.any("retention.vague").search(words):
                self.draft.put(node, "is_vague", True)
            elif words:
                self.draft.put(node, "criteria", self.draft.text(words))
            event = str(rule.get("from_event") or "")
            if event:
                known = self.words.lexicon("retention.events").best(event)
                if known:
                    self._say(node, "start_events", Iri(expand(known)), "dpv:isAfter", event)
                else:
                    self._say(node, "start_event_texts", self.draft.text(event), "ropa:startEventText", event)

    def _transfers(self) -> None:
        given = self.data.get("transfers")
        for item in self._list("transfers"):
            node = self.draft.node(MAIN, "transfers", Transfer)
            if item.get("country_iso2"):
                self.draft.put(node, "countries", Iri(expand(f"loc:{item['country_iso2']}")))
            basis, relied = safeguard_iris(str(item.get("safeguard") or "unstated"))
            if basis:
                self.draft.put(node, "legal_bases", Iri(expand(basis)))
            if relied:
                self.draft.put(node, "relies_on", Iri(expand(relied)))
        if given == []:
            node = self.draft.node(MAIN, "transfers", Transfer)
            self.draft.put(node, "applicability", Iri(expand("dpv:NotApplicable")))


def _phrase(item: Any) -> str:
    if isinstance(item, dict):
        return str(next((item[key] for key in ("phrase", "name", "text") if item.get(key)), ""))
    return str(item)
