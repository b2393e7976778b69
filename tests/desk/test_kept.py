"""What somebody was writing when their session ended comes back to them, and to nobody else."""

from collections.abc import Iterator, Mapping, Sequence

from wtforms.fields.core import UnboundField

from reporting import limits
from reporting.desk.written import FIELDS, TRIED
from reporting.web.csrf import shows_again
from reporting.web.fields import Form, TextArea
from tests.desk.casework import OUTCOME, acknowledged, triaged
from tests.desk.conftest import READER, Place
from tests.support.journey import Reviewer
from tests.support.page import Page, fields_of, text_of
from tests.support.routes import places_of

LEAD = "north-lead-1"
TEXT = "A long <note>\nin two lines."


def too_late(
    place: Place, reviewer: Reviewer, address: str, values: Mapping[str, str | Sequence[str]]
) -> Page:
    """Open a form, write for longer than a session lasts, and send it."""
    reviewer.get(address)
    place.moment.pass_by(minutes=limits.SESSION_IDLE_MINUTES)
    page = reviewer.submit(reviewer.page.form_with("seen"), values)
    assert 403 == page.status
    return page


def sign_in_there(place: Place, reviewer: Reviewer, username: str = READER) -> Page:
    """Sign in on the page that is shown."""
    person = place.people[username]
    answers = {
        "username": username,
        "passphrase": person.passphrase,
        "code": place.codes.next(person.totp_secret, place.moment.now),
    }
    return reviewer.submit(reviewer.page.form_with("passphrase"), answers)


def test_a_note_comes_back_into_its_form_after_a_new_sign_in(place: Place) -> None:
    """Sealed meanwhile, stored nowhere, and nothing is done before it is pressed again."""
    reviewer = place.reviewer()
    case = acknowledged(place, reviewer)
    before = place.row(case)

    asked = too_late(place, reviewer, f"/cases/{case}/notes", {"text": TEXT})
    assert "You have been signed out." in asked.text
    assert "it comes back" in asked.text
    assert b"A long" not in asked.body
    wrong = reviewer.submit(asked.form_with("passphrase"), {"username": READER})
    assert 400 == wrong.status
    sign_in_there(place, reviewer)
    page = reviewer.submit(reviewer.next_form(), {})

    assert f"/cases/{case}/notes" == page.address
    assert [TEXT] == fields_of(page.form_with("seen"))["text"]
    assert before == place.row(case)
    page = reviewer.submit(page.form_with("seen"), {})
    assert "The note is kept." in page.text
    assert "A long <note> in two lines." in page.text


def test_whoever_else_signs_in_there_gets_nothing_of_it(place: Place) -> None:
    """Nor learns that there was something."""
    reviewer = place.reviewer()
    case = acknowledged(place, reviewer)
    too_late(place, reviewer, f"/cases/{case}/notes", {"text": TEXT})

    page = sign_in_there(place, reviewer, LEAD)

    assert "/cases" == page.address
    assert b"A long" not in page.body


def test_ticks_and_a_message_come_back_as_they_were(place: Place) -> None:
    """Of an outcome its ticks, its words and what was tried."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    sent = {**OUTCOME, "actions": ("training", "apology"), "tried_observe": "Nobody was seen."}

    too_late(place, reviewer, f"/cases/{case}/outcome", sent)
    sign_in_there(place, reviewer)
    fields = fields_of(reviewer.submit(reviewer.next_form(), {}).form_with("seen"))

    assert {"training", "apology"} == set(fields["actions"])
    assert ["Nobody was seen."] == fields["tried_observe"]
    assert [OUTCOME["words"]] == fields["words"]


def test_words_that_this_service_did_not_seal_go_into_no_form(place: Place) -> None:
    """Anybody can seal to a public key."""
    reviewer = place.reviewer()
    case = acknowledged(place, reviewer)
    page = too_late(place, reviewer, f"/cases/{case}/notes", {"text": TEXT})
    form = page.form_with("passphrase")
    field = next(e for e in form.iter("input") if "kept" == e.get("name"))
    sealed = field.get("value", "")
    field.set("value", ("B" if sealed[0] == "A" else "A") + sealed[1:])

    assert "/cases" == sign_in_there(place, reviewer).address


def test_where_ticks_share_the_name_of_a_text_they_are_not_given_back_as_one(place: Place) -> None:
    """A list of codes tells nobody anything; what was tried does."""
    reviewer = place.reviewer()
    case = triaged(place, reviewer)
    reviewer.get(f"/cases/{case}/outcome")
    form = reviewer.page.form_with("seen")
    reviewer.cookies.clear()

    page = reviewer.submit(form, {**OUTCOME, "tried_observe": "Nobody was seen."})
    kept = page.by_id("kept")
    assert kept is not None
    given = text_of(kept)

    assert str(OUTCOME["words"]) in given
    assert "Nobody was seen." in given
    assert "training" not in given


def forms(kind: type[Form] = Form) -> Iterator[type[Form]]:
    """Give every form of the desk."""
    for each in kind.__subclasses__():
        if each.__module__.startswith("reporting.desk"):
            yield each
        yield from forms(each)


def test_no_text_of_the_desk_is_forgotten(place: Place) -> None:
    """Whatever form somebody writes in, its text is among those given back."""
    assert place.app.view_functions  # every form is loaded with it
    texts = {
        name
        for form in forms()
        for name, field in vars(form).items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, TextArea)
    }

    assert {"message", "words"} <= texts
    assert set() == {name for name in texts if not name.startswith(TRIED)} - set(FIELDS)


def test_every_form_of_the_desk_is_shown_again(place: Place) -> None:
    """But for buttons that nobody writes anything beside."""
    buttons = {
        "remove_address", "end_absence_of", "answer_offer", "end_absence", "next_list", "removal",
    }  # fmt: skip
    sent_to = {p.endpoint for p in places_of(place.app) if "POST" in p.methods}

    assert buttons <= sent_to
    assert buttons == {e for e in sent_to if not shows_again(place.app.view_functions[e])}
