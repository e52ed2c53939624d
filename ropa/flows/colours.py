"""Colours of a drawn picture as every viewer knows them: templates name them, a finished picture has none of the names.

Many programs that show SVG know no CSS variables and paint black instead. So each rule gets its light colour as
it is, and the dark ones follow once more for those that ask for a dark picture.
"""

from __future__ import annotations

import re

_STYLE = re.compile(r"(?<=<style>\n).*?(?=</style>)", re.DOTALL)
_RULE = re.compile(r"([^{}\n]+)\{([^{}]*)\}")
_DARK = "@media (prefers-color-scheme:dark)"
_NAMED = re.compile(r"var\((--[a-z]+)\)")
_PAINTED = ("fill:", "stroke:", "background:", "outline:", "text-decoration-color:")


def plain(picture: str) -> str:
    """The picture with its first style sheet settled; a picture without names of colours comes back as it is."""
    return _STYLE.sub(lambda found: _settled(found.group()), picture, count=1)


def _settled(style: str) -> str:
    (name, light), (_, dark), *rules = _RULE.findall(style.replace(f"{_DARK}{{", ""))
    own = "".join(f"{part};" for part in light.split(";") if part and not part.startswith("--"))
    rules.insert(0, (name, own.rstrip(";")))
    colours = _colours(light)
    lines = [f"{selector}{{{_painted(body, colours)}}}" for selector, body in rules]
    shades = colours | _colours(dark)
    night = [f"{selector}{{{_painted(kept, shades)}}}" for selector, body in rules if (kept := _paint(body))]
    return "\n".join([*lines, f"{_DARK}{{", *night, "}", ""])


def _colours(body: str) -> dict[str, str]:
    parts = (part.partition(":") for part in body.split(";") if part.startswith("--"))
    return {name: value for name, _, value in parts}


def _painted(body: str, colours: dict[str, str]) -> str:
    return _NAMED.sub(lambda named: colours[named.group(1)], body)


def _paint(body: str) -> str:
    """Those declarations that give a colour, `none` too: the order of the rules decides between them."""
    return ";".join(part for part in body.split(";") if part.startswith(_PAINTED))
