"""Other pictures of a flow, one module each, found by listing: `draw(flow, language) -> Picture`."""
