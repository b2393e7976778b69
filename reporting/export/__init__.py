"""A release as files that people open: CSV, XLSX and ODS of one layout (docs/files.md).

Pure: the bytes of a release and words come in, bytes go out. The same input gives the same bytes.
"""
