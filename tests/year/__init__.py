"""A simulated year of the promise."""
