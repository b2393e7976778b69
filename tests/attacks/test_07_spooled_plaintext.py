"""Attack 7: what people write is spooled to a temporary file in clear."""

import tempfile

import pytest

from reporting import limits
from tests.support.journey import ANSWERS, FORM

EDGE = "edge"
MULTIPART = f"multipart/form-data; boundary={EDGE}"


def part(name, value):
    """Return one part of a multipart body."""
    return f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'


@pytest.fixture
def no_files(monkeypatch):
    """From here on, nobody gets a temporary file."""

    def refuse(*_arguments, **_options):
        raise AssertionError("a temporary file was asked for")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, refuse)


def test_the_longest_report_touches_no_temporary_file(world, no_files):
    """All of it, and the longest message, stay in memory until they are sealed."""
    words = world.reporter().write_report(
        dict(ANSWERS) | {"story": "中" * min(limits.STORY_CHARACTERS, limits.STORY_BYTES // 3 - 2)}
    )
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.answer("z" * limits.MESSAGE_CHARACTERS)

    assert words
    assert 1 == len(reporter.messages())


def test_a_multipart_form_touches_no_temporary_file(world, no_files):
    """The encoding that Werkzeug would spool is taken from memory too."""
    reporter = world.reporter()
    reporter.begin()
    body = part("story", "x" * 200_000) + f"--{EDGE}--\r\n"

    page = reporter.request(
        "POST", "/en/report/form", body.encode(), (("Content-Type", MULTIPART),)
    )

    assert 400 == page.status  # too long a story, told in words


@pytest.mark.parametrize("kind", [FORM, MULTIPART])
@pytest.mark.parametrize("size", [limits.FORM_BODY_BYTES + 1, 600_000])
@pytest.mark.parametrize("address", ["/en/report/form", "/en/return", "/en/conversation"])
def test_over_the_limit_both_encodings_get_413(world, no_files, kind, size, address):
    """Werkzeug's own limit holds for one encoding only, so ours comes before it."""
    text = "x" * size
    body = f"story={text}" if kind == FORM else part("story", text) + f"--{EDGE}--\r\n"

    page = world.reporter().request("POST", address, body.encode(), (("Content-Type", kind),))

    assert 413 == page.status
