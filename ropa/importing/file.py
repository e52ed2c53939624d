"""A file as handed in, and what can be seen of it from outside. Reads no content."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.settings import Settings


@dataclass(frozen=True)
class File:
    """Name, bytes and the settings it is read under."""

    name: str
    data: bytes
    settings: Settings
    keep_persons: bool = False

    @property
    def ending(self) -> str:
        """The last ending of the name, lower case, without its dot."""
        return self.name.rsplit("/", 1)[-1].rsplit(".", 1)[-1].lower() if "." in self.name else ""

    @property
    def stem(self) -> str:
        """The name without folders and its last ending."""
        last = self.name.replace("\\", "/").rsplit("/", 1)[-1]
        return last.rsplit(".", 1)[0] if "." in last.lstrip(".") else last

    def begins(self, *marks: bytes) -> bool:
        """Whether the first bytes, white space and byte order mark aside, are one of these."""
        head = self.data[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
        return head.startswith(tuple(mark.lower() for mark in marks))
