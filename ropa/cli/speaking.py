"""In which language a command speaks: headings, summaries and complaints. Holds no words itself."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ropa import texts
from ropa.errors import BadParameter, said
from ropa.settings import Settings

_OPTIONS = ("--language", "-l")
_SYSTEM = {
    errno.ENOENT: said("there is no such file or folder."),
    errno.EACCES: said("you have no right to read or write it."),
    errno.EPERM: said("you have no right to read or write it."),
    errno.ENOSPC: said("there is no room left on the disk."),
    errno.EROFS: said("it cannot be written: the file system is read-only."),
    errno.EISDIR: said("this is a folder."),
    errno.EADDRINUSE: said("The address is already in use."),
}
_WRONG_COMMANDS = (
    (r"No such command '(?P<name>.+?)'", "there is no command '{name}'."),
    (r"No such option: (?P<name>\S+)", "there is no option '{name}'."),
    (r"Missing (?:argument|option|parameter) '?(?P<name>[^'.]+)", "'{name}' is missing."),
    (r"Option '(?P<name>.+?)' requires", "the option '{name}' needs a value."),
    (r"Got unexpected extra arguments? \((?P<name>.+)\)", "'{name}' is more than the command takes."),
    (r"Invalid value for '?(?P<name>[^':]+)'?.*?: '(?P<value>.*?)'", "'{value}' does not fit '{name}'."),
)


def reader(words: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> str:
    """The language of what is said before or beside a command: as `--language` asks, else ROPA_LANGUAGE, else English.

    Never fails: an unknown language is complained about in the next best one.
    """
    given = list(sys.argv[1:] if words is None else words)
    asked = [after for option, after in pairwise(given) if option in _OPTIONS]
    asked += [word.partition("=")[2] for word in given if word.startswith("--language=")]
    for tag in (*asked, environment.get("ROPA_LANGUAGE", "")):
        try:
            return texts.default().language(tag)
        except BadParameter:
            continue
    return Settings.language


def say(key: str, language: str, **slots: object) -> str:
    """A sentence of the command line."""
    return texts.say(f"cli-{key}", language, **slots)


def headings(columns: Sequence[str], language: str) -> list[str]:
    """What the columns of a table are called."""
    return [say(f"column-{column}", language) for column in columns]


def agreed(question: str, language: str) -> bool:
    """Whether the reader answers yes, in their language or English; an empty answer or none is a no."""
    yes = say("erase-yes", language)
    print(f"{question} [{yes}/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().casefold()[:1] in {yes, "y"}


def complain(message: str, language: str = "") -> None:
    """One line on standard error, in the reader's language."""
    print(f"ropa: {texts.translated(message, language or reader())}", file=sys.stderr)


def of_system(error: OSError) -> str:
    """What the operating system refused, and of which file."""
    what = _SYSTEM.get(error.errno or 0) or f"{error.strerror or error}."
    return said("{where}: {what}", where=error.filename or said("a file"), what=what)


def of_command(words: str, command: str) -> str:
    """What Typer says of a wrong command, in our words, with where to look for the right one."""
    advice = said("'{command} --help' shows how.", command=command)
    for pattern, sentence in _WRONG_COMMANDS:
        if found := re.match(pattern, words):
            return said("{what} {mend}", what=said(sentence, **found.groupdict()), mend=advice)
    return said("{what} {mend}", what=words, mend=advice)
