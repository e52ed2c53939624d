"""Invented organisations for synthetic registers: controllers at home, processors in a dozen countries."""

from __future__ import annotations

from random import Random

from ropa.mapping import settle
from ropa.model import Address, Contact, Iri, Party, Text
from ropa.register.synthetic.variety import Names, Variety, iris, texts

CONTROLLERS = 4
"""At least so many of the parties are controllers; one in ten of many."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_NEVER_GIVEN = 9_100_000


def parties(chance: Random, number: int, base: str, given: Variety) -> list[Party]:
    """The controllers first. Each has another name."""
    seen: set[str] = set()
    return [_party(chance, count, count < controllers(number), base, given, seen) for count in range(number)]


def controllers(number: int) -> int:
    """How many of so many parties are controllers."""
    return max(CONTROLLERS, number // 10)


def _party(chance: Random, number: int, home: bool, base: str, given: Variety, seen: set[str]) -> Party:
    country = "FI" if home else chance.choices(list(given.countries), list(given.countries.values()))[0]
    key = f"party/synthetic-{number + 1}"
    address = Address(
        iri=f"{key}/address/1",
        street=(Text(f"{chance.choice(given.streets)} {chance.randrange(1, 120)}"),),
        postal_code=(Text(f"{chance.randrange(100_000):05d}"),),
        locality=(Text(chance.choice(given.places)),),
    )
    officer = Contact(
        iri=f"{key}/contact/dpo",
        roles=texts(given.officer),
        emails=(Iri(f"mailto:tietosuoja@party{number + 1}.example"),),
    )
    party = Party(
        iri=key,
        names=(Text(_name(chance, country, given, seen)),),
        business_ids=(Text(_business_id(number)),) if country == "FI" else (),
        countries=iris(f"loc:{country}"),
        kinds=iris("dpv:ForProfitOrganisation"),
        addresses=(address,),
        emails=(Iri(f"mailto:info@party{number + 1}.example"),),
        telephones=(Iri(f"tel:+358-20-{number // 10_000:03d}-{number % 10_000:04d}"),) if country == "FI" else (),
        data_protection_officers=(officer,),
    )
    return settle(party, base)


def _name(chance: Random, country: str, given: Variety, seen: set[str]) -> str:
    parts = given.home if country == "FI" else given.abroad
    stem = f"{chance.choice(parts.first)}{chance.choice(parts.second)} {chance.choice(parts.trade)}"
    while stem in seen:
        stem = f"{stem} {len(seen)}"
    seen.add(stem)
    return f"{stem} {_form(chance, country, parts)}"


def _form(chance: Random, country: str, parts: Names) -> str:
    return chance.choice(parts.form) if isinstance(parts.form, tuple) else parts.form[country]


def _business_id(number: int) -> str:
    """With a right check digit, from a range that the authorities have not begun to give out."""
    place = _NEVER_GIVEN
    while True:
        rest = sum(int(digit) * weight for digit, weight in zip(str(place), _WEIGHTS, strict=True)) % 11
        if rest != 1:
            if number == 0:
                return f"{place}-{11 - rest if rest else 0}"
            number -= 1
        place += 1
