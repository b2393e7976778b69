"""The rota at the desk: who is on duty, weeks to fill, and one's own shifts."""

from xml.etree.ElementTree import Element

import pytest

from reporting import ids, limits
from reporting.duty import DAY, EVENING, NIGHT, Absence, Duty, Shift
from reporting.store import duty as rota
from reporting.store.accounts import update_account
from tests.desk.conftest import READER, Place
from tests.support.cast import TODAY
from tests.support.journey import Reviewer
from tests.support.page import text_of

LEAD, OTHER_LEAD = "north-lead-1", "north-lead-2"
# The clock stands at Monday 4 May 2026, in the day shift. Whole weeks ahead are easy to name.
THIS, NEXT, LATER = "2026-05-04", "2026-05-11", "2026-05-18"
MONDAY = TODAY + 14  # of the week LATER


@pytest.fixture
def empty(place: Place) -> Place:
    """A desk whose rota has nobody."""
    with place.store.write() as connection:
        rota.delete_duties(connection, rota.list_duties(connection, 0, TODAY + 999))
    return place


def put(place: Place, username: str, *shifts: Shift) -> None:
    """Put somebody on shifts."""
    account = place.account_id(username)
    with place.store.write() as connection:
        rota.insert_duties(
            connection, [Duty(ids.new_id(), "north", shift, account) for shift in shifts]
        )


def kept(place: Place, body: str = "north") -> set[tuple[Shift, int]]:
    """Return who is on which shift."""
    with place.store.read() as connection:
        duties = rota.list_duties(connection, 0, TODAY + 999, body)
    return {(each.shift, each.account) for each in duties}


def field(shift: Shift) -> str:
    """Return the name of the ticks of a shift of the week LATER."""
    return f"on-2026-05-{18 + shift.day - MONDAY}-{shift.part}"


def week_form(person: Reviewer) -> Element:
    """Return the form of the week that is open."""
    return person.page.form_with("seen")


def listed(person: Reviewer) -> list[str]:
    """Return the words of the items of lists on the present page."""
    return [text_of(item) for item in person.page.main.iter("li")]


def test_the_rota_names_who_is_on_duty_and_when_nobody_is(place: Place) -> None:
    """The demo leaves one gap; who is on duty now is said by name."""
    reviewer = place.reviewer()

    page = reviewer.get("/duty")

    assert "There is 1 gap in the next two weeks." in page.text
    assert "Nobody is on duty on Thursday 7 May, 16:00 to 24:00." in listed(reviewer)
    assert "On duty now: north-" in page.text
    assert "Monday 4 May (today)" in page.text
    assert "Shared by 5 people that is 34 hours each, and 42 hours while one" in page.text


def test_an_empty_rota_is_one_gap(empty: Place) -> None:
    """Two weeks with nobody are one sentence, from the present shift on."""
    reviewer = empty.reviewer()

    reviewer.get("/duty")

    sentence = "Nobody is on duty from Monday 4 May, 08:00, to Monday 18 May, 24:00."
    assert sentence in listed(reviewer)


def test_two_people_are_told_to_be_too_few(place: Place) -> None:
    """Duty day and night needs three."""
    for username in ("north-lead-2", "north-reviewer-2", "north-reviewer-3"):
        disable(place, username)
    reviewer = place.reviewer()

    page = reviewer.get("/duty")

    assert "Duty day and night needs at least three people." in page.text


def disable(place: Place, username: str) -> None:
    """Disable an account, and leave its rows where they are."""
    row = place.signed_in(username).account
    with place.store.write() as connection:
        update_account(connection, type(row)(**{**row.__dict__, "disabled": True}))


def test_who_is_disabled_is_on_duty_no_more(empty: Place) -> None:
    """Even where a row of theirs were left over, the gap shows and their name does not."""
    put(empty, "north-reviewer-3", Shift(TODAY, DAY))
    reviewer = empty.reviewer()
    before = reviewer.get("/duty").text
    disable(empty, "north-reviewer-3")

    after = reviewer.get("/duty").text

    assert "On duty now: north-reviewer-3" in before
    assert "north-reviewer-3" not in after
    assert "from Monday 4 May, 08:00," in after


def test_only_the_own_body_is_shown(place: Place) -> None:
    """Nobody of south is named to north, and the other way round."""
    north, south = place.reviewer(), place.reviewer("south-lead-1")

    pages = north.get("/duty").text, south.get("/duty").text, south.get(f"/duty/{NEXT}").text

    assert "south-" not in pages[0]
    assert "north-" not in pages[1] + pages[2]


def test_a_lead_fills_a_week(empty: Place) -> None:
    """More than one person on a shift, nobody on others, and nothing outside of that week."""
    put(empty, READER, Shift(MONDAY - 7, DAY))
    lead = empty.reviewer(LEAD)
    accounts = [empty.account_id(name) for name in (LEAD, READER)]
    monday = Shift(MONDAY, NIGHT)
    lead.get(f"/duty/{LATER}")

    page = lead.submit(week_form(lead), {field(monday): [ids.to_hex(a) for a in accounts]})

    assert "The rota of this week is saved." in page.text
    assert {
        (monday, accounts[0]),
        (monday, accounts[1]),
        (Shift(MONDAY - 7, DAY), accounts[1]),
    } == (kept(empty))


def test_only_leads_fill_weeks(place: Place) -> None:
    """To a reviewer there is no such page."""
    reviewer = place.reviewer()

    assert 404 == reviewer.get(f"/duty/{NEXT}").status
    assert not [link for link in reviewer.get("/duty").links if "2026" in link]


@pytest.mark.parametrize(
    "week",
    ["2026-04-27", "2026-05-05", "2026-08-10", "20260511", "2026-W20", "9999-99-99", "x"],
)
def test_no_other_weeks_are_filled(place: Place, week: str) -> None:
    """Not the past, not beyond a quarter, and no day but a Monday in its one way of writing."""
    assert 404 == place.reviewer(LEAD).get(f"/duty/{week}").status


def test_what_is_past_stays(empty: Place) -> None:
    """A shift that is over can be read and not changed, whatever is sent."""
    put(empty, READER, Shift(TODAY, NIGHT))
    lead = empty.reviewer(LEAD)
    page = lead.get(f"/duty/{THIS}")
    names = [e.get("name") for e in page.main.iter("input")]

    lead.submit(week_form(lead), {})

    assert f"on-{THIS}-{NIGHT}" not in names
    assert f"on-{THIS}-{DAY}" in names
    assert {(Shift(TODAY, NIGHT), empty.account_id(READER))} == kept(empty)


def test_a_shift_that_ends_while_a_lead_fills_the_week_stays(empty: Place) -> None:
    """The page was opened in the day shift and is sent in the evening: the day is past."""
    put(empty, READER, Shift(TODAY, DAY))
    empty.moment.pass_by(minutes=90)
    lead = empty.reviewer(LEAD)
    lead.get(f"/duty/{THIS}")
    empty.moment.pass_by(minutes=12)

    page = lead.submit(week_form(lead), {f"on-{THIS}-{DAY}": []})

    assert "is saved" in page.text
    assert {(Shift(TODAY, DAY), empty.account_id(READER))} == kept(empty)


def test_the_week_before_is_copied_and_not_saved(empty: Place) -> None:
    """It is ticked, to be looked at first."""
    put(empty, READER, Shift(MONDAY - 7, EVENING))
    put(empty, LEAD, Shift(MONDAY, EVENING))
    lead = empty.reviewer(LEAD)

    page = lead.get(f"/duty/{LATER}?copy=yes")

    before = kept(empty)
    lead.submit(week_form(lead), {})
    reader = empty.account_id(READER)
    assert "Nothing is saved yet." in page.text
    assert (Shift(MONDAY, EVENING), reader) not in before
    assert {(Shift(MONDAY - 7, EVENING), reader), (Shift(MONDAY, EVENING), reader)} == kept(empty)


def test_of_two_leads_the_second_is_told_what_changed(empty: Place) -> None:
    """Both changes are put together, nothing is written until the second has looked at it."""
    put(empty, READER, Shift(MONDAY, DAY))
    first, second = empty.reviewer(LEAD), empty.reviewer(OTHER_LEAD)
    reader, lead = empty.account_id(READER), empty.account_id(LEAD)
    for each in (first, second):
        each.get(f"/duty/{LATER}")
    night, evening = Shift(MONDAY, NIGHT), Shift(MONDAY + 6, EVENING)
    first.submit(week_form(first), {field(night): ids.to_hex(lead), field(Shift(MONDAY, DAY)): []})
    after_first = kept(empty)

    page = second.submit(week_form(second), {field(evening): ids.to_hex(lead)})

    assert 409 == page.status
    assert after_first == kept(empty) == {(night, lead)}
    assert [
        "Monday 18 May: Night, 00:00 to 08:00: north-lead-1 was added",
        "Monday 18 May: Day, 08:00 to 16:00: north-reviewer-1 was removed",
    ] == [words for words in listed(second) if " was " in words]
    saved = second.submit(week_form(second), {})
    assert 200 == saved.status
    assert {(night, lead), (evening, lead)} == kept(empty)
    assert reader not in {account for _, account in kept(empty)}


@pytest.mark.parametrize("seen", ["", "x", "20591.9.00000000000000ff", "9999999.0." + "f" * 16])
def test_a_page_that_does_not_say_what_it_was_changes_nothing(place: Place, seen: str) -> None:
    """What cannot be read counts as an empty rota, and so as another one than there is."""
    lead = place.reviewer(LEAD)
    before = kept(place)
    lead.get(f"/duty/{NEXT}")

    page = lead.submit(week_form(lead), {"seen": seen})

    assert 409 == page.status
    assert before == kept(place)


def test_nobody_is_put_on_duty_who_is_not_offered(place: Place) -> None:
    """Neither somebody of another body nor a number that is nobody's."""
    lead = place.reviewer(LEAD)
    before = kept(place)
    for stranger in (place.account_id("south-lead-1"), 255):
        lead.get(f"/duty/{NEXT}")

        page = lead.submit(week_form(lead), {f"on-{NEXT}-1": ids.to_hex(stranger)})

        assert 400 == page.status
    assert before == kept(place)


def test_a_stale_week_keeps_its_ticks(empty: Place) -> None:
    """What was ticked before signing in again is not lost by pressing the button."""
    lead = empty.reviewer(LEAD)
    lead.get(f"/duty/{LATER}")
    account = ids.to_hex(empty.account_id(READER))

    page = lead.submit(week_form(lead), {"csrf_token": "stale", field(Shift(MONDAY, DAY)): account})

    ticked = [e.get("name") for e in page.main.iter("input") if e.get("checked") is not None]
    assert 400 == page.status
    assert [field(Shift(MONDAY, DAY))] == ticked
    assert set() == kept(empty)


@pytest.fixture
def offered(empty: Place) -> Place:
    """A desk at which the reader has offered a shift to a lead."""
    put(empty, READER, Shift(MONDAY, DAY))
    reader = empty.reviewer()
    reader.get("/my-duty")
    page = reader.submit(
        reader.page.form_with("colleague"),
        {"shift": f"{MONDAY}.{DAY}", "colleague": ids.to_hex(empty.account_id(LEAD))},
    )
    assert "You stay on duty until they accept." in page.text
    return empty


def answer(person: Reviewer, word: str) -> str:
    """Press a button of the first offer on one's own page; return the words of what comes."""
    person.get("/my-duty")
    for form in person.page.forms:
        if "/offers/" in form.get("action", ""):
            return press(person, form, word)
    raise AssertionError("there is no offer")


def press(person: Reviewer, form: Element, word: str) -> str:
    """Send a form by its button that says `word`."""
    token = next(e.get("value", "") for e in form.iter("input") if e.get("name") == "csrf_token")
    address = form.get("action", "")
    return person.post(address, {"csrf_token": token, "answer": word}).text


def test_an_offered_shift_stays_until_it_is_accepted(offered: Place) -> None:
    """Then it is the colleague's."""
    shift = Shift(MONDAY, DAY)
    before = kept(offered)
    lead = offered.reviewer(LEAD)

    said = answer(lead, "accept")

    assert {(shift, offered.account_id(READER))} == before
    assert "The shift is yours." in said
    assert {(shift, offered.account_id(LEAD))} == kept(offered)


@pytest.mark.parametrize(("who", "word"), [(LEAD, "decline"), (READER, "withdraw")])
def test_an_offer_is_declined_or_taken_back(offered: Place, who: str, word: str) -> None:
    """Whoever had the shift keeps it, and it can be offered again."""
    person = offered.reviewer(who)

    answer(person, word)

    assert {(Shift(MONDAY, DAY), offered.account_id(READER))} == kept(offered)
    with offered.store.read() as connection:
        assert [] == rota.list_swaps(connection, "north", TODAY)


def test_an_offer_is_the_business_of_two(offered: Place) -> None:
    """A third person neither sees nor takes nor ends it, not even of another body."""
    with offered.store.read() as connection:
        (swap,) = rota.list_swaps(connection, "north", TODAY)
    for username in (OTHER_LEAD, "south-lead-1"):
        person = offered.reviewer(username)
        page = person.get("/my-duty")
        token = next(
            e.get("value", "") for e in page.main.iter("input") if e.get("name") == "csrf_token"
        )
        for word in ("accept", "decline", "withdraw"):
            person.post(
                f"/my-duty/offers/{ids.to_hex(swap.id)}", {"csrf_token": token, "answer": word}
            )

        assert "Colleagues ask you" not in page.text
    with offered.store.read() as connection:
        assert [swap] == rota.list_swaps(connection, "north", TODAY)


def test_who_offers_cannot_accept(offered: Place) -> None:
    """Only who was asked can."""
    reader = offered.reviewer()

    said = answer(reader, "accept")

    assert "This is not possible any more" in said
    assert {(Shift(MONDAY, DAY), offered.account_id(READER))} == kept(offered)


@pytest.mark.parametrize("away", [False, True])
def test_a_shift_is_not_accepted_by_who_is_on_it_or_away(offered: Place, away: bool) -> None:
    """Between the offer and the answer things may have changed."""
    if away:
        absence = Absence(1, offered.account_id(LEAD), MONDAY - 1, MONDAY)
        with offered.store.write() as connection:
            rota.insert_absence(connection, absence)
    else:
        put(offered, LEAD, Shift(MONDAY, DAY))
    before = kept(offered)
    lead = offered.reviewer(LEAD)

    said = answer(lead, "accept")

    assert "This is not possible any more" in said
    assert before == kept(offered)


def test_a_shift_that_is_past_is_not_accepted(offered: Place) -> None:
    """It can be nobody's any more."""
    with offered.store.read() as connection:
        (swap,) = rota.list_swaps(connection, "north", TODAY)
    offered.moment.pass_by(days=20)
    lead = offered.reviewer(LEAD)
    page = lead.get("/my-duty")
    token = next(
        e.get("value", "") for e in page.main.iter("input") if e.get("name") == "csrf_token"
    )

    answered = lead.post(
        f"/my-duty/offers/{ids.to_hex(swap.id)}", {"csrf_token": token, "answer": "accept"}
    )

    assert 409 == answered.status
    assert {(Shift(MONDAY, DAY), offered.account_id(READER))} == kept(offered)


def test_an_offer_lacks_nothing(empty: Place) -> None:
    """Each of the two must be chosen, and from what is offered."""
    put(empty, READER, Shift(MONDAY, DAY))
    reader = empty.reviewer()
    for values in ({}, {"shift": "1.1", "colleague": "ff"}, {"shift": "x", "colleague": ""}):
        reader.get("/my-duty")

        page = reader.submit(reader.page.form_with("colleague"), values)

        assert 400 == page.status
        assert "There is a problem" in page.text


def test_who_is_away_opens_a_gap(empty: Place) -> None:
    """An absence takes its days off the rota at once, and gives the rest of them back."""
    put(empty, READER, *(Shift(TODAY + n, part) for n in range(16) for part in (0, 1, 2)))
    reader = empty.reviewer()
    before = reader.get("/duty").text
    reader.get("/my-duty")
    page = reader.submit(
        reader.page.form_with("first"), {"first": "2026-05-06", "last": "2026-05-07"}
    )
    during = reader.get("/duty")
    reader.get("/my-duty")
    (form,) = [f for f in reader.page.forms if "/absences/" in f.get("action", "")]

    reader.submit(form, {})

    assert "Somebody is on duty in every hour of the next two weeks." in before
    assert "Your absence is kept." in page.text
    assert "Nobody is on duty from Wednesday 6 May, 00:00, to Thursday 7 May, 24:00." in during.text
    assert "north-reviewer-1 (away)" in during.text
    assert before == reader.get("/duty").text


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("", "", "Enter a day such as 2026-12-31"),
        ("tomorrow", "2026-05-07", "Enter a day such as 2026-12-31"),
        ("2026-02-30", "2026-05-07", "Enter a day such as 2026-12-31"),
        ("20260506", "2026-05-07", "Enter a day such as 2026-12-31"),
        ("2026-05-03", "2026-05-07", "The first day must be today or later"),
        ("2028-05-03", "2028-05-07", "The first day must be within a year from today"),
        ("2026-05-07", "2026-05-06", "The last day must be the first day or later"),
        ("2026-05-07", "2027-05-09", "An absence can last a year at most"),
    ],
)
def test_a_wrong_absence_is_refused_in_words(
    place: Place, first: str, last: str, says: str
) -> None:
    """Each mistake says what to enter, and nothing is kept."""
    reader = place.reviewer()
    reader.get("/my-duty")

    page = reader.submit(reader.page.form_with("first"), {"first": first, "last": last})

    assert 400 == page.status
    assert says in page.text
    with place.store.read() as connection:
        assert [] == rota.list_absences(connection, 0, TODAY + 2 * limits.ABSENCE_DAYS)


def test_the_next_four_weeks_are_listed(empty: Place) -> None:
    """And what lies beyond is not yet."""
    put(empty, READER, Shift(TODAY, NIGHT), Shift(TODAY, DAY), Shift(TODAY + 28, EVENING))
    put(empty, READER, Shift(TODAY + 29, NIGHT))
    reader = empty.reviewer()

    reader.get("/my-duty")

    shifts = [words for words in listed(reader) if " to " in words]
    assert [
        "Monday 4 May: Day, 08:00 to 16:00",
        "Monday 1 June: Evening, 16:00 to 24:00",
    ] == shifts
