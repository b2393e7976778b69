"""The watch: the process that minds what was promised (docs/promise.md). It can read no report."""
