"""Dates, durations and lists as a language writes them; every word from `ropa/texts/notice/`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ropa import texts
from ropa.errors import NotFound

_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:\d+(?:\.\d+)?S)?)?"
)


def day(value: date, language: str) -> str:
    """A calendar day in running text."""
    month = texts.say(f"notice-month-{value.month}", language)
    return texts.say("notice-day", language, day=value.day, month=month, number=value.month, year=value.year)


def duration(value: str, language: str, frame: str = "during") -> str:
    """`P6Y` as words; whole years out of months, as `P12M` equals `P1Y`; "" for what is no such duration.

    `frame` is `during` for a measure of time in a sentence and `cell` where it stands alone.
    """
    found = _DURATION.fullmatch(value)
    amounts = {unit: int(number) for unit, number in found.groupdict().items() if number} if found else {}
    years, months = divmod(amounts.get("months", 0), 12)
    amounts = {**amounts, "years": amounts.get("years", 0) + years, "months": months}
    order = ("years", "months", "weeks", "days", "hours", "minutes")
    told = [(unit, amounts[unit]) for unit in order if amounts.get(unit)]
    single = "compound" if len(told) > 1 and frame == "during" else frame
    return enumerate_words([_amount(unit, number, language, frame, single) for unit, number in told], language)


def _amount(unit: str, number: int, language: str, frame: str, single: str) -> str:
    if number == 1:
        return texts.say(f"notice-{single}-{unit}-one", language)
    return texts.say(f"notice-{frame}-{unit}-many", language, number=_number(number, language, frame))


def _number(number: int, language: str, frame: str) -> str:
    if frame == "during":
        try:
            return texts.say(f"notice-number-{number}", language)
        except NotFound:
            return str(number)
    return str(number)


def enumerate_words(words: Sequence[str], language: str, conjunction: str = "and") -> str:
    """`a, b ja c`; semicolons where an item has a comma of its own, `sekä` where one has an `ja`."""
    items = [word for word in words if word]
    if len(items) < 2:
        return "".join(items)
    inner = texts.say(f"notice-{conjunction}", language, head="", last="").strip(" ,")
    nested = any(f" {inner} " in item for item in items)
    comma = "; " if any(re.search(r"[,;.] ", item) for item in items) else ", "
    long = comma == "; "
    kind = "-long" if long and len(items) > 2 else "-also" if long or nested else ""
    return texts.say(f"notice-{conjunction}{kind}", language, head=comma.join(items[:-1]), last=items[-1])
