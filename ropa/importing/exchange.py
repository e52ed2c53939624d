"""The exchange form, one notice as JSON: written from a reading, and read back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ropa.importing.draft import WITHHELD, clean
from ropa.importing.exchange_terms import category, right_code, safeguard
from ropa.model import Activity, Contact, Engagement, Evidence, Finding, Node, Party, Reading, Retention, Section
from ropa.namespaces import local_name, shorten

Json = dict[str, Any]


def write(reading: Reading, findings: Iterable[Finding] = ()) -> Json:
    """One notice as JSON. `findings` become `findings`; `defects` are composed by who knows the codes."""
    return _Writer(reading).whole(tuple(findings))


class _Writer:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.record = reading.record
        self.parties = {party.iri: party for party in reading.parties}
        self.by: dict[tuple[str, str], list[Evidence]] = {}
        for each in reading.evidence:
            self.by.setdefault((each.subject, each.term), []).append(each)

    def said(self, subject: str, term: str, value: str | None = None) -> list[Evidence]:
        """Evidence on a property of a node, of one value where asked."""
        found = self.by.get((subject, term), [])
        return [e for e in found if value is None or e.value == value]

    def whole(self, findings: tuple[Finding, ...]) -> Json:
        notice, record = self.reading.notice, self.record
        contacts = self._contacts()
        out: Json = {
            "document": str(notice.source_name) if notice and notice.source_name else self.reading.slug,
            "language": str(notice.language) if notice and notice.language else None,
            "date": notice.created.isoformat() if notice and notice.created else None,
            "controller": self._controller(),
            "contact": contacts[0] if contacts else {"role": None, "email": None, "phone": None, "is_dpo": False},
            "contact_other": contacts[1:],
            "register_name": str(record.titles[0]) if record.titles else None,
            "legal_bases": self._bases(),
            "data_categories": self._data(),
            "data_subjects": self._subjects(),
            "recipients": self._recipients(),
            "processors": self._processors(),
            "sources": [self._one(e) for e in self._over("dpv:hasDataSource")],
            "transfers": self._transfers(),
            "rights": sorted({right_code(iri) for iri in record.rights} - {""}, key=_article),
            "supervisory_authority": str(record.authority_as_stated[0]) if record.authority_as_stated else None,
            "automated_decision": self._automated(),
        }
        rules = self._retention()
        out["retention"] = rules[0] if rules else {"text": None, "iso8601_duration": None, "from_event": None}
        out["retention_other"] = rules[1:]
        marked = any(local_name(i) == "SpecialCategoryData" for a in record.activities for i in a.risk_criteria)
        out["special_categories"] = marked or any(c["special"] for c in out["data_categories"])
        for each in out["data_categories"]:
            del each["special"]
        out |= self._ours(findings)
        return out

    def _ours(self, findings: tuple[Finding, ...]) -> Json:
        main = self.record.activities[0] if self.record.activities else Activity()
        notice = self.reading.notice
        return {
            "purposes": [self._one(e) | {"concept": shorten(e.value)} for e in self._over("dpv:hasPurpose")],
            "interests": [str(text) for text in main.interests],
            "measures": [
                self._one(e) | {"concept": shorten(e.value)}
                for measure in self.record.measures
                for e in self.said(measure.iri, "dct:type")
            ],
            "disclosures": [
                {
                    "recipients": [str(t) for t in d.recipient_categories],
                    "kinds": [shorten(k) for k in d.recipient_kinds],
                }
                for a in self.record.activities
                for d in a.disclosures
            ],
            "joint_controllers": [str(n) for iri in self.record.joint_controllers for n in self.parties[iri].names],
            "states": {s.key.value: local_name(s.state).lower() for s in _by_key(notice.sections if notice else ())},
            "findings": [_finding(f) for f in findings],
            "remarks": list(self.reading.remarks),
        }

    def _over(self, term: str) -> list[Evidence]:
        """Evidence of a property over all activities, each phrase once."""
        found = [e for a in self.record.activities for e in self.said(a.iri, term)]
        return list({(e.value, clean(e.text).casefold()): e for e in reversed(found)}.values())[::-1]

    def _one(self, e: Evidence) -> Json:
        return {"phrase": clean(e.text), "source": {"start": e.start, "end": e.end}, "sureness": e.sureness}

    def _controller(self) -> Json:
        party = self.parties.get(self.record.controllers[0]) if self.record.controllers else None
        if party is None:
            party = next((p for p in self.reading.parties if not p.names), Party())
        return {
            "name": str(party.names[0]) if party.names else None,
            "business_id": str(party.business_ids[0]) if party.business_ids else None,
            "address": str(party.addresses[0].as_written[0]) if party.addresses else None,
            "email": self._mail(party),
            "phone": self._phone(party),
        }

    def _mail(self, node: Party | Contact) -> str | None:
        if node.emails:
            return node.emails[0].removeprefix("mailto:")
        held = [clean(e.text) for e in self.said(node.iri, "ropa:withheldChannel")]
        return next((f"{WITHHELD}@{words.rsplit('@', 1)[1]}" for words in held if "@" in words), None)

    def _phone(self, node: Party | Contact) -> str | None:
        if node.telephones:
            said = self.said(node.iri, "vcard:hasTelephone")
            return clean(said[0].text) if said else node.telephones[0].removeprefix("tel:")
        held = [clean(e.text) for e in self.said(node.iri, "ropa:withheldChannel")]
        return WITHHELD if any("@" not in words for words in held) else None

    def _contacts(self) -> list[Json]:
        own = list(self.record.contacts)
        officers = [
            o
            for iri in self.record.controllers
            for o in (self.parties[iri].data_protection_officers if iri in self.parties else ())
        ]
        listed = [(c, False) for c in own] + [(o, True) for o in officers]
        listed.sort(key=lambda pair: self._place(pair[0]))
        return [self._contact(contact, dpo) for contact, dpo in listed]

    def _place(self, node: Node) -> int:
        return min(
            (e.start for (subject, _), found in self.by.items() if subject == node.iri for e in found), default=0
        )

    def _contact(self, contact: Contact, dpo: bool) -> Json:
        role = (
            str(contact.roles[0])
            if contact.roles
            else (WITHHELD if contact.person_names or contact.withholds_name else None)
        )
        return {
            "role": role,
            "email": self._mail(contact),
            "phone": self._phone(contact),
            "is_dpo": dpo,
        }

    def _bases(self) -> list[str]:
        found = {local_name(iri) for a in self.record.activities for iri in a.legal_bases}
        return sorted(f"A6(1)({name[-1]})" for name in found if name.startswith("A6-1-"))

    def _data(self) -> list[Json]:
        out, seen = [], set()
        for e in self._over("dpv:hasPersonalData"):
            name, special = category(e.value)
            phrase = clean(e.text)
            if phrase.casefold() not in seen:
                seen.add(phrase.casefold())
                out.append(self._one(e) | {"dpv_pd": name, "special": special})
        return out

    def _subjects(self) -> list[Json]:
        main = self.record.activities[0] if self.record.activities else Activity()
        found = self.said(main.iri, "dpv:hasDataSubject")
        return [self._one(e) for e in {(e.start, e.end): e for e in found}.values()]

    def _recipients(self) -> list[Json]:
        found: list[Evidence] = []
        for activity in self.record.activities:
            found += self.said(activity.iri, "ropa:internalAccess")
            for node in (*activity.engagements, *activity.disclosures):
                found += self.said(node.iri, "ropa:recipientCategoryLabel")
        return [self._one(e) for e in sorted(found, key=lambda e: (e.start, self.reading.evidence.index(e)))]

    def _processors(self) -> list[Json]:
        out = []
        for activity in self.record.activities:
            for engagement in (own for each in activity.engagements for own in (each, *each.sub_engagements)):
                out += [self._processor(engagement, iri) for iri in engagement.processors]
        return out

    def _processor(self, engagement: Engagement, iri: str) -> Json:
        party = self.parties[iri]
        countries = engagement.countries or party.countries
        return {"name": str(party.names[0]), "country": local_name(countries[0]) if countries else None}

    def _retention(self) -> list[Json]:
        return [self._rule(rule, a.iri) for a in self.record.activities for rule in a.retention]

    def _rule(self, rule: Retention, activity: str) -> Json:
        event = self.said(rule.iri, "dpv:isAfter") + self.said(rule.iri, "ropa:startEventText")
        said = self.said(activity, "dpv:hasStorageCondition", rule.iri)
        return {
            "text": clean(said[0].text) if said else None,
            "iso8601_duration": str(rule.durations[0]) if rule.durations else None,
            "from_event": clean(event[0].text) if event else None,
        }

    def _transfers(self) -> list[Json]:
        out = []
        for activity in self.record.activities:
            for transfer in activity.transfers:
                if transfer.applicability and local_name(transfer.applicability) == "NotApplicable":
                    continue
                for country in transfer.countries or (None,):
                    row = {"country_iso2": local_name(country) if country else None, "safeguard": safeguard(transfer)}
                    if row not in out:
                        out.append(row)
        return out

    def _automated(self) -> bool | None:
        told = [d for a in self.record.activities for d in a.automated_decisions]
        if not told:
            return None
        if any(d.applicability and local_name(d.applicability) == "NotApplicable" for d in told):
            return False
        return any(local_name(kind) == "SolelyAutomatedDecision" for d in told for kind in d.kinds)


def _by_key(sections: Iterable[Section]) -> list[Any]:
    return [s for s in sections if s.key and s.state]


def _article(code: str) -> tuple[int, str]:
    return int(re.findall(r"\d+", code)[0]), code


def _finding(finding: Finding) -> Json:
    return {"code": finding.code, "severity": str(finding.severity), "focus": finding.focus, "value": finding.value}
