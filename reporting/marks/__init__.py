"""Rules that find what could tell who wrote a text, a language a module (docs/intake.md)."""
