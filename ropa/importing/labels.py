"""Section labels: which question a label asks, in whatever words and order."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain

from ropa.importing.document import Document, Passage
from ropa.importing.finder import Finder
from ropa.importing.phrases import Hit, Phrases, languages, phrases
from ropa.importing.typical import Verdict, typical

_NUMBER = re.compile(
    r"^\s*(?:§\s*)?(?:\d{1,2}(?:\.\d{1,2}){0,2}\s?[.)]?\s?(?:[a-eA-E](?=[.)\s]))?[.)]?|[A-Z][.)]|[IVX]{1,5}[.)])\s*(?=[^\W\d_])"
)
JOINERS = "ja|tai|sekä|och|eller|samt|and|or"
_SUSPENDED = re.compile(rf"(?P<first>[^\W\d_]{{4,}})-\s(?:{JOINERS})\s(?P<last>\w{{6,}})", re.IGNORECASE)
_BOTH = re.compile(rf"([^,]{{2,40}}?)(?:,\s+(?:{JOINERS})|,|\s(?:{JOINERS}))\s+([^,]{{2,40}})", re.IGNORECASE)
BROKEN = re.compile(
    rf"(?<=[a-zåäö])- (?=[a-zåäö])(?!(?:{JOINERS})\b)"
    rf"|(?<=[A-ZÅÄÖ]{{2}})- (?=[A-ZÅÄÖ]{{2}})(?!(?:{JOINERS.upper()})\b)"
)
"""Where a word was broken with a hyphen at the end of a row; "customer- and" is no such word."""
_YEAR = re.compile(r"\d{4}")
_WORD = re.compile(r"[^\W\d_][\w’']*")
_ASKED = 0.75
_TAIL = " \t:.;,-–—?"

_NARROWER = {
    "security": {"security-manual", "security-electronic"},
    "rights": {"access", "rectification", "erasure", "restriction", "objection", "portability", "complaint"},
}

SAME_ANSWERS = {"content": "data", "disclosures": "recipients"}
"""By which question typical words are kept for others of the same answers."""
_LEAN = 4.0
"""What speaks for the question that a heading asks by half."""


class Labels:
    """Recognises section labels."""

    def __init__(self, phrases: Phrases) -> None:
        self._first = phrases.lexicon("labels-first")
        self._lexicon = phrases.lexicon("labels")
        self._filler = phrases.any("filler")
        self._field = phrases.any("parties.field")
        self._verb = phrases.any("lists.verb")
        self._person = phrases.any("parties.person-label")
        self._intro = re.compile(phrases.raw("subjects-intro") or r"(?!)")
        exact = chain.from_iterable(phrases.raw("labels-exact").values())
        self._voice: dict[str, str] = phrases.words("voice")
        self._longest = sorted((each[1:] for each in self._voice if each[0] == "*"), key=len, reverse=True)
        """Endings of the reader's own questions, the longest first."""
        self._typical = typical(phrases.language)
        self._known = Finder(exact, phrases.raw("sets"), phrases.index)
        self._exact = {key: phrases.any(f"labels-exact.{key}") for key in phrases.raw("labels-exact")}
        self.read = lru_cache(maxsize=4096)(self._read)
        """The section keys a label asks for, and how much of the label that explains (0 to 1)."""

    def _read(self, label: str) -> tuple[tuple[str, ...], float]:
        number = _NUMBER.match(label)
        bare = BROKEN.sub("", label[number.end() if number else 0 :].strip(_TAIL))
        keys, covered = self._bare(bare)
        ours = self._in_our_voice(bare) if covered < _ASKED and label.rstrip().endswith("?") else bare
        return (keys, covered) if ours == bare else max((keys, covered), self._bare(ours), key=lambda each: each[1])

    def _in_our_voice(self, question: str) -> str:
        """What a reader asks, "Who gets my data?", as we would ask it."""
        return _WORD.sub(lambda found: self._said_by_us(found[0]), question.lower())

    def _said_by_us(self, word: str) -> str:
        if word in self._voice:
            return self._voice[word]
        ending = next((each for each in self._longest if len(word) > len(each) + 2 and word.endswith(each)), "")
        return word.removesuffix(ending) + self._voice["*" + ending] if ending else word

    def asked(self, label: Passage) -> tuple[tuple[str, ...], float]:
        """As `read`, unless the layout alone tells what the label asks."""
        return (label.asks, 1.0) if label.asks else self.read(label.text)

    def judge(self, text: str, heading: str = "") -> Verdict:
        """Which question a text under this heading answers by its words."""
        asked, covered = self.read(heading) if heading else ((), 0.0)
        return self._typical.judge(text, {SAME_ANSWERS.get(key, key): _LEAN * covered for key in asked})

    def says(self, line: str) -> bool:
        """Whether a line has a verb, and so rather answers than asks."""
        return bool(self._verb.search(line))

    def is_of_whom(self, lead: str) -> bool:
        """Whether words before a colon tell only whose data follow: "Of guests:"."""
        return bool(self._intro.fullmatch(f"{lead}:"))

    def is_field(self, label: str) -> bool:
        """Whether a label asks for one channel only, within a section on a controller or contact."""
        bare = label.strip(_TAIL)
        return bool(self._field.fullmatch(bare)) and not self._person.match(bare)

    def _bare(self, bare: str) -> tuple[tuple[str, ...], float]:
        if not bare or len(bare) > 220 or "@" in bare or _YEAR.search(bare):
            return (), 0.0
        if self._known.fullmatch(bare):
            exact = tuple(key for key, pattern in self._exact.items() if pattern.fullmatch(bare))
            if exact:
                return exact, 1.0
        either = self._either(bare)
        if either:
            return either, 1.0
        bare = self._spelt_out(bare)
        hits = self._hits(bare)
        if not hits:
            return (), 0.0
        named = dict.fromkeys(hit.concept for hit in hits)
        weaker = {key for key in named if _NARROWER.get(key, set()) & named.keys()}
        keys = tuple(key for key in named if key not in weaker and (key != "title" or len(named) == 1))
        open_to = list(bare)
        for hit in hits:
            open_to[hit.start : hit.end] = " " * (hit.end - hit.start)
        rest = "".join(open_to)
        left = sum(map(str.isalpha, self._filler.sub(" ", rest))) if not rest.isspace() else 0
        return keys, 1 - left / max(1, sum(map(str.isalpha, bare)))

    def _either(self, bare: str) -> tuple[str, ...]:
        """What two short questions in one ask, "whose data, and which": each must ask something of its own."""
        both = _BOTH.fullmatch(bare)
        halves = [self.read(half) for half in both.groups()] if both else []
        known = all(keys and covered >= 0.75 and "title" not in keys for keys, covered in halves)
        apart = known and bool(halves) and not set(halves[0][0]) & set(halves[1][0])
        return tuple(dict.fromkeys(key for keys, _ in halves for key in keys)) if apart else ()

    def _spelt_out(self, bare: str) -> str:
        """ "Inspection- and rectification right" with the first compound whole, where that asks something."""
        short = _SUSPENDED.search(bare) if "-" in bare else None
        if not short:
            return bare
        first, last = short["first"], short["last"]
        wholes = (f"{first}{last[place:]}" for place in range(2, len(last) - 3))
        whole = next((word for word in wholes if self._lexicon.covers(word)), f"{first}-")
        return f"{bare[: short.start()]}{whole}{bare[short.end('first') + 1 :]}"

    def _hits(self, bare: str) -> tuple[Hit, ...]:
        """Words that settle what a label asks come before longer ones that only go with many labels."""
        settled = self._first.find(bare)
        kept = list(settled)
        for hit in self._lexicon.find(bare):
            met = [each for each in settled if each.start < hit.end and hit.start < each.end]
            if all(each.concept == hit.concept for each in met):
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))


def labelled(document: Document) -> str:
    """The language of most labels, for forms without sentences; "" where fewer than three are known in any."""
    short = {passage.text for passage in document.passages if len(passage.text) < 90}
    known = {name: sum(_known(each, name) for each in short) for name in languages()}
    best = max(known, key=lambda name: known[name])
    return best if known[best] >= 3 else ""


def share(text: str) -> float:
    """How much of a text reads as a label, in the language that explains most of it (0 to 1)."""
    found = [labels(language).read(text) for language in languages()]
    return max((covered for keys, covered in found if keys), default=0.0)


def keys_of(text: str) -> tuple[str, ...]:
    """The section keys a text asks for, in the language that explains most of it."""
    return max((labels(language).read(text) for language in languages()), key=lambda found: found[1])[0]


def is_field(text: str) -> bool:
    """Whether a text asks for one channel only, in any language; what stands in brackets explains it."""
    bare = re.sub(r"\s*\([^)]*\)?$", "", text)
    return any(labels(language).is_field(bare) for language in languages())


def opens(lead: str, rest: str) -> bool:
    """Whether words set off at the beginning of a paragraph are the label that the rest answers."""
    marked = lead.endswith((":", "?", ".")) or rest[:1] in ":–—" or rest[:1].isupper()
    return 2 < len(lead) < 120 and marked and share(lead) >= 0.75


@cache
def labels(language: str) -> Labels:
    """The labels of one language."""
    return Labels(phrases(language))


def _known(text: str, language: str) -> bool:
    keys, covered = labels(language).read(text)
    return bool(keys) and covered >= 0.75
