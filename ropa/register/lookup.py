"""What a person means by a name: records, parties and notices by their key, IRI or words. Guesses nothing."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable

from ropa import texts
from ropa.errors import BadParameter, NotFound, said
from ropa.namespaces import VOCABULARY, slug
from ropa.store.embedded import EmbeddedStore


def find(facts: EmbeddedStore, base: str, name: str) -> str:
    """The IRI of a graph from its last part, `kind/name` or IRI. Raises NotFound with what is near."""
    for candidate in (
        name,
        f"{base}/{name}",
        f"{base}/record/{name}",
        f"{base}/notice/{name}",
        f"{base}/party/{name}",
    ):
        if not candidate.startswith(VOCABULARY) and facts.has(candidate):
            return candidate
    close = difflib.get_close_matches(name, _keys(_things(facts, base, "record")), n=3, cutoff=0.5)
    raise NotFound(said("there is no record '{name}'.", name=name), mend=_advice(close))


def called(facts: EmbeddedStore, base: str, words: str, kind: str, name_of: Callable[[str, str], str]) -> str:
    """The one record or party of that name, else the one whose name begins so.

    Raises NotFound where it is none, BadParameter where it is several.
    """
    wanted = slug(words)
    names = {
        iri: {iri.rsplit("/", 1)[-1], *(slug(name_of(iri, language)) for language in texts.languages())}
        for iri in _things(facts, base, kind)
    }
    found = [iri for iri in names if wanted in names[iri]]
    found = found or [iri for iri in names if any(name.startswith(f"{wanted}-") for name in names[iri])]
    if len(found) == 1:
        return found[0]
    if found:
        choices = said("Use one of: {choices}.", choices=", ".join(_keys(found)))
        raise BadParameter(said("'{words}' is the name of several.", words=words), mend=choices)
    close = difflib.get_close_matches(wanted, sorted(set().union(*names.values()) - {""}), n=3, cutoff=0.4)
    raise NotFound(said("the register knows no '{words}'.", words=words), mend=_advice(close))


def _things(facts: EmbeddedStore, base: str, kind: str) -> list[str]:
    """All graphs of a kind; not what lies beside them, such as findings."""
    folder = f"{base}/{kind}/"
    return [iri for iri in facts.graphs() if iri.startswith(folder) and "/" not in iri[len(folder) :]]


def _keys(iris: Iterable[str]) -> list[str]:
    return [iri.rsplit("/", 1)[-1] for iri in iris]


def _advice(close: list[str]) -> str:
    if close:
        return said("Did you mean {choices}?", choices=", ".join(close))
    return "'ropa list' shows the records there are."
