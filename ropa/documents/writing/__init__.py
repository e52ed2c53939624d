"""From facts to sentences: what a node says, and how a language says it. Knows no kind of document."""
