"""How concepts of the graph are called in the exchange form: DPV-PD names, rights, safeguards."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml

from ropa.errors import UnreadableFile, said
from ropa.importing.phrases import _FOLDER
from ropa.model import Transfer
from ropa.namespaces import expand, local_name, shorten


@cache
def _table() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((_FOLDER / "exchange.yaml").read_text(encoding="utf-8"))
    return loaded


def category(iri: str) -> tuple[str | None, bool]:
    """The DPV-PD local name of a data concept, and whether it is special under Art. 9."""
    short = shorten(iri)
    special = short in _table()["special"]
    if short.startswith("pd:"):
        return local_name(iri), special
    return _table()["broader"].get(short), special


def right_code(iri: str) -> str:
    """`eu-gdpr:A7-3` is `A7(3)`."""
    found = re.fullmatch(r"A(\d+)(?:-(\d))?", local_name(iri))
    if not found:
        return ""
    return f"A{found[1]}({found[2]})" if found[2] else f"A{found[1]}"


def safeguard(transfer: Transfer) -> str:
    """The exchange word for what a transfer rests on."""
    names = {shorten(iri) for iri in transfer.legal_bases}
    for name, word in _table()["safeguards"].items():
        if name in names:
            return str(word)
    if any(local_name(iri) in {"PrivacyShield", "SafeHarbour"} for iri in transfer.relies_on):
        return "none"
    return "unstated"


def basis_iri(code: str, where: str) -> str:
    """`A6(1)(b)` is `eu-gdpr:A6-1-b`. Raises UnreadableFile for what is no legal basis."""
    found = re.fullmatch(r"A6\(1\)\(([a-f])\)", code)
    if not found:
        raise UnreadableFile(
            said("'{code}' is no legal basis.", code=code), where=where, mend="Write A6(1)(a) to A6(1)(f)."
        )
    return expand(f"eu-gdpr:A6-1-{found[1]}")


def right_iri(code: str, where: str) -> str:
    """`A7(3)` is `eu-gdpr:A7-3`. Raises UnreadableFile for what is no right."""
    found = re.fullmatch(r"A(\d+)(?:\((\d)\))?", code)
    if not found:
        raise UnreadableFile(
            said("'{code}' is no right.", code=code), where=where, mend="Write A15 to A22, A7(3) or A77."
        )
    return expand(f"eu-gdpr:A{found[1]}" + (f"-{found[2]}" if found[2] else ""))


def safeguard_iris(word: str) -> tuple[str, str]:
    """Ground and instrument for an exchange word; both empty where it is unstated."""
    names = [name for name, known in _table()["safeguards"].items() if known == word]
    return (names[0] if names else "", "ropa:PrivacyShield" if word == "none" else "")
