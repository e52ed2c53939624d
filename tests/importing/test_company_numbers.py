"""Numbers of companies in other states' registers: found by the word before them, their digits checked where known."""

from __future__ import annotations

import pytest

from ropa.importing.company_numbers import registered
from ropa.importing.document import Passage
from tests.importing.sample import exchanged

TOLD = [
    ("Nordisk Prøve A/S, CVR 24 25 67 90, København", "24256790", True),
    ("Nordisk Prøve A/S, CVR-nr. 24256791", "24256791", False),
    ("Prøve AS (org.nr. 923 609 016)", "923609016", True),
    ("Prøve AS, organisasjonsnummer 923609017", "923609017", False),
    ("Näidis OÜ, registrikood 10000001", "10000001", True),
    ("Sample DAC, CRO number 614208", "614208", True),
    ("Sample Ltd, registered in England and Wales No. 01234567", "01234567", True),
    ("Sample Ltd, registered in Scotland under number SC123456", "SC123456", True),
    ("Sample B.V., KvK 12345678", "12345678", True),
    ("Beispiel GmbH, HRB 12345", "12345", True),
    ("Sample Ltd (company number 09841177)", "09841177", True),
]
NONE = [
    "Call us on 01632 960100 or write to 4 Dock Street.",
    "The company has 12000 customers and 614208 visitors a year.",
    "Malmö Prov AB, org.nr 556016-0680",
    "Registered mail costs 123456 cents.",
]


@pytest.mark.parametrize(("text", "value", "fits"), TOLD)
def test_a_number_stands_behind_the_name_of_its_register(text: str, value: str, fits: bool) -> None:
    (number,) = registered(Passage(text, range(len(text))))
    assert (number.found.value, number.fits) == (value, fits)
    assert number.found.words.text.replace(" ", "") == value


@pytest.mark.parametrize("text", NONE)
def test_other_figures_are_no_numbers_of_companies(text: str) -> None:
    assert registered(Passage(text, range(len(text)))) == []


def test_the_number_is_the_controllers() -> None:
    text = "Privacy notice\n\nController\nSample DAC\nCRO number 614208\nPier Road 4\n\nPurpose\nBookings.\n"
    assert exchanged(text, "notice.en.txt")["controller"]["business_id"] == "614208"
