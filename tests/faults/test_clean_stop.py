"""A clean stop leaves the whole database in its one file."""

import pytest

from reporting.store.engine import open_store
from tests.support.dump import kept_rows
from tests.support.running import running

pytestmark = pytest.mark.slow


def test_after_a_clean_stop_the_file_alone_has_every_report(tmp_path):
    """Whoever copies the file of a service that was stopped copies everything."""
    with running(tmp_path) as service:
        service.reporter().write_report()

        service.stop()
        log = service.instance / "reporting.sqlite-wal"
        left = log.stat().st_size if log.exists() else 0
        (tmp_path / "copy.sqlite").write_bytes((service.instance / "reporting.sqlite").read_bytes())

    copy = open_store(f"sqlite:///{tmp_path / 'copy.sqlite'}", tmp_path)
    assert 0 == left
    assert 1 == kept_rows(copy)["report"]
    copy.close()
