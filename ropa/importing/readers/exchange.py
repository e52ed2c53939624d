"""The exchange form: JSON with the fields of one notice; where it carries the graph itself, that is taken."""

from __future__ import annotations

import json

from ropa.errors import TooLarge, UnreadableFile, said
from ropa.importing.decoding import decode
from ropa.importing.exchange_reading import ExchangeReader
from ropa.importing.file import File
from ropa.importing.imported import Imported
from ropa.importing.readers import rdf_graphs

RANK = 20
LIGHT = True


def accepts(file: File) -> bool:
    """JSON that is no JSON-LD."""
    return file.ending == "json" or (not file.ending and file.begins(b"{"))


def read(file: File) -> Imported:
    """One reading, or the graphs under `record`."""
    text, encoding = decode(file)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(
            said("this is not valid JSON: {reason}.", reason=error.msg),
            where=said("{where}, line {line}", where=file.name, line=error.lineno),
            mend="Correct that line.",
        ) from error
    except RecursionError as error:
        raise TooLarge("the JSON nests too deep.", where=file.name) from error
    if not isinstance(data, dict) or not ({"controller", "legal_bases", "data_categories", "language"} & set(data)):
        raise UnreadableFile(
            "this JSON is neither JSON-LD nor the exchange form.", where=file.name, mend="See `ropa extract --help`."
        )
    if data.get("record"):
        graph = File(file.name, json.dumps(data["record"]).encode(), file.settings)
        return rdf_graphs.read_as(graph, "json-ld", "exchange", encoding)
    return Imported((ExchangeReader(file, data).reading(),), {}, "exchange", encoding, text)
