"""A page as a file of its own: its style is inside, so that it needs nothing else."""

from pathlib import Path

from flask import Flask

_START = 200  # characters of a page that its first element lies in


def with_style(app: Flask, page: str, sheet: str) -> str:
    """Return an HTML document with a style sheet of `app` put into its head."""
    direction = ".rtl.css" if ' dir="rtl"' in page[:_START] else ".css"
    style = (Path(app.static_folder or "") / f"{sheet}{direction}").read_text("utf-8")
    return page.replace("</head>", f"<style>{style}</style>\n</head>", 1)
