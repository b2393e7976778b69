"""Helpers that more than one test folder uses."""
