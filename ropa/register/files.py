"""The bytes of a file that is handed in, up to a limit. Knows nothing of what they mean."""

from __future__ import annotations

import sys
from pathlib import Path

from ropa.errors import TooLarge, UnreadableFile, said


def load_file(file: Path, limit: int) -> bytes:
    """The bytes of a file, `-` for standard input. Raises UnreadableFile, and TooLarge rather than give a part."""
    data = sys.stdin.buffer.read(limit + 1) if str(file) == "-" else _read(file, limit + 1)
    if len(data) > limit:
        raise TooLarge(
            said("the file has more than {most} MB.", most=limit // 1_000_000),
            where=str(file),
            mend="Hand in a shorter file, or raise ROPA_MAX_FILE_BYTES.",
        )
    return data


def _read(file: Path, most: int) -> bytes:
    if not file.is_file():
        what = "this is a folder." if file.is_dir() else "there is no such file."
        raise UnreadableFile(what, where=str(file), mend="Give the files one by one, or with a pattern such as *.txt.")
    try:
        with file.open("rb") as opened:
            return opened.read(most)
    except OSError as error:
        raise UnreadableFile(said("it cannot be read: {reason}.", reason=error.strerror), where=str(file)) from error
