"""Lets `python -m reporting` do what the `reporting` command does."""

from reporting.cli import main

main()
