"""One `.rq` per report, its titles in the header; the answer is a table."""
