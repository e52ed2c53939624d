"""The web: pages and an API over `ropa.register`. Holds no domain logic."""
