"""The only SQL of the project: tables, the engine, and one module per thing stored.

`Connection` is what `Store.read` and `Store.write` give; others pass it on without looking in.
"""

from sqlalchemy import Connection

__all__ = ["Connection"]
