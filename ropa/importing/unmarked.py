"""What layout and labels leave open: lists without marks, and what a section answers whose heading asks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ropa.importing import channels
from ropa.importing.alone import ITEM
from ropa.importing.company_numbers import registered
from ropa.importing.document import Kind, Passage, sentences
from ropa.importing.finder import Finder
from ropa.importing.labels import labels
from ropa.importing.phrases import Phrases
from ropa.importing.typical import Verdict

_SHORT = 60
_STOP = re.compile(r"[a-zåäö]{2}[.!?]\s+[A-ZÅÄÖ]")
"""Where a sentence ends in a line: that is running text."""
_LEAST = 3


def itemised(passages: Sequence[Passage], words: Phrases) -> list[Passage]:
    """Lines that follow each other without a mark become items where each names a thing of its own."""
    if any(ITEM.match(passage.text) or passage.kind is Kind.ITEM for passage in passages):
        return list(passages)
    out: list[Passage] = []
    for run in _runs(passages):
        announced = next((place for place, line in enumerate(run, 1) if line.text.endswith(":")), 0)
        things = run[announced:]
        if len(things) >= _LEAST and 2 * sum(_is_thing(line, words) for line in things) >= len(things):
            out += run[: len(run) - len(things)]
            out += [Passage(p.text, p.at, Kind.ITEM, p.level, p.gap) for p in things]
        else:
            out += run
    return out


def _runs(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages by runs of short lines; every other passage alone."""
    run: list[Passage] = []
    for passage in passages:
        if run and not _is_line(passage):
            yield run
            run = []
        if _is_line(passage):
            run.append(passage)
        else:
            yield [passage]
    if run:
        yield run


def _is_line(passage: Passage) -> bool:
    text = passage.text
    ends = text[-1:] in ".,;-!?" or bool(_STOP.search(text))
    return passage.kind is Kind.TEXT and len(text) < _SHORT and not ends and "@" not in text


def _is_thing(line: Passage, words: Phrases) -> bool:
    text = line.text
    named = any(words.lexicon(each).find(text) for each in ("data", "subjects", "recipients.kinds"))
    return named and not words.any("lists.verb").search(text) and len(text.split()) <= 6


_SURE, _LIKELY, _DENSE = 5.0, 2.0, 0.6
"""How far the likeliest question must be ahead: of what a rule tells, of nothing; and how much must speak for it."""
_PLAIN = {"controller", "transfers", "complaint", "provision"}
"""What a rule tells for certain."""


def answered(heading: str, passages: Sequence[Passage], words: Phrases) -> tuple[str, ...]:
    """The key of the question that a section under a heading nobody knows answers by what it says."""
    if not passages or words.any("labels-loose").search(heading):
        return ("other",)
    told = [sentence for passage in passages for sentence in sentences(passage)][:6]
    if right := _on_one_right(told, words):
        return (right,)
    ruled = next((key for key, is_about in _ANSWERS if is_about(told, words)), "other")
    if ruled in _PLAIN:
        return (ruled,)
    found = labels(words.language).judge("\n".join(each.text for each in passages), heading)
    least = _LIKELY if ruled == "other" else _SURE
    if found.margin < least or found.density < _DENSE or _is_doubtful(found, told, words):
        return (ruled,)
    named = any(channels.organisations(each) or channels.ADDRESS.search(each.text) for each in told)
    unnamed = found.key == "controller" and not named
    return ("contact" if unnamed else "content" if found.key == "data" else found.key,)


def _is_doubtful(found: Verdict, told: Sequence[Passage], words: Phrases) -> bool:
    """Whether numbers and years speak for a period, but nothing is kept or deleted."""
    kept = any(words.any("retention.keep").search(each.text) for each in told)
    return found.key == "retention" and not kept and found.margin < 2 * _SURE


def told_of(sentence: Passage, words: Phrases) -> list[str]:
    """The keys of the questions that a sentence of running text answers plainly, the surest first."""
    return [key for key, is_about in _ANSWERS if is_about([sentence], words)]


def declares(sentence: str, words: Phrases) -> re.Match[str] | None:
    """Where a sentence says that somebody is the controller of these data, and not of data of their own."""
    own = words.any("parties.own-controller").search(sentence)
    return None if own else words.expression("parties.declared", re.IGNORECASE).search(sentence)


def _on_controller(told: Sequence[Passage], words: Phrases) -> bool:
    if any(declares(sentence.text, words) for sentence in told[:2]):
        return True
    named = channels.organisations(told[0])
    handed = words.any("recipients.give-out").search(told[0].text)
    housed = channels.ADDRESS.search(told[0].text, named[0].end) if named else None
    numbered = channels.business_id(told[0]) or registered(told[0]) or (housed and housed["code"])
    return bool(named and numbered) and not handed


def _on_contact(told: Sequence[Passage], words: Phrases) -> bool:
    ways = any(channels.mails(each) or channels.phones(each) for each in told[:2])
    role = words.any("parties.role").search(channels.blanked(told[0], channels.mails(told[0])).text)
    return ways and bool(role) and len(told) <= 2 and not any(channels.organisations(each) for each in told)


def _on_transfers(told: Sequence[Passage], words: Phrases) -> bool:
    scope, move = words.any("transfers.scope"), words.any("transfers.move")
    first = told[: 1 + _is_aside(told[0])]
    derogates = words.any("transfers.article-49")
    if any(scope.search(each.text) and move.search(each.text) for each in first) or any(
        derogates.search(each.text) and move.search(each.text) for each in told[:2]
    ):
        return True
    abroad = any(scope.search(each.text) or _third(words).search(each.text) for each in told[:2])
    grounded = any(words.lexicon("transfers.safeguards").find(each.text) for each in told[:_LEAST])
    return abroad and (grounded or (len(told) <= _LEAST and bool(scope.search(first[-1].text))))


@cache
def _third(words: Phrases) -> Finder:
    """The third countries that notices name often."""
    return Finder(words.words("transfers.countries"), {})


def _is_aside(sentence: Passage) -> bool:
    """A word or two before the answer, such as "Yes!"."""
    return len(sentence.text.split()) <= 2


def _on_retention(told: Sequence[Passage], words: Phrases) -> bool:
    units, vague = set(words.words("retention.units")), words.any("retention.vague")
    told = told[:_LEAST]
    kept = [
        s
        for s in told
        if words.any("retention.keep").search(s.text)
        and (units & set(re.findall(r"[^\W\d_]+", s.text.lower())) or vague.search(s.text))
    ]
    return bool(kept) and (2 * len(kept) >= len(told) or kept[0] in told[:2])


def _on_rights(told: Sequence[Passage], words: Phrases) -> bool:
    framed = any(words.any("rights.firm").search(s.text) for s in told[:2]) or lists_rights(told, words)
    told_of = "\n".join(s.text for s in told)
    found = {right for right in words.raw("rights.words") if words.any(f"rights.words.{right}").search(told_of)}
    return framed and len(found) >= _LEAST


def lists_rights(told: Sequence[Passage], words: Phrases) -> bool:
    """Whether items complete a lead such as "You may", each with a right."""
    led = told[0].kind is Kind.TEXT and words.any("rights.frame").search(told[0].text) and told[0].text[-1:] not in ".!"
    if not led:
        return False
    items = [each for each in told if each.kind is Kind.ITEM]
    named = [right for each in items if (right := words.lexicon("rights.words").best(each.text))]
    return len(set(named)) >= _LEAST and 2 * len(named) > len(items)


def _on_data(told: Sequence[Passage], words: Phrases) -> bool:
    if any(channels.organisations(each) or channels.mails(each) or channels.phones(each) for each in told):
        return False
    found = sum(len(words.lexicon("data").find(s.text)) for s in told)
    return found >= _LEAST and 7 * found >= sum(len(s.text.split()) for s in told)


def _on_purpose(told: Sequence[Passage], words: Phrases) -> bool:
    based = [
        s for s in told[:3] if words.lexicon("bases.words").find(s.text) and words.any("bases.frame").search(s.text)
    ]
    return bool(based) and not any(words.any("lists.gather").search(s.text) for s in told[:3])


def _on_subjects(told: Sequence[Passage], words: Phrases) -> bool:
    first = told[0].text
    people, data = words.lexicon("subjects").find(first), words.lexicon("data").find(first)
    handed = words.any("recipients.give-out").search(first) or words.any("recipients.hand-over").search(first)
    return len(people) >= 2 and not data and not handed and len(first.split()) <= 25 and len(told) <= 2


def _on_complaint(told: Sequence[Passage], words: Phrases) -> bool:
    return bool(words.lexicon("authority.names").find(told[0].text)) and len(told) <= _LEAST + 1


def _on_sources(told: Sequence[Passage], words: Phrases) -> bool:
    return bool(words.any("sources.firm").search(told[0].text))


def _on_recipients(told: Sequence[Passage], words: Phrases) -> bool:
    first = told[0].text
    kinds = words.lexicon("recipients.kinds").find(first)
    items = [each for each in told if each.kind is Kind.ITEM]
    named = [e for e in items if words.lexicon("recipients.kinds").find(e.text) or channels.organisations(e)]
    if len(items) >= _LEAST and 2 * len(named) > len(items) and not words.lexicon("data").find(items[0].text):
        return True
    listed = len(kinds) >= 2 and "," in first and not words.any("lists.verb").search(first)
    out, got = words.any("recipients.give-out").search(first), words.any("sources.firm").search(first)
    if out and got and got.start() < out.start():
        return False
    given = [bool(words.any("recipients.give-out").search(each.text)) for each in told[:2]]
    denied = bool(words.any("recipients.deny").search(first))
    return listed or given[0] or (denied and any(given))


def _on_cookies(told: Sequence[Passage], words: Phrases) -> bool:
    """Visitors measured by a tool, or cookies spoken of more than once."""
    topics = [bool(words.any("cookies.topic").search(each.text)) for each in told]
    return bool(words.lexicon("tools").find(told[0].text)) or (topics[0] and sum(topics) >= 2)


def _on_automated(told: Sequence[Passage], words: Phrases) -> bool:
    topic, right = words.any("automated.topic"), words.any("automated.as-right")
    acts = words.any("automated.own")
    return any(
        (topic.search(each.text) or acts.search(each.text)) and not right.search(each.text) for each in told[:_LEAST]
    )


def _on_security(told: Sequence[Passage], words: Phrases) -> bool:
    kinds = {hit.concept for each in told for hit in words.lexicon("measures.kinds").find(each.text)}
    return len(kinds) >= min(2, len(told)) and len(kinds) >= len(told) / 3


def _on_one_right(told: Sequence[Passage], words: Phrases) -> str:
    """The key of the only right that a section tells of; "" where it tells of none or of several."""
    if not words.any("rights.firm").search(told[0].text) or len(told) > _LEAST:
        return ""
    found = {hit.concept for each in told for hit in words.lexicon("rights.words").find(each.text)}
    return _RIGHTS.get(found.pop(), "") if len(found) == 1 else ""


_RIGHTS = {
    "eu-gdpr:A15": "access",
    "eu-gdpr:A16": "rectification",
    "eu-gdpr:A17": "erasure",
    "eu-gdpr:A18": "restriction",
    "eu-gdpr:A20": "portability",
    "eu-gdpr:A21": "objection",
}


def _on_provision(told: Sequence[Passage], words: Phrases) -> bool:
    return bool(words.lexicon("provision.kinds").find(told[0].text)) and len(told) <= _LEAST


_ANSWERS = (
    ("controller", _on_controller),
    ("contact", _on_contact),
    ("cookies", _on_cookies),
    ("automated", _on_automated),
    ("transfers", _on_transfers),
    ("retention", _on_retention),
    ("rights", _on_rights),
    ("complaint", _on_complaint),
    ("purpose", _on_purpose),
    ("provision", _on_provision),
    ("content", _on_data),
    ("subjects", _on_subjects),
    ("recipients", _on_recipients),
    ("sources", _on_sources),
    ("security", _on_security),
)
