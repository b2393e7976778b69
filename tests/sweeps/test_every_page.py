"""Every page people get to see is valid HTML, and carries the headers of a safe one."""

import pytest

from reporting.receipt import new_receipt
from tests.browser.figures import fill_figures
from tests.desk.casework import CARD, OUTCOME, fill
from tests.support.journey import Reporter, through_app
from tests.support.observatory import score
from tests.support.page import text_of
from tests.support.routes import places_of

INTAKE_SCORE, DESK_SCORE = 150, 155
FIGURES = {"code": "council", "name": "council-1", "kind": "assessment", "about": "1"}
# On a page of intake that sets its one cookie, a flawless cookie adds five.
TELLING = ("racis", "hate", "discriminat", "incident", "abuse", "complain")


def walk_intake(world):
    """Go through every page and every kind of refusal of intake; return the answers."""
    reporter = world.reporter()
    reporter.begin()
    reporter.submit(reporter.next_form(), {"story": "\u202e"})
    words = reporter.write_report()
    reporter.get("/en/report/form")
    reporter.submit(reporter.next_form(), {})
    for wrong in ("some words", words.replace(words.split()[0], "abacus"), "", words + "x"):
        reporter.return_with(wrong)
    reporter.return_with(" ".join(new_receipt().words))
    reporter.return_with(words)
    reporter.answer("Hello")
    reporter.answer("")
    for place in places_of(world.intake):
        if "GET" in place.methods and place.endpoint != "static" and place.address != "/leave":
            reporter.get(place.address)
    stranger = world.reporter()
    for address in ("/en/report/check", "/en/report/receipt", "/en/conversation", "/nothing"):
        stranger.get(address)
    stranger.request("DELETE", "/")
    return reporter.seen + stranger.seen


def join(lead, stranger):
    """Have a lead invite, and the stranger join, with every kind of refusal."""
    lead.get("/people/invite")
    lead.submit(lead.page.form_with("role"), {"username": "\u202e"})
    lead.submit(lead.page.form_with("role"), {"username": "newcomer", "role": "chair"})
    words = " ".join(text_of(lead.page.by_id("invitation")).split())
    stranger.get("/join")
    for invitation in ("", "wrong", words):
        form = stranger.page.form_with("invitation")
        stranger.submit(form, {"username": "newcomer", "invitation": invitation})
    stranger.submit(stranger.page.form_with("code"), {"code": "\u202e"})


def walk_desk(world):
    """Go through every page and every kind of refusal of the desk; return the answers."""
    reporter = world.reporter()
    words = reporter.write_report()
    stranger = world.reviewer()
    stranger.get("/sign-in")
    stranger.submit(stranger.page.form_with("passphrase"), {"username": "nobody"})
    stranger.get("/cases")
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.acknowledge(case, "")
    reviewer.acknowledge(case, "Thank you.")
    world.reporter().return_with(words)
    reviewer.reply(case, "\u202e")
    reviewer.reply(case, "More.")
    for path, values in (("triage", CARD), ("notes", {"text": "\u202e"}), ("outcome", OUTCOME)):
        fill(reviewer, case, path, {})
        fill(reviewer, case, path, values)
    fill(reviewer, case, "links", {"reference": "x"})
    for path in ("move", "second", "monitor", "close", "reopen", "survey", "check-in"):
        reviewer.get(f"/cases/{case}/{path}")
    fill(reviewer, case, "close", {})
    reviewer.get(f"/cases/{case}/second")
    reviewer.get(f"/cases/{case}?begin=word")
    reviewer.get("/cases?state=waiting")
    reviewer.get("/promise")
    reviewer.get("/search")
    reviewer.submit(reviewer.page.form_with("words"), {"words": "counter"})
    reviewer.get("/nothing")
    reviewer.request("DELETE", "/cases")
    lead = world.reviewer("north-lead-1")
    for address in ("/duty", "/duty/2026-05-04", "/duty/2026-05-11?copy=yes", "/duty/x"):
        lead.get(address)
    lead.get("/duty/2026-05-11")
    lead.submit(lead.page.form_with("seen"), {"seen": ""})
    lead.get("/my-duty")
    lead.submit(lead.page.form_with("first"), {"first": "\u202e"})
    lead.get("/duty/absences")
    lead.submit(lead.page.form_with("colleague"), {"first": "\u202e"})
    join(lead, stranger)
    return stranger.seen + reviewer.seen + lead.seen


def walk_statistics(world):
    """Go through every page and every kind of refusal of the public surface."""
    readers = fill_figures(world).values()
    visitor = world.reader()
    for address in ("/sign-in", "/figures", "/releases/council-77", "/?area=x", "/feedback"):
        visitor.get(address)
    visitor.submit(visitor.page.form_with("text"), {"text": "\u202e"})
    visitor.request("DELETE", "/")
    query = "?table=kind&first=council-5&second=council-10"
    for reader in (visitor, *readers):
        for place in places_of(world.statistics, **FIGURES):
            if "GET" in place.methods and place.endpoint != "static":
                reader.get(place.address + (query if place.endpoint == "compare" else ""))
    return visitor.seen + [page for reader in readers for page in reader.seen]


WALKS = {"intake": walk_intake, "desk": walk_desk, "statistics": walk_statistics}


@pytest.fixture(params=WALKS)
def walked(request, make_world):
    """The answers of one surface, as a real deployment with https sends them."""
    world = make_world(insecure_http=False, quick=False)
    return request.param, WALKS[request.param](world)


def pages_of(answers):
    """Return the answers that are pages, and not redirects."""
    pages = [page for page in answers if page.header("Content-Type").startswith("text/html")]
    return [page for page in pages if page.status not in {302, 303}]


def test_every_page_is_valid_html(walked):
    """The strict parser of the HTML standard finds no error, errors pages included."""
    _, answers = walked

    for page in pages_of(answers):
        assert "html" == page.document.tag
        assert page.document.get("lang")
        assert page.document.get("dir") in {"ltr", "rtl"}


def test_every_answer_scores_as_promised(walked):
    """The observatory's score is at least 150 at intake, and 155 where somebody signs in."""
    surface, answers = walked

    for page in answers:
        assert INTAKE_SCORE <= score(dict(page.headers), page.cookies)
    if surface != "intake":
        sign_in = answers[0]
        assert "/sign-in" == sign_in.address
        assert DESK_SCORE <= score(dict(sign_in.headers), sign_in.cookies)


def test_nothing_is_kept_by_the_browser(walked):
    """No page, redirect or error may be stored."""
    _, answers = walked

    assert {"no-store"} == {page.header("Cache-Control") for page in answers}


def test_titles_and_addresses_tell_nothing(walked):
    """Neither the history of a browser nor its tabs say what this is about."""
    _, answers = walked

    for page in pages_of(answers):
        title = page.document.find(".//title")
        assert title is not None
        shown = f"{title.text} {page.address}".lower()
        assert [] == [word for word in TELLING if word in shown]


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs(walked):
    """No script, no style in a page, no address of another host in what a page loads."""
    _, answers = walked

    for page in pages_of(answers):
        for element in page.document.iter():
            assert element.tag not in {"script", "style", "iframe", "object", "embed", "base"}
            assert not [name for name in element.attrib if name.startswith("on")]
            assert "style" not in element.attrib
            source = element.get("src") or (
                element.get("href", "") if element.tag == "link" else ""
            )
            assert source.startswith("/static/") or not source


def test_links_that_lead_away_name_nobody(make_world):
    """A link to another site gives no referrer and no way back to the window."""
    world = make_world(quick=False)
    for page in pages_of(walk_intake(world)):
        for link in page.document.iter("a"):
            if "//" in link.get("href", ""):
                assert {"noreferrer", "noopener"} <= set(link.get("rel", "").split())


def test_healthz_says_one_word(make_world):
    """A probe learns that the process answers, and nothing else."""
    world = make_world()
    for app in (world.intake, world.desk, world.statistics):
        page = Reporter(through_app(app)).get("/healthz")

        assert (200, 1) == (page.status, len(page.body.split()))
