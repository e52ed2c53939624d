"""The demonstration touches nothing of the user's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ropa.errors import BadParameter
from ropa.register.demonstration import demonstrate
from ropa.settings import Settings


def test_a_folder_that_no_demonstration_made_is_left_alone(tmp_path: Path) -> None:
    mine = tmp_path / "register" / "journal.sqlite"
    mine.parent.mkdir()
    mine.write_bytes(b"years of work")
    with pytest.raises(BadParameter, match="--output"):
        demonstrate(Settings(), tmp_path, say=lambda line: None)
    assert mine.read_bytes() == b"years of work"
    assert list(tmp_path.iterdir()) == [mine.parent]
