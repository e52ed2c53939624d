"""One file per kind of document: a structured document whose every sentence knows its triples."""
