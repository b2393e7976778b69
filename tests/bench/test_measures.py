"""Each measure on samples whose answer is known."""

import pytest

from bench.browser import Form, Page, Unexpected, form_of
from bench.crowd import Crowd
from bench.numbers import milliseconds_each, percentile, thousands
from bench.process import members_of, processor_seconds, proportional_bytes
from bench.reporter import receipt_on
from bench.reviewer import cases_on, filters_on
from reporting.receipt import new_receipt

HUNDRED = [float(n) for n in range(1, 101)]


@pytest.fixture
def proc(tmp_path):
    """A /proc with a server of two processes, a stranger, and a name made to mislead."""
    ticks = {10: (10, 250, 50), 11: (10, 100, 100), 12: (12, 900, 900)}
    for process, (group, user, system) in ticks.items():
        fields = ["S", "1", str(group), "10", "0", "-1", "0", "0", "0", "0", "0"]
        fields += [str(user), str(system), "0", "0"]
        (tmp_path / str(process)).mkdir()
        (tmp_path / str(process) / "stat").write_text(f"{process} (py (3) S) {' '.join(fields)}")
    (tmp_path / "11" / "smaps_rollup").write_text("Rss:   90000 kB\nPss:   40000 kB\n")
    return tmp_path


def test_processor_time_is_that_of_the_group_alone(proc, monkeypatch):
    """User and system time of master and workers, and of nobody else."""
    monkeypatch.setattr("os.sysconf", lambda _name: 100)

    assert {10, 11} == set(members_of(10, proc))
    assert processor_seconds(10, proc) == 5.0


def test_memory_counts_shared_pages_by_share(proc):
    """PSS and not RSS, in bytes."""
    assert proportional_bytes(11, proc) == 40_000 * 1024


@pytest.mark.parametrize(("share", "expected"), [(0.99, 99), (0.5, 50), (1, 100), (0, 1)])
def test_a_percentile_is_a_value_that_was_seen(share, expected):
    """The smallest value that so many of the others do not exceed."""
    assert expected == percentile(HUNDRED, share)


def test_a_percentile_of_few_values_is_the_largest():
    """With fewer than a hundred journeys the slowest one counts."""
    assert percentile([0.5, 0.1, 2.0], 0.99) == 2.0


def test_units_are_converted():
    """Seconds become milliseconds each, bytes become kB of a thousand."""
    assert milliseconds_each(1.5, 100) == 15
    assert thousands(40_960) == 40.96


def test_a_rate_counts_only_what_ended_well():
    """Failures make a crowd slower, not faster."""
    crowd = Crowd(["a", "b", "c", "d"], [0.1, 0.2, 0.3, 0.4], ["it failed"], wall=2.0)

    assert crowd.rate == 2.0
    assert crowd.slowest == 0.4


def test_a_form_is_found_with_its_hidden_fields():
    """The form that goes on is chosen, and what a person fills in stays apart."""
    html = """<header><form method="post"><input name="other"></form></header><main>
    <form method="post" action="/leave"><button>x</button></form>
    <form id="continue" method="post"><input type="hidden" name="csrf_token" value="a&amp;b">
    <textarea name="story"></textarea></form></main>"""

    form = form_of(Page("/en/report", 200, html.encode()))

    assert form == Form("/en/report", (("csrf_token", "a&b"),), (("story", ""),))


def test_a_page_without_a_form_is_a_failure():
    """Nobody could go on from there, so the journey must not count as made."""
    with pytest.raises(Unexpected):
        form_of(Page("/en/report", 200, b"<main></main>"))


def test_a_receipt_is_read_as_it_is_shown():
    """Words among tags and beside their numbers are still the receipt."""
    receipt = new_receipt()
    pairs = zip(receipt.words, receipt.numbers, strict=True)
    items = "".join(f"<li>{word} <span>{number}</span></li>" for word, number in pairs)

    assert receipt == receipt_on(Page("/en/sent", 200, f'<ol id="receipt">{items}</ol>'.encode()))


def test_a_page_that_shows_no_receipt_is_a_failure():
    """A report without a receipt is an error and never counts as sent."""
    with pytest.raises(Unexpected):
        receipt_on(Page("/en/sent", 200, b'<ol id="receipt"><li>zebra</li></ol>'))


def test_every_filter_of_a_list_is_tried():
    """Each by itself, and each with another."""
    html = """<select class="a" id="state" name="state"><option value="all">All</option>
        <option value="waiting">Waiting</option></select>
        <select class="a" id="severity" name="severity"><option value="">Any</option>
        <option value="1">1</option><option value="2">2</option></select>
        <tr data-case="00000000000000ff">"""
    page = Page("/cases", 200, html.encode())

    assert filters_on(page) == [
        "/cases",
        "/cases?state=all",
        "/cases?state=waiting",
        "/cases?severity=1",
        "/cases?severity=2",
        "/cases?state=all&severity=2",
    ]
    assert cases_on(page) == ["/cases/00000000000000ff"]
