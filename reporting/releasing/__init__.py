"""The release job: it counts facts, and makes of the counts what is published (docs/release.md).

It holds the statistics identity and the key of the offsets, and opens no report.
"""
