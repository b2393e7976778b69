"""Two leads and the reporter let somebody in who is kept out: from page to page, on both sides."""

import pytest

from tests.desk.casework import fill
from tests.desk.test_worlds import UNKNOWN, look
from tests.support.dump import read_all
from tests.support.page import offered

READER, OUT, FIRST, SECOND = (
    "north-reviewer-1", "north-reviewer-2", "north-lead-1", "north-lead-2",
)  # fmt: skip
PAGE = "/en/conversation/let-in"
WHO = "A reviewer who once worked at the council."
WHY = "They alone speak your language, and would read what you write."


@pytest.fixture
def words(world):
    """The words of a report that was answered."""
    words = world.reporter().write_report()
    reader = world.reviewer(READER)
    [case] = reader.list_cases()
    reader.acknowledge(case, "Thank you. We have read it.")
    return words


def case_in(world):
    """Return the number of the only report."""
    [case] = world.reviewer(READER).list_cases()
    return case


def filled(text):
    """Return the words to the reporter with both gaps filled in."""
    first, second = (part.split("]]", 1)[0] for part in text.split("[[")[1:])
    return text.replace(f"[[{first}]]", WHO).replace(f"[[{second}]]", WHY)


def ask(world, case, username=FIRST):
    """Ask as a lead; return the page that follows."""
    lead = world.reviewer(username)
    page = lead.get(f"/cases/{case}/override")
    form = page.form_with("words")
    text = next(e.text for e in form.iter("textarea") if e.get("name") == "words")
    [account] = offered(form, "account")
    return lead.submit(
        form,
        {"account": account, "reason": "Nobody else speaks it.", "words": filled(text)},
    )


def answer(world, words, said):
    """Answer as the reporter; return the page that follows."""
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.get(PAGE)
    return reporter.submit(reporter.page.form_with("answer"), {"answer": said})


def events(world, case):
    """Return the history as a reviewer reads it."""
    return world.reviewer(READER).open_case(case).text


def test_the_reporter_says_yes_and_a_second_lead_signs(world, words):
    """Each step is told to whom it concerns, and the colleague finds the report in the list."""
    case = case_in(world)
    assert "Nobody is let in before they agree." in ask(world, case).text
    reporter = world.reporter()
    waiting = reporter.return_with(words)
    shown = reporter.get(PAGE)
    assert PAGE in waiting.links
    for said in (WHO, WHY, "Silence never counts as a yes.", "That cannot be undone."):
        assert said in shown.text

    agreed = answer(world, words, "yes")
    assert "You can still say no" in agreed.text
    assert [] == world.reviewer(OUT).list_cases()
    second = world.reviewer(SECOND)
    assert f"/cases/{case}/override/answer" in second.open_case(case).links
    assert "The reporter has agreed." in second.get(f"/cases/{case}/override/answer").text
    done = fill(second, case, "override/answer", {"answer": "sign"})

    assert "The colleague can open the report now." in done.text
    assert [case] == world.reviewer(OUT).list_cases()
    told = world.reporter().return_with(words)
    assert "Somebody was let in" in told.text
    assert PAGE not in told.links
    assert "with the reporter's consent, that somebody who was kept out is let in" in events(
        world, case
    )
    assert "Let somebody in who was kept out" in world.reviewer(FIRST).get("/openings").text


def test_a_no_ends_it_and_is_an_event(world, words):
    """Written when the report is opened next; nothing is left to sign, and they stay out."""
    case = case_in(world)
    ask(world, case)

    answer(world, words, "no")

    reader = world.reviewer(READER)
    reader.open_case(case)
    assert "ended on 4 May the question whether somebody is let in: the reporter said no" in (
        reader.open_case(case).text
    )
    assert f"/cases/{case}" == world.reviewer(SECOND).get(f"/cases/{case}/override/answer").address
    assert [] == world.reviewer(OUT).list_cases()
    reporter = world.reporter()
    reporter.return_with(words)
    assert 404 == reporter.get(PAGE).status


def test_a_no_is_an_event_with_the_first_page_that_opens(world, words):
    """Whichever page of the case it is, and whoever asks for it."""
    case = case_in(world)
    ask(world, case)
    answer(world, words, "no")

    world.reviewer(READER).get(f"/cases/{case}/notes")

    rows = read_all(world.store)["case_event"]
    world.reviewer(READER).get(f"/cases/{case}/notes")
    assert len(rows) == len(read_all(world.store)["case_event"])
    assert "the reporter said no" in events(world, case)


def test_a_no_that_comes_while_a_lead_signs_is_heard(world, words):
    """The lead read a yes; nobody is let in, and the page says what changed."""
    case = case_in(world)
    ask(world, case)
    answer(world, words, "yes")
    second = world.reviewer(SECOND)
    form = second.get(f"/cases/{case}/override/answer").form_with("answer")
    assert "sign" in offered(form, "answer")
    answer(world, words, "no")

    refused = second.submit(form, {"answer": "sign"})

    assert "Two leads have signed it" not in refused.text
    assert [] == world.reviewer(OUT).list_cases()
    assert "the reporter said no" in events(world, case)


def test_whoever_asked_can_only_take_it_back(world, words):
    """The page offers no signature, and a made-up one is refused."""
    case = case_in(world)
    ask(world, case)
    answer(world, words, "yes")
    first = world.reviewer(FIRST)

    page = first.get(f"/cases/{case}/override/answer")
    assert ["end"] == offered(page.form_with("answer"), "answer")
    made_up = fill(first, case, "override/answer", {"answer": "sign"})
    ended = fill(first, case, "override/answer", {"answer": "end", "reason": "Not needed."})

    assert 400 == made_up.status
    assert "It is ended, and nobody is let in." in ended.text
    assert [] == world.reviewer(OUT).list_cases()


def test_words_with_a_gap_are_refused(world, words):
    """The reporter must be able to tell what they agree to."""
    assert words
    case, lead = case_in(world), world.reviewer(FIRST)
    [account] = offered(lead.get(f"/cases/{case}/override").form_with("words"), "account")

    page = fill(lead, case, "override", {"account": account, "reason": "Because."})

    assert 400 == page.status
    assert any("who it is to the reporter" in error for error in page.errors)


def test_reviewers_and_those_kept_out_find_no_such_page(world, words):
    """As if there were none, whatever is asked."""
    assert words
    case, reader = case_in(world), world.reviewer(READER)
    assert f"/cases/{case}/override" not in reader.open_case(case).links
    for path in ("override", "override/answer"):
        assert 404 == reader.get(f"/cases/{case}/{path}").status
    lead = world.reviewer(FIRST)
    lead.get(f"/cases/{case}/opening")
    lead.submit(lead.page.form_with("known"), {"known": "yes"})

    pages = [
        look(lead, tuple(f"/cases/{number}/{path}" for path in ("override", "override/answer")))
        for number in (case, UNKNOWN)
    ]

    assert pages[0] == pages[1]
    assert 404 == pages[0][0][0]
