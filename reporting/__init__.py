"""Anonymous reporting of racism with external oversight."""

__version__ = "0.1.0"
