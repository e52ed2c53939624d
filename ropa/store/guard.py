"""What a user's query may not contain, told from its tokens before any parser sees it. Runs nothing.

Oxigraph's parser needs no space between words and overflows its stack on deep nesting, so this looks for the
forbidden word anywhere in a bare word and counts brackets. Text inside strings, IRIs and comments is not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from ropa.errors import BadQuery, TooLarge, said

MAX_NESTING = 200
MAX_CHARACTERS = 200_000

_TOKEN = re.compile(
    r"""
      (?P<iri>     < (?: [^<>"{}|^`\\\x00-\x20] | \\u[0-9a-fA-F]{4} | \\U[0-9a-fA-F]{8} )* > )
    | (?P<string>  \"{3} (?: \"{0,2} (?: [^"\\] | \\. ) )*+ \"{3} | '{3} (?: '{0,2} (?: [^'\\] | \\. ) )*+ '{3}
                 | " (?: [^"\\\n\r] | \\. )*+ " | ' (?: [^'\\\n\r] | \\. )*+ ' )
    | (?P<unclosed> ["'] )
    | (?P<comment> \# [^\n\r]* )
    | (?P<name>    [?$] \w+ | @ [a-zA-Z]+ (?: - [a-zA-Z0-9]+ )* )
    | (?P<prefixed> (?P<prefix> [^\W\d_] [\w.·-]* | _ )? :
                    (?: (?: [\w:] | %[0-9a-fA-F]{2} | \\. ) (?: [\w:.·-] | %[0-9a-fA-F]{2} | \\. )* )? )
    | (?P<word>    [^\W\d_] \w* )
    | (?P<open>    [({\[] )
    | (?P<close>   [)}\]] )
    """,
    re.VERBOSE | re.DOTALL,
)
_GAP = r"(?: \s | \# [^\n\r]* [\n\r] )*"
_CALL = re.compile(
    rf"""
    SERVICE {_GAP} (?: SILENT {_GAP} )?
    (?: [?$] \w+ | < [^>]* > | [^\s<>{{}}()"'?$\#]* : (?: \\. | [^\s{{}}\#\\] )* ) {_GAP} \{{
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""A whole call of another server, wherever it stands. `<` may begin an IRI or be a comparison, which tokens alone
cannot tell; a query made to be misread could hide the word, but not this form."""

_INSIDE_NAME = re.compile(r"[?$:]\w*\Z")

_NETWORK = ("SERVICE", "LOAD")
_UPDATE = ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "WITH")


def refuse_unsafe(query: str) -> None:
    """Raises BadQuery for SERVICE, LOAD, FROM and updates, TooLarge for what is too long or nests too deep."""
    if len(query) > MAX_CHARACTERS:
        raise TooLarge(said("the query is longer than {most} characters.", most=MAX_CHARACTERS))
    depth = 0
    for token in _TOKEN.finditer(query):
        kind = token.lastgroup
        where = partial(_line, query, token.start())
        if kind == "open":
            depth += 1
            if depth > MAX_NESTING:
                raise TooLarge(said("the query nests deeper than {most} levels.", most=MAX_NESTING), where=where())
        elif kind == "close":
            depth -= 1
        elif kind == "unclosed":
            raise BadQuery("a string is not closed.", where=where())
        elif kind in {"word", "prefixed"}:
            _refuse_word(token["word"] or token["prefix"] or "", where, glued=kind == "prefixed")
    for call in _CALL.finditer(query):
        if not _INSIDE_NAME.search(query, max(0, call.start() - 200), call.start()):
            _refuse_word("SERVICE", partial(_line, query, call.start()), glued=False)


def _refuse_word(word: str, where: Callable[[], str], *, glued: bool) -> None:
    word = word.upper()
    advice = said(" Give that prefix another name.") if glued else ""
    for forbidden in _NETWORK:
        if forbidden in word:
            raise BadQuery(
                said(
                    "{forbidden} is not allowed: a query reaches no other server.{advice}",
                    forbidden=forbidden,
                    advice=advice,
                ),
                where=where(),
            )
    if "FROM" in word:
        raise BadQuery(
            said("FROM is not allowed.{advice}", advice=advice), where=where(), mend="Name graphs with GRAPH."
        )
    if word in _UPDATE and not glued:
        raise BadQuery("a query changes nothing.", where=where(), mend="Use import, restore or remove.")


def _line(query: str, place: int) -> str:
    return said("line {line}", line=query.count(chr(10), 0, place) + 1)
