"""How every document of a record begins: the draft, its title, its day, and what is told about the document."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ropa.documents.writing import reference
from ropa.documents.writing.draft import Draft, names_of
from ropa.documents.writing.facts import Fact, tell_of
from ropa.documents.writing.writer import Writer, Written
from ropa.model import Dossier
from ropa.namespaces import expand
from ropa.rendering.document import Document, Missing, Section, Sentence

_SUBJECT = expand("dpv:DataSubjectDataSource")


def draft(
    dossier: Dossier, language: str, as_of: date, wording: str = "", articles: tuple[str, ...] | None = None
) -> Draft:
    """The draft of a document in a language, on the facts of a day; `wording` names other words
    than the usual, `articles` those that the document answers where it is no notice."""
    tell_of(dossier)
    own = names_of(dossier.concepts, language)
    writer = (
        Writer(language, {**reference.titles(language), **own}, wording)
        if own
        else Writer(language, reference.titles(language), wording, _written_before(language, wording))
    )
    return Draft(dossier, writer, as_of, _articles(dossier) if articles is None else articles)


_MOST = 50_000
_SENTENCES: dict[tuple[str, str], dict[tuple[object, ...], Written]] = {}


def _written_before(language: str, wording: str) -> dict[tuple[object, ...], Written]:
    """What documents of a language and wording have said in this process: most records say much the same."""
    found = _SENTENCES.setdefault((language, wording), {})
    if len(found) > _MOST:
        found.clear()
    return found


def _articles(dossier: Dossier) -> tuple[str, ...]:
    """Art. 13 where data come from the person, 14 where from elsewhere, both where the record does not tell.

    Data of an activity without a source, as a website's, may come from the person too.
    """
    activities = dossier.record.activities
    kinds = [{str(kind) for kind in source.kinds} for activity in activities for source in activity.sources]
    elsewhere = any(told != {_SUBJECT} for told in kinds)
    direct = any(_SUBJECT in told for told in kinds) or (elsewhere and not all(each.sources for each in activities))
    return tuple(article for article, given in (("13", direct), ("14", elsewhere)) if given) or ("13", "14")


def title(draft: Draft, key: str) -> Sentence:
    """The document's title with the register's."""
    titles = draft.texts(draft.record, "titles")[:1]
    return draft.writer.sentence(key if titles else f"{key}-untitled", {"title": titles})


def day(draft: Draft) -> Sentence:
    """When the record was last changed, else when it was drawn up; else the day that the document is written for."""
    for name, key in (("modified", "updated"), ("created", "created")):
        facts = draft.record.facts(name)
        if facts:
            return draft.writer.sentence(key, {"date": facts})
    return draft.writer.sentence("dated", {"date": (Fact(draft.as_of, ()),)})


def finished(
    draft: Draft, kind: str, variant: str, sections: Iterable[Section | None], missing: Iterable[Missing] = ()
) -> Document:
    """The document of a draft: its sections under the title and the day."""
    return Document(
        kind=kind,
        title=title(draft, "title"),
        language=draft.language,
        date=day(draft),
        sections=tuple(section for section in sections if section),
        missing=tuple(missing),
        metadata=metadata(draft, variant),
    )


def metadata(draft: Draft, variant: str) -> dict[str, str]:
    """What programs want to know of a document."""
    return {
        "record": draft.dossier.record.iri,
        "language": draft.writer.phrase("language-tag"),
        "variant": variant,
        "articles": ", ".join(draft.articles),
        "as-of": draft.as_of.isoformat(),
    }
