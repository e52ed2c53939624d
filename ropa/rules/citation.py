"""Legal sources as people cite them and where their text stands, and whether a rule's file name agrees with them."""

from __future__ import annotations

import re

from ropa import texts
from ropa.namespaces import PREFIXES, local_name

_GDPR_TEXT = re.compile(r"article(\d+)(?:-(\d+))?(?:-([a-z]))?")
_GDPR_ELI = re.compile(r"/eli/reg/2016/679/art_(\d+)(?:/par_(\d+))?(?:/(?:pnt|let)_([a-z]))?")
_FINLEX = re.compile(r"finlex\.fi/.*?/(\d{4})/(\d+)(?:.*?(?:section|pykala|sec|pyk)[_/-]?(\d+))?")
_DIRECTIVE = re.compile(r"/eli/dir/(\d{4})/(\d+)/oj")
_SWEDISH = re.compile(r"/sfst\?bet=(\d{4}):(\d+)")
_EURLEX = "https://eur-lex.europa.eu/eli"
_FILE_DIRECTIVE = re.compile(r"dir(\d{4})-(\d+)-art(\d+)(?:-(\d+))?-")
_FILE_SWEDISH = re.compile(r"sfs(\d{4})-(\d+)-c(\d+)-s(\d+)-")
_FILE_GDPR = re.compile(r"art(\d+)(?:-(\d+))?(?:-([a-z]))?-")
_FILE_ACT = re.compile(r"act(\d+)-(\d{4})-s(\d+)(?:-(\d+))?-")


def cite(source: str, stem: str = "") -> str:
    """`GDPR Art. 30(1)(f)`, `FI 1050/2018 s. 29(1)`; what has no known form comes back as its address.

    Addresses of national acts and of directives name no section: it is read from the name of the rule's file.
    """
    if parts := _gdpr(source):
        article, *rest = parts
        return f"GDPR Art. {article}" + "".join(f"({part})" for part in rest if part)
    if match := _FINLEX.search(source):
        year, number, section = match.groups()
        named = _FILE_ACT.match(stem)
        if not section and named and named.group(1, 2) == (number, year):
            section = named.group(3) + (f"({named.group(4)})" if named.group(4) else "")
        return f"FI {number}/{year}" + (f" s. {section}" if section else "")
    return _directive(source, stem) or _swedish(source, stem) or source


def official(source: str, language: str) -> str:
    """Where the official text of a source stands in the reader's language: of the GDPR the article, else the act."""
    if parts := _gdpr(source):
        return f"{_EURLEX}/reg/2016/679/art_{parts[0]}/oj/{texts.say('rules-eurlex', language)}"
    if match := _DIRECTIVE.search(source):
        return f"{_EURLEX}/dir/{match[1]}/{match[2]}/oj/{texts.say('rules-eurlex', language)}"
    if match := _FINLEX.search(source):
        return f"https://www.finlex.fi/{texts.say('rules-finlex', language)}/{match[1]}/{match[2]}"
    return source


def _directive(source: str, stem: str) -> str:
    match, named = _DIRECTIVE.search(source), _FILE_DIRECTIVE.match(stem)
    if not match:
        return ""
    article = ""
    if named and named.group(1, 2) == match.group(1, 2):
        article = f" Art. {named[3]}" + (f"({named[4]})" if named[4] else "")
    return f"EU {match[1]}/{match[2]}{article}"


def _swedish(source: str, stem: str) -> str:
    match, named = _SWEDISH.search(source), _FILE_SWEDISH.match(stem)
    if not match:
        return ""
    section = f" ch. {named[3]} s. {named[4]}" if named and named.group(1, 2) == match.group(1, 2) else ""
    return f"SE {match[1]}:{match[2]}{section}"


def disagreement(stem: str, sources: tuple[str, ...]) -> str:
    """What is wrong between a file name and the sources it cites; "" where they agree."""
    if match := _FILE_GDPR.match(stem):
        wanted = [part for part in match.groups() if part]
        found = [[part for part in parts if part] for source in sources if (parts := _gdpr(source))]
        if not any(parts[: len(wanted)] == wanted or wanted[: len(parts)] == parts for parts in found):
            return f"no dct:source agrees with the file name (article {'-'.join(wanted)})."
    if match := _FILE_ACT.match(stem):
        number, year = match.group(1, 2)
        if not any(f"{year}/{number}" in source or f"{number}-{year}" in source for source in sources):
            return f"no dct:source is the act {number}/{year} that the file name cites."
    return ""


def _gdpr(source: str) -> tuple[str | None, ...] | None:
    if source.startswith(PREFIXES["gdprtext"]):
        match = _GDPR_TEXT.fullmatch(local_name(source))
        return match.groups() if match else None
    found = _GDPR_ELI.search(source)
    return found.groups() if found else None
