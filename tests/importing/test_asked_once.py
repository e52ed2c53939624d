"""What a section on rights tells is found once for the section, not anew for each of its sentences."""

from __future__ import annotations

import pytest

from ropa.importing.facts import granted
from ropa.importing.phrases import languages
from tests.importing.sample import read_sections

TOLD = {
    "fi": ("Tarkastusoikeus", "Sinulla on oikeus nähdä tiedot, joita sivulla {number} on."),
    "sv": ("Rätt till insyn", "Du har rätt att se de uppgifter som finns på sidan {number} hos oss."),
    "en": ("Right of access", "You have the right to see the data that we keep on page {number} of the file."),
}


def _asked(language: str, sentences: int) -> int:
    label, sentence = TOLD[language]
    granted._given.cache_clear()
    reading = read_sections(language, {label: " ".join(sentence.format(number=n) for n in range(sentences))})
    assert [str(right).rsplit("#", 1)[-1] for right in reading.record.rights] == ["A15"]
    info = granted._given.cache_info()
    return info.hits + info.misses


@pytest.mark.parametrize("language", languages())
def test_work_grows_with_the_text(language: str) -> None:
    few, many = _asked(language, 30), _asked(language, 120)
    assert 30 <= few < many < 5 * few
