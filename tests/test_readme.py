"""The README says what is so: its commands, settings, folders and picture."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ropa import resources
from ropa.cli import program
from ropa.flows import render
from ropa.register import Registry, import_file
from ropa.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = sorted(set(re.findall(r"`ropa ([a-z]+)", README)))


def test_there_are_commands_to_check() -> None:
    assert len(COMMANDS) >= 18


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_exists(command: str) -> None:
    known = {
        c.name or c.callback.__name__ for g in program().registered_groups for c in g.typer_instance.registered_commands
    }
    assert command in known


def test_every_setting_is_told_with_its_default() -> None:
    for setting in fields(Settings):
        row = re.search(rf"^\| `ROPA_{setting.name.upper()}` \|([^|]*)\|", README, re.MULTILINE)
        assert row, setting.name
        default = "" if setting.default is None else str(setting.default)
        assert row.group(1).strip("` ") == default


def test_every_folder_exists() -> None:
    for folder in re.findall(r"^([a-z]+)/ ", README, re.MULTILINE):
        assert (ROOT / folder).is_dir()


def test_the_picture_is_what_the_program_draws(tmp_path: Path) -> None:
    with Registry.open(Settings(home=tmp_path), writing=True) as register:
        import_file(register, resources.data() / "notices" / "bjorkvik-orders.ttl")
        drawn = render(register.flow(["bjorkvik-orders"]), "svg", "en")
    picture = (ROOT / ".github" / "flow.svg").read_bytes()
    assert picture == drawn, "draw it again: ropa flow bjorkvik-orders -l en -o .github/flow.svg"


def test_the_first_screen_shows_picture_query_and_notice() -> None:
    first = README[: README.index("## Start")]
    assert "![" in first
    assert "ropa query" in first
    assert "**Storage period.**" in first
