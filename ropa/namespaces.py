"""Prefixes, and `mint()`: the only maker of IRIs. Holds no triples and no labels."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

ROPA = "https://w3id.org/ropa-kg#"
SHAPE = "https://w3id.org/ropa-kg/shape#"
TEXT = "https://w3id.org/ropa-kg/text#"
VOCABULARY = "https://w3id.org/ropa-kg/"
"""Graphs under it are the program's own (ontology, reference data): never journaled, never checked as facts."""
STATE = "urn:ropa:"
"""Graphs and nodes under it are a store's and a check's own, never a register's."""

PREFIXES: dict[str, str] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "dpcat": "https://w3id.org/dpcat#",
    "dpv": "https://w3id.org/dpv#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "form": "https://w3id.org/ropa-kg/form#",
    "gdprtext": "http://purl.org/adaptcentre/resources/GDPRtEXT#",
    "legal-eu": "https://w3id.org/dpv/legal/eu#",
    "loc": "https://w3id.org/dpv/loc#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pd": "https://w3id.org/dpv/pd#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "risk": "https://w3id.org/dpv/risk#",
    "ropa": ROPA,
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": SHAPE,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sw": "http://www.w3.org/2003/06/sw-vocab-status/ns#",
    "tech": "https://w3id.org/dpv/tech#",
    "text": TEXT,
    "time": "http://www.w3.org/2006/time#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_EUROPE = "at be bg cy cz de dk ee es fi fr gb gr hr hu ie is it li lt lu lv mt nl no pl pt ro se si sk"
PREFIXES.update({f"legal-{country}": f"https://w3id.org/dpv/legal/{country}#" for country in _EUROPE.split()})

_LONGEST_FIRST = sorted(PREFIXES.items(), key=lambda pair: -len(pair[1]))
_LONGEST = 80
_LETTERS = str.maketrans("øØđĐłŁßæÆ", "oOdDlLsaA")
_LOCAL = re.compile(r"[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?")


def expand(curie: str) -> str:
    """`dpv:hasPurpose` to its full IRI; what has no known prefix comes back as it is."""
    prefix, colon, local = curie.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else curie


@lru_cache(maxsize=4096)
def shorten(iri: str) -> str:
    """The full IRI to `dpv:hasPurpose`; what no prefix covers comes back as it is."""
    for prefix, namespace in _LONGEST_FIRST:
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


@lru_cache(maxsize=4096)
def local_name(iri: str) -> str:
    """What stands after the last `#`, `/` or `:`: the name of last resort."""
    return re.split(r"[#/:]", iri.rstrip("#/"))[-1]


def slug(phrase: str) -> str:
    """One segment of an IRI: `Käyttöpaikka, koti` is `kayttopaikka-koti`.

    Where letters get lost (another script, more than 80 signs), a hash of the phrase keeps different phrases apart.
    """
    plain = unicodedata.normalize("NFKD", phrase.translate(_LETTERS))
    ascii_only = plain.encode("ascii", "ignore").decode().lower()
    whole = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    if len(whole) <= _LONGEST and not any(sign.isalpha() and not sign.isascii() for sign in plain):
        return whole or f"x{_hash(phrase)}"
    short = whole[: _LONGEST - 11].strip("-")
    return f"{short}-{_hash(phrase)}" if short else f"x{_hash(phrase)}"


def _hash(phrase: str) -> str:
    return hashlib.sha256(phrase.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def mint(base: str, *segments: str) -> str:
    """An IRI under `base` from stable keys: same keys, same IRI. Keys are slugged, `/` is ours."""
    return "/".join([base.rstrip("/"), *(slug(segment) for segment in segments)])


def party_key(name: str, country: str = "", business_id: str = "") -> str:
    """What tells one organisation from another: business id, else name and country.

    `fi-2083762-5` for a Finnish business id, else the name without its legal form's punctuation.
    """
    if business_id:
        return slug(f"{country or 'fi'}-{business_id}")
    return slug(f"{name} {country}".strip())
