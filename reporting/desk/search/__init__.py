"""Search at the desk: a few words, over what the account may open and nothing else."""

from reporting.desk.search.page import install_search

__all__ = ["install_search"]
