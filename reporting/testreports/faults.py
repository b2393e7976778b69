"""What `reporting check` says of the test reports: whether any were taken away, never how many."""

from collections import Counter
from collections.abc import Iterator

from reporting import limits
from reporting.identity import Identity
from reporting.services import Services
from reporting.store.testreports import get_tests
from reporting.stories import load_stories
from reporting.testreports.rows import TestRows

LOST = (
    "The rows of the test reports are not whole: one was taken away, added or altered, or the "
    "database was put back from a copy. The figures of that quarter will say so."
)
NO_STORIES = (
    "There are no accounts for test reports in any language of the pages, so none will be filed, "
    "and the public page will say so."
)


def find_test_faults(services: Services, watch: Identity) -> Iterator[str]:
    """Say whether every row opens, and every quarter has as many as it was planned with."""
    if not any(language.tag in load_stories() for language in services.service.languages):
        yield NO_STORIES
    with services.store.read() as connection:
        count = len(get_tests(connection))
    tests = TestRows(services.store, watch).read()
    each = set(Counter(test.period for test in tests).values())
    if len(tests) != count or each - {limits.TEST_ROWS}:
        yield LOST
