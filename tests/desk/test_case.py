"""One report: what its page shows, and how it is answered."""

import pytest
from sqlalchemy import delete, update

from reporting import clock, ids, limits
from reporting.errors import RosterRefused, StoreUnavailable
from reporting.roster import Rosters
from reporting.store import reports, tables
from tests.desk.conftest import READER, Place
from tests.support.cast import make_report
from tests.support.journey import Reviewer
from tests.support.page import fields_of, text_of

MARK = "Wir haben gelesen."


def kept(reviewer: Reviewer) -> str:
    """Return the text that the form on the present page still holds."""
    return fields_of(reviewer.page.form_with("message"))["message"][0]


def test_the_page_shows_the_report_in_words(place: Place) -> None:
    """Every code is its label; danger stands first, then who must not see the report."""
    [case] = place.send(
        make_report(
            safety="worried_again",
            struck=("director",),
            area="corporate",
            about=("director", "group"),
            conduct=("joke_banter", "threat_intimidation"),
            story="First line.\n\nThird line & <b>more</b>.",
        )
    )

    page = place.reviewer().open_case(case)
    report = page.by_id("report")

    assert report is not None
    words = text_of(report)
    assert words.startswith(
        "What was reported Safe now Yes, but I worry it will happen again "
        "Must not see this My director About Demo City"
    )
    assert "About Demo City Council Part of it Corporate services" in words
    for label in ("A resident", "Jokes or “banter”", "Threats or intimidation", "A director"):
        assert label in words
    [story] = [e for e in report.iter("div") if e.get("class") == "govuk-body written"]
    assert "First line.\n\nThird line & <b>more</b>." == story.text
    assert "auto" == story.get("dir")
    assert "Received today between 14:00 and 15:00" in page.text
    assert "A first answer is due by 14:00 on 5 May. 23 hours left" in page.text


def test_what_is_written_is_never_markup_or_a_link(place: Place) -> None:
    """Text is text, and what could reorder it is named."""
    story = "<script>alert(1)</script> https://example.test/ \u202edesrever"
    [case] = place.send(make_report(story=story))

    page = place.reviewer().open_case(case)

    assert [] == list(page.document.iter("script"))
    assert not any("example.test" in link for link in page.links)
    assert "[U+202E]desrever" in page.text


def test_acknowledging_sends_a_message_and_coarsens_times(place: Place) -> None:
    """From here on the store keeps a day, and the next due time is the end of one."""
    [case] = place.send()
    before = place.row(case)
    reviewer = place.reviewer()

    page = reviewer.acknowledge(case, "We have read it.\nWe shall write on Friday.")
    after = place.row(case)

    assert f"/cases/{case}" == page.address.partition("?")[0]
    assert "Your message was sent." in page.text
    assert ["You, 4 May We have read it. We shall write on Friday."] == [
        text_of(e) for e in page.by_class("message")
    ]
    assert "Received on 4 May" in page.text
    assert "Acknowledged within 6 hours" in page.text
    assert before.received // clock.HOURS_A_DAY * clock.HOURS_A_DAY == after.received
    due = clock.moment_of_hour(after.due).astimezone(place.services.service.timezone)
    assert limits.DUE_HOUR_OF_DAY == due.hour


@pytest.mark.parametrize("action", ["acknowledge", "messages"])
def test_an_empty_message_is_refused(place: Place, action: str) -> None:
    """A promise is kept by words of a person, not by a button."""
    [case] = place.send()
    reviewer = place.reviewer()
    if action == "messages":
        reviewer.acknowledge(case, "We have read it.")
    before = place.row(case)
    reviewer.open_case(case)

    page = reviewer.submit(reviewer.page.form_with("message"), {"message": " \n "})

    assert 400 == page.status
    assert page.errors[0].startswith("Write a message")
    assert before == place.row(case)


def test_a_message_that_is_too_long_is_kept_for_shortening(place: Place) -> None:
    """The sentence says by how much; nothing is cut and nothing is stored."""
    [case] = place.send()
    reviewer, before, text = place.reviewer(), place.row(case), "ü" * 5_001

    page = reviewer.acknowledge(case, text)

    assert 400 == page.status
    assert "5,001 characters" in page.errors[0]
    assert text == kept(reviewer)
    assert before == place.row(case)


def test_the_second_to_acknowledge_is_told_and_keeps_the_text(place: Place) -> None:
    """Two people answer at once: one message is sent, and the other is not lost."""
    [case] = place.send()
    first, second = place.reviewer(), place.reviewer("north-lead-1")
    second.open_case(case)
    form = second.page.form_with("message")
    first.acknowledge(case, "I was first.")

    page = second.submit(form, {"message": "I was second."})

    assert 409 == page.status
    assert [
        "A colleague has already acknowledged this report. Your message was not sent."
    ] == page.errors
    assert ["A colleague, 4 May I was first."] == [text_of(e) for e in page.by_class("message")]
    assert "I was second." == kept(second)

    page = second.submit(second.page.form_with("message"), {})

    assert 2 == len(page.by_class("message"))


def test_a_reply_to_something_that_changed_is_not_sent_unseen(place: Place) -> None:
    """The reporter wrote meanwhile: the reviewer reads that first."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.acknowledge(case, "We have read it.")
    reviewer.open_case(case)
    form = reviewer.page.form_with("message")
    place.answer_as_reporter(case, "One more thing.")

    page = reviewer.submit(form, {"message": "An answer to the old state."})

    assert 409 == page.status
    assert page.errors[0].startswith("Somebody changed this while you were writing.")
    assert "The reporter, 4 May One more thing." in [text_of(e) for e in page.by_class("message")]
    assert "An answer to the old state." == kept(reviewer)


def test_a_conversation_goes_both_ways(place: Place) -> None:
    """Acknowledge, be answered, reply: all of it is on the page, in order."""
    [case] = place.send()
    reviewer = place.reviewer()

    reviewer.acknowledge(case, "Number one.")
    place.answer_as_reporter(case, "Two.")
    page = reviewer.reply(case, "Three.")

    assert ["You, 4 May Number one.", "The reporter, 4 May Two.", "You, 4 May Three."] == [
        text_of(e) for e in page.by_class("message")
    ]


def test_a_reply_before_the_acknowledgement_is_refused(place: Place) -> None:
    """The first message is always the acknowledgement."""
    [case] = place.send()
    reviewer, before = place.reviewer(), place.row(case)
    reviewer.open_case(case)
    fields = fields_of(reviewer.page.form_with("message"))

    page = reviewer.post(f"/cases/{case}/messages", fields | {"message": "Hello."})

    assert 409 == page.status
    assert before == place.row(case)


@pytest.mark.parametrize("revision", ["", "x", "-1", "٣", "9" * 19])
def test_a_made_up_revision_sends_nothing(place: Place, revision: str) -> None:
    """What was not read cannot be answered."""
    [case] = place.send()
    reviewer, before = place.reviewer(), place.row(case)
    reviewer.open_case(case)

    page = reviewer.submit(
        reviewer.page.form_with("message"), {"message": "Hello there.", "revision": revision}
    )

    assert 409 == page.status
    assert before == place.row(case)


def test_a_message_that_is_not_genuine_is_told_of(place: Place) -> None:
    """Whoever owns the database can take a message away, but not unseen."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.acknowledge(case, "We have read it.")
    number = ids.ReportId(int(case, 16))
    with place.store.write() as connection:
        connection.execute(delete(tables.message).where(tables.message.c.report_id == number))

    page = reviewer.open_case(case)

    assert "A message is missing after those below. Tell your lead." in page.text


def test_a_page_looks_at_the_signed_lists_once_and_the_next_looks_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All parts of a page go by the same lists, and none outlives the request."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.open_case(case)
    real, looked = place.services.rosters.current, list[None]()

    def look() -> Rosters:
        looked.append(None)
        return real()

    monkeypatch.setattr(place.services.rosters, "current", look)
    for times in (1, 2, 3):
        assert 200 == reviewer.get(f"/cases/{case}").status
        assert times == len(looked)


def test_reports_are_read_while_no_roster_is_in_force(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a reporter wrote does not wait for a signature; what cannot be checked is said."""
    [case] = place.send()
    reviewer = place.reviewer()

    def refuse() -> None:
        raise RosterRefused

    monkeypatch.setattr(place.services.rosters, "current", refuse)
    page = reviewer.open_case(case)

    assert "At the counter, in front of others." in page.text
    assert "The signed list of colleagues is not in force" in page.text


def test_the_question_before_a_report_keeps_nobody_out_while_no_roster_is_in_force(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says that no answer can be kept, and leads to the report."""
    [case] = place.send()
    reviewer = place.reviewer()

    def refuse() -> None:
        raise RosterRefused

    monkeypatch.setattr(place.services.rosters, "current", refuse)
    page = reviewer.get(f"/cases/{case}/opening")

    assert "your answer cannot be kept" in page.text
    assert f"/cases/{case}" in page.links


def test_what_was_written_is_shown_again_where_nobody_can_tell_whose_it_is(
    place: Place,
) -> None:
    """The cookie is gone with the session, nothing was sent, and the text can be copied."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.open_case(case)
    form, before = reviewer.page.form_with("message"), place.row(case)
    reviewer.cookies.clear()

    page = reviewer.submit(form, {"message": "A long <answer>."})

    assert 403 == page.status
    assert "Your message was not sent, and nothing of it was kept here." in page.text
    text = page.by_id("kept")
    assert text is not None
    assert "A long <answer>." == (text.text or "").strip()
    assert page.form_with("passphrase") is not None
    assert before == place.row(case)


def test_what_was_written_is_shown_again_when_the_store_fails(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503 with the text, in words that fit who reads them."""
    [case] = place.send()
    reviewer = place.reviewer()
    reviewer.open_case(case)

    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable

    monkeypatch.setattr("reporting.case.add_message", fail)
    page = reviewer.submit(reviewer.page.form_with("message"), {"message": "An answer."})

    assert 503 == page.status
    text = page.by_id("kept")
    assert text is not None
    assert "An answer." == (text.text or "").strip()


def test_a_damaged_report_is_said_to_be_damaged(place: Place) -> None:
    """An altered payload opens for nobody, and the page says so without a trace."""
    [case] = place.send()
    reviewer = place.reviewer()
    row = place.row(case)
    with place.store.write() as connection:
        damaged = row.payload[:-1] + bytes([row.payload[-1] ^ 1])
        connection.execute(update(tables.report).values(payload=damaged))

    page = reviewer.open_case(case)

    assert 500 == page.status
    assert "it was damaged or altered" in page.text


def test_unknown_malformed_and_foreign_ids_get_one_answer(place: Place) -> None:
    """No id tells by its answer whether there is such a report."""
    [foreign] = place.send(make_report(organisation="transport"))
    reviewer = place.reviewer()

    answers = {
        (page.status, page.body)
        for address in (
            f"/cases/{foreign}", "/cases/0123456789abcdef", "/cases/ffffffffffffffff",
            "/cases/0123456789ABCDEF", "/cases/x", "/cases/%C3%BC",
        )
        for page in [reviewer.get(address)]
    }  # fmt: skip

    assert 1 == len(answers)
    assert {404} == {status for status, _ in answers}


def test_a_report_that_is_gone_is_no_page(place: Place) -> None:
    """After a purge the address is unknown."""
    [case] = place.send()
    reviewer = place.reviewer()
    number = ids.ReportId(int(case, 16))
    with place.store.write() as connection:
        connection.execute(delete(tables.stanza).where(tables.stanza.c.report_id == number))
        connection.execute(delete(tables.report).where(tables.report.c.id == number))

    assert 404 == reviewer.open_case(case).status
    assert [] == reviewer.list_cases()


def test_the_stored_message_is_sealed(place: Place) -> None:
    """Nothing a reviewer writes is in the database in clear."""
    [case] = place.send()
    place.reviewer().acknowledge(case, MARK)
    store = place.store

    with store.read() as connection:
        [(_, box)] = reports.get_messages(connection, ids.ReportId(int(case, 16)))
    files = [p.read_bytes() for p in place.services.instance.folder.rglob("*") if p.is_file()]

    assert MARK.encode() not in box
    assert not any(MARK.encode() in data for data in files)


@pytest.mark.parametrize("altered", [True, False])
def test_a_row_that_is_missing_or_altered_is_as_an_unknown_report(
    place: Place, altered: bool
) -> None:
    """To whose row it was; a colleague reads on, and nothing tells the two apart."""
    [case] = place.send()
    reviewer, rows = place.reviewer(), tables.stanza
    mine = (rows.c.report_id == int(case, 16), rows.c.account_id == place.account_id(READER))
    with place.store.write() as connection:
        if altered:
            connection.execute(update(rows).where(*mine).values(bytes=bytes(2_560)))
        else:
            connection.execute(delete(rows).where(*mine))

    answers = [reviewer.get(f"/cases/{number}") for number in (case, "0123456789abcdef")]

    assert {404} == {page.status for page in answers}
    assert answers[0].body == answers[1].body
    assert 200 == place.reviewer("north-lead-1").open_case(case).status
