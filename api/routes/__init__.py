"""One module per noun of the API, each with a `router`; found by listing this folder."""
