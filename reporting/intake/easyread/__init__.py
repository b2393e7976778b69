"""The pages in easy read, and the lines that they are made of (docs/pages.md)."""
