"""One module per form of a flow, found by listing this folder; each has `render(flow, language) -> bytes`."""
