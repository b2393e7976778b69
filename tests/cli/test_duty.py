"""`reporting duty`: a rota from a file, and who is on duty."""

import re
from pathlib import Path

import pytest

from reporting import clock, ids, limits
from reporting.duty import DAY, EVENING, NIGHT, Duty, Shift, shift_at
from reporting.store import duty as rota
from reporting.store.accounts import find_account

PAGE = Path(__file__).parents[2] / "docs" / "duty.md"
EXAMPLE = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[0]


@pytest.fixture
def today(demo):
    """The present local day of a demo whose rota has nobody."""
    services = demo.services
    with services.store.write() as connection:
        rota.delete_duties(connection, rota.list_duties(connection, 0, 2**20))
    return shift_at(services.now(), services.service.timezone).day


def date(day):
    """Return a local day as a file has it."""
    return clock.date_of_day(day).isoformat()


def write(demo, text):
    """Write a file for the command, and return its path."""
    path = demo.folder.parent / "rota.toml"
    path.write_text(text, "utf-8")
    return str(path)


def example(day):
    """Return the example of the page, for another day."""
    return EXAMPLE.replace("2026-12-07", date(day))


def kept(demo, body="north"):
    """Return who is on which shift, by user name."""
    with demo.services.store.read() as connection:
        names = {
            row.id: name
            for name in demo.accounts
            if (row := find_account(connection, name)) is not None
        }
        duties = rota.list_duties(connection, 0, 2**20, body)
    return {(each.shift, names[each.account]) for each in duties}


def test_a_file_fills_the_days_it_names(demo, today):
    """And no others, between them neither."""
    day = today + 5
    with demo.services.store.write() as connection:
        row = find_account(connection, "north-lead-2")
        assert row is not None
        old = [Shift(day, EVENING), Shift(day + 1, NIGHT), Shift(day + 2, NIGHT)]
        rota.insert_duties(
            connection, [Duty(ids.new_id(), "north", shift, row.id) for shift in old]
        )
    rest = example(day + 2).partition("\n\n")[2]

    said = demo.done("duty", "load", write(demo, f"{example(day)}\n{rest}"))

    assert said.startswith("Filled 2 days of the rota of north.\nNobody of north is on duty from ")
    filled = {
        (Shift(each, part), name)
        for each in (day, day + 2)
        for part, name in (
            (NIGHT, "north-lead-1"),
            (DAY, "north-reviewer-1"),
            (DAY, "north-reviewer-3"),
        )
    }
    assert filled | {(Shift(day + 1, NIGHT), "north-lead-2")} == kept(demo)


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        ('"north-laed-1"', '"north-lead-1"', "days[1].night is 'north-laed-1'; allowed is one of "),
        (
            "nigth =",
            "night =",
            "days[1].nigth is ['north-lead-1']; allowed is one of the keys date",
        ),
        ('"south"', '"north"', "days[1].night is 'north-lead-1'; allowed is one of south-lead-1"),
        ('"nroth"', '"north"', "body is 'nroth'; allowed is one of north, south"),
        ("evening = 3", "evening = []", "days[1].evening is 3; allowed is a list of user names"),
        ("evening = [3]", "evening = []", "days[1].evening is 3; allowed is a list of user names"),
        ("", "evening = []", "days[1].evening is missing; allowed is a list of user names"),
        (
            'night = ["north-lead-1", "north-lead-1"]',
            'night = ["north-lead-1"]',
            "days[1].night is 'north-lead-1'; allowed is a list of user names, each once",
        ),
    ],
)
def test_a_typo_is_refused_and_nothing_stored(demo, today, wrong, right, told):
    """With the key, the value and what is allowed."""
    text = example(today + 1)
    assert right in text

    result = demo.run("duty", "load", write(demo, text.replace(right, wrong)))

    assert 1 == result.exit_code
    assert f"Error: rota file: {told}" in result.output
    assert set() == kept(demo) | kept(demo, "south")


@pytest.mark.parametrize("ahead", [-1, limits.ROTA_DAYS_AHEAD + 1])
def test_a_day_that_is_past_or_far_ahead_is_refused(demo, today, ahead):
    """A year too many is a typo as well."""
    result = demo.run("duty", "load", write(demo, example(today + ahead)))

    assert f"days[1].date is '{date(today + ahead)}'; allowed is a day from today" in result.output
    assert set() == kept(demo)


def test_a_day_is_named_once(demo, today):
    """Which of the two should count nobody could say."""
    text = example(today + 1)
    twice = f"{text}\n{text.partition(chr(10) * 2)[2]}"

    result = demo.run("duty", "load", write(demo, twice))

    assert "allowed is a day that no other table of this list has" in result.output
    assert set() == kept(demo)


def test_what_is_no_toml_is_told_with_the_file(demo):
    """The kind of file, its name, and the line."""
    result = demo.run("duty", "load", write(demo, "body = north"))

    assert "Error: rota file rota.toml cannot be read: " in result.output


def test_the_page_quotes_sentences_that_are_told(demo, today):
    """The examples of mistakes are not made up."""
    page = PAGE.read_text("utf-8")
    for right, wrong in (('"north-lead-1"', '"north-laed-1"'), ("night =", "nigth =")):
        text = example(today + 1).replace(right, wrong)

        said = demo.run("duty", "load", write(demo, text)).output

        assert said.removeprefix("Error: ").strip() in page


def test_show_names_who_is_on_duty(demo, today):
    """Now, in two weeks, and when nobody is; of one body or of all."""
    demo.done("duty", "load", write(demo, example(today + 1)))

    said, all_bodies = demo.done("duty", "show", "north"), demo.done("duty", "show")

    line = "night north-lead-1; day north-reviewer-1, north-reviewer-3; evening nobody"
    assert said.startswith("north: on duty now: nobody\n")
    assert f"  {date(today + 1)}: {line}\n" in said
    assert f"  {date(today + 14)}: night nobody; day nobody; evening nobody\n" in said
    assert f"from {date(today + 1)} 16:00 to {date(today + 15)} 00:00.\n" in said
    assert limits.GAP_DAYS + 1 == said.count(": night ")
    assert "south: on duty now: nobody" in all_bodies
    assert 2 == demo.run("duty", "show", "west").exit_code
