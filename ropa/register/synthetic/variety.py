"""What synthetic registers are made of, read from `variety.yaml`: topics, units, services, recipients, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

import yaml

from ropa import resources
from ropa.model import Iri, Text
from ropa.namespaces import expand

Words = tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """A kind of register with what fits it: legal bases by their letter, laws, data, the event retention starts at."""

    name: Words
    purpose: str
    subject: str
    bases: Words
    laws: Words
    data: Words
    after: Words
    interest: Words = ()
    special: str = ""


@dataclass(frozen=True)
class Recipient:
    """Who receives data without being a processor, on which basis."""

    kind: str
    label: Words
    basis: str
    purpose: str
    law: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Names:
    """Parts that organisations' names are put together from."""

    first: Words
    second: Words
    trade: Words
    form: Mapping[str, str] | Words


@dataclass(frozen=True)
class Variety:
    """All of `variety.yaml`. Texts are in the order Finnish, Swedish, English."""

    topics: tuple[Topic, ...]
    units: tuple[Words, ...]
    services: tuple[Words, ...]
    recipients: tuple[Recipient, ...]
    consequence: Words
    consent: Mapping[str, tuple[Words, ...]]
    consent_kept: Words
    measures: Words
    locked: Words
    rights: Words
    officer: Words
    agreement: Words
    safeguards_at: str
    countries: Mapping[str, int]
    adequate: Mapping[str, str]
    clauses_needed: Words
    home: Names
    abroad: Names
    streets: Words
    places: Words


@cache
def variety() -> Variety:
    """The content of `variety.yaml`."""
    text = resources.within("register", "synthetic", "variety.yaml").read_text(encoding="utf-8")
    raw = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    names, consent = raw.pop("names"), raw.pop("consent")
    return Variety(
        topics=tuple(Topic(**_frozen(topic)) for topic in raw.pop("topics")),
        recipients=tuple(Recipient(**_frozen(recipient)) for recipient in raw.pop("recipients")),
        consent={key: _words(consent[key]) for key in ("given", "withdrawn")},
        consent_kept=_words(consent["kept"]),
        home=Names(**_frozen(names["home"])),
        abroad=Names(**_frozen(names["abroad"])),
        **_frozen(raw),
    )


def _frozen(given: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _words(value) for key, value in given.items()}


def _words(value: Any) -> Any:
    return tuple(_words(item) for item in value) if isinstance(value, list) else value


def iris(*names: str) -> tuple[Iri, ...]:
    """Full IRIs of prefixed names."""
    return tuple(Iri(expand(name)) for name in names)


def texts(words: Words) -> tuple[Text, ...]:
    """Finnish, Swedish and English words as texts in the order of the store."""
    fi, sv, en = words
    return (Text(en, "en"), Text(fi, "fi"), Text(sv, "sv"))


def pick(chance: Random, words: tuple[Words, ...]) -> tuple[Text, ...]:
    """One of several texts, in its three languages."""
    return texts(chance.choice(words))
