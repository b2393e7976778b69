"""`make ladder`: a person can watch the whole ladder happen, with real processes and real mail."""

import re

import pytest

from tests.support.ladder import STAGES, climb, serve_ladder
from tests.support.postgresql import free_port
from tests.support.running import SURFACES

READERS = {"north-lead-1", "north-lead-2", "north-reviewer-1", "north-reviewer-3"}
ALTERNATE = {"south-lead-1", "south-lead-2", "south-reviewer-1", "south-reviewer-2"}


@pytest.mark.slow
def test_each_rung_is_told_to_whom_the_promise_names(tmp_path):
    """Twenty hours, a day and two days in some seconds, one mail after the other."""
    ports = {surface: free_port() for surface in SURFACES}
    said: list[str] = []

    with serve_ladder(tmp_path, ports) as (service, mailbox):
        climb(service, mailbox, said.append, lambda: None)

    told = [
        set(re.split(r", ", line.partition(": ")[2]))
        for line in said
        if line.startswith("  mail to: ")
    ]
    assert len(STAGES) == len(told)
    # Who is on duty gets a mail at fixed times as well; more than the named may be told.
    assert not READERS <= told[0] | told[1]
    assert told[2] >= READERS
    assert told[3] >= {"north-lead-1", "north-lead-2", "north-chair-1"}
    assert told[4] >= READERS | ALTERNATE
    assert told[5] >= READERS | ALTERNATE
    assert len({mail.content.count(b"\n") for mail in mailbox.mails}) == 1
