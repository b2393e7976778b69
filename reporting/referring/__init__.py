"""Asking one person outside a case for one thing, under a key of its own (docs/referral.md)."""
