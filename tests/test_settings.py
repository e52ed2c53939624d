"""Settings from the environment: what cannot be used is refused by the name of its variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa.errors import BadParameter
from ropa.settings import Settings

WRONG = [
    ("ROPA_BASE", "not an iri"),
    ("ROPA_BASE", "ropa.example"),
    ("ROPA_BASE", "https://ropa.example/#here"),
    ("ROPA_BASE", "https://ropa.example/a>b"),
    ("ROPA_QUERY_SECONDS", "nan"),
    ("ROPA_QUERY_SECONDS", "inf"),
    ("ROPA_READ_SECONDS", "0"),
    ("ROPA_MAX_FILE_BYTES", "-1"),
    ("ROPA_QUERY_ROWS", "many"),
    ("ROPA_PORT", "70000"),
    ("ROPA_ACTOR", "dpo\udcff"),
    ("ROPA_HOME", "a\0b"),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadParameter, match=name):
        Settings.from_environment({name: value})


def test_what_can_be_used_is_taken() -> None:
    given = {
        "ROPA_BASE": "https://register.kaarna.example/ropa/",
        "ROPA_HOME": "~/register",
        "ROPA_PORT": "8080",
        "ROPA_QUERY_SECONDS": "2.5",
        "ROPA_ACTOR": "tietosuojavastaava ä",
        "ROPA_LANGUAGE": "",
        "OTHER": "x",
    }
    found = Settings.from_environment(given)
    assert found.base == "https://register.kaarna.example/ropa"
    assert found.home == Path.home() / "register"
    assert (found.port, found.query_seconds, found.actor) == (8080, 2.5, "tietosuojavastaava ä")
    assert found.language == Settings.language
