"""What a register without a name of its own is called: what it is and whose, never by its file."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ropa.register.summary import RecordSummary

_SHOP = RecordSummary(
    iri="https://ropa.example/record/shop-204-fab00f5bb08c",
    kind="controller",
    titles=(),
    keeper_names=((("fi", "Puoti Oy"), ("sv", "Boden Ab")), (("", "Kauppa Ky"),)),
    activities=1,
    modified=None,
)


@pytest.mark.parametrize(
    ("language", "title"),
    [("fi", "rekisteri: Kauppa Ky, Puoti Oy"), ("sv", "register: Boden Ab, Kauppa Ky")],
)
def test_a_register_without_a_name_is_called_by_its_kind_and_keeper(language: str, title: str) -> None:
    assert _SHOP.title(language) == title
    assert replace(_SHOP, titles=(("fi", "Asiakkaat"),)).title(language) == "Asiakkaat"
    assert replace(_SHOP, keeper_names=()).title(language) == "shop-204-fab00f5bb08c"
    assert replace(_SHOP, kind="processor").title(language) != title
