"""Measures what the service promises about its speed and size; docs/benchmarks.md tells how."""
