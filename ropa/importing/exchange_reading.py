"""A file in the exchange form to a `Reading`. What the form does not speak of was not asked."""

from __future__ import annotations

from typing import Any

from ropa.importing.draft import MAIN
from ropa.importing.exchange_parts import ExchangeBase, phrase_of
from ropa.importing.exchange_terms import basis_iri, category, right_iri, safeguard_iris
from ropa.importing.facts.receivers import PROCESSING
from ropa.model import (
    AutomatedDecision,
    Disclosure,
    Duration,
    Engagement,
    Iri,
    Measure,
    Reading,
    Retention,
    Source,
    Text,
    Transfer,
)
from ropa.namespaces import expand, party_key, slug

Json = dict[str, Any]


class ExchangeReader(ExchangeBase):
    """Reads one file of the exchange form. Raises UnreadableFile naming the field that has the wrong shape."""

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

    def _plain(self) -> None:
        draft = self.draft
        if self._text("register_name"):
            draft.put("", "titles", draft.text(self._text("register_name")))
            draft.put(MAIN, "titles", draft.text(self._text("register_name")))
        for code in self._list("legal_bases"):
            draft.put(MAIN, "legal_bases", Iri(basis_iri(str(code), f"{self.file.name}, legal_bases")))
        for code in self._list("rights"):
            draft.put("", "rights", Iri(right_iri(str(code), f"{self.file.name}, rights")))
        self._authority()
        self._automated()
        for each in self._list("interests"):
            draft.put(MAIN, "interests", draft.text(str(each)))
        for each in self._list("purposes"):
            concept = self._concept(each, "purposes", "dpv:Purpose")
            self._say(MAIN, "purposes", concept, "dpv:hasPurpose", each)
        for each in self._list("measures"):
            node = draft.node("", "measures", Measure)
            self._say(
                node,
                "concepts",
                self._concept(each, "measures.kinds", "dpv:TechnicalOrganisationalMeasure"),
                "dct:type",
                each,
            )

    def _authority(self) -> None:
        draft, authority = self.draft, self._text("supervisory_authority")
        if authority:
            known = self.words.lexicon("authority.names").best(authority)
            if known:
                draft.put("", "authorities", Iri(expand(known)))
            draft.put("", "authority_as_stated", draft.text(authority))

    def _automated(self) -> None:
        draft, automated = self.draft, self.data.get("automated_decision")
        if automated is not None:
            node = draft.node(MAIN, "automated_decisions", AutomatedDecision)
            if automated:
                draft.put(node, "kinds", Iri(expand("ropa:SolelyAutomatedDecision")))
            else:
                draft.put(node, "applicability", Iri(expand("dpv:NotApplicable")))

    def _concept(self, item: Any, path: str, kind: str) -> Iri:
        if isinstance(item, dict) and item.get("concept"):
            return Iri(expand(str(item["concept"])))
        phrase = phrase_of(item)
        known = self.words.lexicon(path).best(phrase)
        return Iri(expand(known)) if known else self.draft.concept(phrase, kind)

    def _data(self) -> None:
        for item in self._list("data_categories"):
            phrase = phrase_of(item)
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
                else {"phrase": phrase_of(item), "source": {"start": number, "end": number}}
            )
            self._say(MAIN, "subjects", iri, "dpv:hasDataSubject", given)

    def _recipients(self) -> None:
        draft = self.draft
        for item in self._list("recipients"):
            phrase = phrase_of(item)
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
            if self.words.any("recipients.vague").search(phrase):
                draft.put(node, "is_identified", False)
        for item in self._list("disclosures"):
            if isinstance(item, dict) and not item.get("recipients"):
                node = draft.node(MAIN, "disclosures", Disclosure)
                for name in item.get("kinds") or []:
                    draft.put(node, "recipient_kinds", Iri(expand(str(name))))
        self._processors()
        self._sources()

    def _processors(self) -> None:
        draft = self.draft
        for item in self._list("processors"):
            name = str(item.get("name")) if isinstance(item, dict) else str(item)
            country = item.get("country") if isinstance(item, dict) else None
            party = draft.party(f"party/{party_key(name)}")
            draft.put(party, "names", Text(name))
            node = draft.node(MAIN, "engagements", Engagement)
            draft.put(node, "processors", Iri(party))
            if country:
                draft.put(node, "countries", Iri(expand(f"loc:{country}")))

    def _sources(self) -> None:
        draft = self.draft
        for item in self._list("sources"):
            phrase = phrase_of(item)
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
