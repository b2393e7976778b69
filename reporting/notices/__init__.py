"""Notices that say nothing: kept in a sealed outbox, sent by mail (docs/promise.md, "Notices")."""
