"""What the fields and words of a sheet of facts mean: properties and concepts by their labels. Guesses nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence

from ropa import model, texts
from ropa.errors import UnreadableFile, said
from ropa.mapping import slots
from ropa.namespaces import expand, shorten
from ropa.register.mending_values import closest

Find = Callable[[str, str], Sequence[str]]
"""Words and a language to the IRIs they may mean."""
KINDS = {
    slot.term.value: slot.kind
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Node)
    for slot in slots(kind)
}
CLASSES = {
    kind.segment: kind.types[0]
    for kind in vars(model).values()
    if isinstance(kind, type)
    and issubclass(kind, model.Node)
    and kind is not model.Service
    and kind.segment
    and kind.types
}
"""The folder of a node below its graph to its class; that of a processor's services is `SPECIAL`."""
SPECIAL = {expand(model.Service.types[0])}
_OF_NODES = {
    expand(name)
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Node)
    for name in kind.types
}


_TOLD_OF = {
    expand(name): frozenset(slot.term.value for slot in slots(kind))
    for kind in vars(model).values()
    if isinstance(kind, type) and issubclass(kind, model.Node)
    for name in kind.types[:1]
}
"""The properties that a thing of each class may have."""


def refuse_stray(predicate: str, classes: Collection[str], language: str, where: str) -> None:
    """Raises UnreadableFile for a property that says nothing of a thing of these classes: stored, it had no effect."""
    known = [each for each in sorted(classes) if each in _TOLD_OF]
    if not known or predicate not in KINDS or any(predicate in _TOLD_OF[each] for each in known):
        return
    others = sorted({texts.label(each, language) for each, own in _TOLD_OF.items() if predicate in own})
    raise UnreadableFile(
        said(
            "'{field}' is not told of {what}.",
            field=texts.label(predicate, language),
            what=texts.label(known[0], language),
        ),
        where=where,
        mend=said("It is told of: {choices}.", choices=", ".join(others)),
    )


def property_of(row: Mapping[str, str], find: Find, language: str, carried: Container[str], where: str) -> str:
    """What a row's field means: of several of one name that which its node already has, as in another language."""
    if row.get("property"):
        return expand(row["property"])
    words = row.get("field", "")
    named_so = [meant for meant in find(words, language) if meant in KINDS]
    own = [meant for meant in named_so if meant in carried] if len(named_so) > 1 else named_so
    return own[0] if len(own) == 1 else concept(words, find, language, where)


def no_property(find: Find) -> Find:
    """What words may mean as a value: `nimi` is a category of data then, not the property of having a name, and
    `postiosoite` is one, not the class of addresses."""
    return lambda words, language: [
        meant for meant in find(words, language) if meant not in KINDS and meant not in _OF_NODES
    ]


def concept(words: str, find: Find, language: str, where: str) -> str:
    if ":" in words and expand(words) != words:
        return expand(words)
    if words.startswith(("https://", "http://", "mailto:", "tel:")):
        return words
    meant = find(words, language)
    if len(meant) == 1:
        return meant[0]
    choices = ", ".join(shorten(m) for m in meant)
    advice = said("It may mean {choices}: write one of these.", choices=choices) if meant else closest(words, language)
    raise UnreadableFile(said("'{words}' names no single concept.", words=words), where=where, mend=advice)
