"""A document as one HTML file: inline style, nothing fetched, readable on paper, by ear and in the dark."""

from __future__ import annotations

from functools import cache, lru_cache
from html import escape as _escape

from ropa import resources, texts
from ropa.rdf import Literal, NamedNode, Term, Triple
from ropa.rendering import authoring
from ropa.rendering.citation import cited
from ropa.rendering.document import (
    Block,
    Bullets,
    Contacts,
    Document,
    Paragraph,
    Section,
    Sentence,
    Table,
    sentences_of,
)

MEDIA_TYPE = "text/html; charset=utf-8"
escape = lru_cache(maxsize=16384)(_escape)
"""Documents say the same words again and again."""


def render(document: Document, *, for_author: bool = True) -> bytes:
    """The page as UTF-8."""
    return html(document, for_author=for_author).encode()


def html(document: Document, *, for_author: bool = True, standalone: bool = True) -> str:
    """The document as a page, or without `standalone` as an `article` to be put into one.

    `for_author` adds, hidden on paper, what each section is based on and the list of what is missing, and marks
    each sentence with its triples; a page to be published only names the articles.
    """
    body = _article(document, for_author)
    if not standalone:
        return body
    language = document.metadata.get("language", document.language)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(document.title.text)}</title>\n<style>\n{style()}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


@cache
def style() -> str:
    """The style sheet of documents."""
    return resources.within("rendering", "document.css").read_text("utf-8")


def _article(document: Document, for_author: bool) -> str:
    language = escape(document.metadata.get("language", document.language))
    parts = [f'<article class="document" lang="{language}" data-kind="{escape(document.kind)}">\n<header>\n']
    parts.append(f"<h1>{_sentence(document.title, for_author)}</h1>\n")
    if document.date:
        parts.append(f'<p class="date">{_sentence(document.date, for_author)}</p>\n')
    parts.append("</header>\n")
    parts.extend(_section(section, document.language, for_author) for section in document.sections)
    parts.extend(_listed(listed, document.language) for listed in (authoring.lists(document) if for_author else ()))
    parts.append("</article>\n")
    return "".join(parts)


def _section(section: Section, language: str, for_author: bool) -> str:
    name = escape(section.key)
    blocks = "".join(_block(block, for_author) for block in section.blocks)
    why = _why(section, language) if for_author else ""
    return (
        f'<section id="{name}" aria-labelledby="h-{name}">\n<h2 id="h-{name}">{escape(section.heading)}</h2>\n'
        f"{blocks}{why}</section>\n"
    )


def _block(block: Block, traced: bool) -> str:
    if isinstance(block, Paragraph):
        heading = f"<h3>{_sentence(block.lead, traced)}</h3>\n" if block.lead else ""
        words = " ".join(_sentence(each, traced) for each in block.sentences)
        return heading + (f"<p>{words}</p>\n" if words else "")
    if isinstance(block, Bullets):
        return _bullets(block, traced)
    if isinstance(block, Table):
        return _table(block, traced)
    return _contacts(block, traced)


def _bullets(block: Bullets, traced: bool) -> str:
    topic = f"<h3>{_sentence(block.topic, traced)}</h3>\n" if block.topic else ""
    lead = f"<p>{_sentence(block.lead, traced)}</p>\n" if block.lead else ""
    items = "".join(f"<li>{_sentence(item, traced)}</li>\n" for item in block.items)
    return f"{topic}{lead}<ul>\n{items}</ul>\n"


def _table(block: Table, traced: bool) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in block.columns)
    rows = "".join(_row(row, block.columns, traced) for row in block.rows)
    shape = f"columns-{len(block.columns)}{' sheet' if _is_sheet(block) else ''}"
    return (
        f'<table class="{shape}">\n<caption class="quiet">{escape(block.caption)}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _empty(column: str) -> str:
    return f'<td class="none" data-label="{escape(column)}">–</td>'


def _is_sheet(block: Table) -> bool:
    """Whether a table tells one thing after another: its second column has most of the page."""
    return block.widths[1:2] > (50,)


def _row(row: tuple[Sentence, ...], columns: tuple[str, ...], traced: bool) -> str:
    first, *others = row
    cells = "".join(
        f'<td data-label="{escape(column)}">{_sentence(cell, traced)}</td>' if cell.text else _empty(column)
        for cell, column in zip(others, columns[1:], strict=True)
    )
    return f'<tr><th scope="row">{_sentence(first, traced)}</th>{cells}</tr>\n'


def _contacts(block: Contacts, traced: bool) -> str:
    name = f'<p class="name">{_sentence(block.name, traced)}</p>\n' if block.name else ""
    lines = "".join(
        f'<li><span class="label">{escape(line.label)}:</span> '
        f'<span class="value">{_sentence(line.value, traced)}</span></li>\n'
        for line in block.lines
    )
    return f'<div class="contacts">\n{name}<ul>\n{lines}</ul>\n</div>\n' if lines else name


def _sentence(sentence: Sentence, traced: bool) -> str:
    words = _words(sentence)
    if sentence.target.startswith(("mailto:", "tel:", "https:", "http:")):
        words = f'<a href="{escape(sentence.target)}">{words}</a>'
    if not sentence.triples:
        return words
    articles = f' data-articles="{" ".join(sentence.articles)}"' if sentence.articles else ""
    if not traced:
        return f'<span class="said"{articles}>{words}</span>' if articles else words
    triples = "\n".join(map(_statement, sentence.triples))
    return f'<span class="said"{articles} data-triples="{triples}">{words}</span>'


@lru_cache(maxsize=16384)
def _statement(triple: Triple) -> str:
    return _escape(f"{triple} .")


def _words(sentence: Sentence) -> str:
    if not sentence.foreign:
        return escape(sentence.text)
    parts, place = [], 0
    for passage in sentence.foreign:
        parts.append(escape(sentence.text[place : passage.start]))
        parts.append(
            f'<span lang="{escape(passage.language)}">{escape(sentence.text[passage.start : passage.end])}</span>'
        )
        place = passage.end
    parts.append(escape(sentence.text[place:]))
    return "".join(parts)


def _why(section: Section, language: str) -> str:
    told = [s for block in section.blocks for s in sentences_of(block) if s.triples]
    if not told:
        return ""
    say = texts.say
    head = "".join(
        f'<th scope="col">{escape(say(f"notice-why-{column}", language))}</th>'
        for column in ("sentence", "article", "facts")
    )
    rows = "".join(_reason(sentence, language) for sentence in told)
    return (
        f'<details class="why"><summary>{escape(say("notice-why", language))}</summary>\n'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></details>\n"
    )


def _reason(sentence: Sentence, language: str) -> str:
    facts = "".join(f"<li>{_fact(triple, language)}</li>" for triple in sentence.triples)
    articles = escape(cited(sentence.articles, language)) or "–"
    return f'<tr><th scope="row">{_words(sentence)}</th><td>{articles}</td><td><ul>{facts}</ul></td></tr>\n'


def _fact(triple: Triple, language: str) -> str:
    subject, value = _path(triple.subject), triple.object
    said = value.value if isinstance(value, Literal) else _name(str(getattr(value, "value", value)), language)
    return f"<code>{escape(subject)}</code> {escape(_name(triple.predicate.value, language))}: {escape(said)}"


def _path(term: Term | Triple) -> str:
    """Where in the register a node lies: the last two steps of its IRI."""
    return "/".join(str(getattr(term, "value", term)).rsplit("/", 2)[-2:])


@lru_cache(maxsize=4096)
def _name(iri: str, language: str) -> str:
    return texts.label(iri, language) if texts.known(iri) else _path(NamedNode(iri))


def _listed(listed: authoring.Listed, language: str) -> str:
    items = "".join(
        f'<li data-key="{escape(item.key)}" data-focus="{escape(item.focus)}">{escape(item.text)}'
        + (f' <span class="articles">({escape(cited(item.articles, language))})</span>' if item.articles else "")
        + "</li>\n"
        for item in listed.items
    )
    return (
        f'<aside class="{listed.name}" aria-labelledby="h-{listed.name}">\n'
        f'<h2 id="h-{listed.name}">{escape(listed.heading)}</h2>\n'
        f"<p>{escape(listed.note)}</p>\n<ul>\n{items}</ul>\n</aside>\n"
    )
