"""Runs the surfaces: gunicorn for each, and one supervisor over all of them."""
