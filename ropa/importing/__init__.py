"""One reader per input format, each with `accepts(file)` and `read(file)`. Discovered by listing this folder."""
