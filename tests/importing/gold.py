"""Expected facts of the test notices, short in YAML, spelt out as the scorer and the exchange form have them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "notices"


def cases() -> list[tuple[Path, dict[str, Any]]]:
    """Each notice with its expected facts."""
    return [
        (_notice(file), expand(yaml.safe_load(file.read_text(encoding="utf-8"))))
        for file in sorted(FOLDER.glob("*.yaml"))
    ]


def _notice(file: Path) -> Path:
    return next(each for each in sorted(FOLDER.glob(f"{file.stem}.*")) if each.suffix != ".yaml")


def expand(short: dict[str, Any]) -> dict[str, Any]:
    """The exchange form: pairs become objects, missing parts become empty."""
    gold = {"defects": [], "register_name": None, "retention_other": [], **short}
    gold["data_categories"] = [
        {"phrase": each[0], "dpv_pd": each[1], **({"dpv_pd_alt": each[2]} if len(each) > 2 else {})}
        for each in short["data_categories"]
    ] + [{"phrase": each, "dpv_pd": None, "optional": True} for each in short.get("data_categories_optional", [])]
    gold["processors"] = [{"name": name, "country": country} for name, country in short["processors"]]
    gold["processors_optional"] = [{"name": name} for name in short.get("processors_optional", [])]
    gold["retention"] = short["retention"] or {"text": None, "iso8601_duration": None, "from_event": None}
    gold["retention_other"] = [{"iso8601_duration": each} for each in short.get("retention_other", [])]
    gold["transfers"] = [{"country_iso2": country, "safeguard": safeguard} for country, safeguard in short["transfers"]]
    gold["automated_decision"] = short.get("automated_decision")
    return gold
