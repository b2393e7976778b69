"""A case as it is worked on: what was done to it, signed, sealed, in order (docs/case.md)."""
