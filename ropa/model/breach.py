"""A personal data breach as Art. 33(5) wants it documented; notified or not, it lies in the record it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ropa.model.base import Iri, Node, Text, many, one


@dataclass(frozen=True, kw_only=True)
class Breach(Node):
    """One breach: what happened, its effects, what was done, who was told and when."""

    types = ("ropa:BreachRecord",)
    stated = "ropa:StatedBreachRecord"
    segment = "breach"
    titles: tuple[Text, ...] = many("dct:title")
    aware_on: date | None = one("ropa:awareOn")  # Art. 33(1): the 72 hours run from here
    is_open: bool | None = one("ropa:underInvestigation")
    facts: tuple[Text, ...] = many("ropa:breachFacts")
    effects: tuple[Text, ...] = many("ropa:breachEffects")
    remedies: tuple[Text, ...] = many("ropa:remedialAction")
    risk: Iri | None = one("ropa:breachRisk")  # ropa:RiskUnlikely, ropa:RiskLikely, ropa:HighRiskLikely
    notified_on: date | None = one("ropa:notifiedAuthorityOn")
    delay_reasons: tuple[Text, ...] = many("ropa:reasonForDelay")
    subjects_told_on: date | None = one("ropa:communicatedToSubjectsOn")
    not_told_because: tuple[Text, ...] = many("ropa:communicationExemption")  # Art. 34(3)
    data: tuple[Iri, ...] = many("dpv:hasPersonalData")
    subjects: tuple[Iri, ...] = many("dpv:hasDataSubject")
