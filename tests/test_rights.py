"""How long somebody has: worked out from a coarse "when", and never more than there is."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.circumstances import WHEN
from reporting.rights import BANDS, LIMITS, OPEN, OVER, PERHAPS, SOON, last_day, rows_of
from reporting.vocabulary import codes

DOCUMENT = (Path(__file__).parents[1] / "docs" / "rights.md").read_text("utf-8")
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))


def test_the_document_has_the_limits_of_the_program():
    """docs/rights.md says how many months each is open."""
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", DOCUMENT, re.MULTILINE)

    assert rows == [(each.code, str(each.months), str(each.less)) for each in LIMITS]


def test_every_answer_with_an_age_has_its_times():
    """Only "many times" and "still happening" have none: they count from the last time."""
    told = [band.code for band in BANDS]

    assert set(codes(WHEN)) - set(told) == {"many_times", "still_happening"}


def test_the_example_of_the_document_is_worked_out_so():
    """Three months ago, less one day, may be over; six months are not."""
    band = next(each for each in BANDS if each.code == "last_3_months")
    rows = {row.limit.code: row for row in rows_of(band, date(2026, 11, 27))}

    assert (PERHAPS, date(2026, 11, 26)) == (rows["tribunal"].state, rows["tribunal"].last)
    assert (OPEN, date(2027, 2, 26)) == (rows["county_court"].state, rows["county_court"].last)


@pytest.mark.parametrize("band", BANDS, ids=lambda band: band.code)
@given(today=DAYS, share=st.floats(0, 1))
def test_nobody_is_told_of_more_time_than_they_have(band, today, share):
    """Whichever day of the band it was: open is in time, over is not."""
    oldest = 2_000 if band.oldest is None else band.oldest
    happened = today - timedelta(days=band.newest + round(share * (oldest - band.newest)))

    for row in rows_of(band, today):
        true = last_day(happened, row.limit)
        if row.state in (OPEN, SOON):
            assert today <= row.last <= true
        if row.state == OVER:
            assert true < today
