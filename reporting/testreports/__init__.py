"""The service's own test reports: planned, filed, answered and counted (docs/promise.md).

The watch calls `take_tests` at each turn and `renew_tests` at each slot.
"""

from reporting.testreports.turn import renew_tests, take_tests

__all__ = ["renew_tests", "take_tests"]
