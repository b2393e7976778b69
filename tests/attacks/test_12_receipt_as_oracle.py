"""Attack 12: somebody tries words to learn which reports exist."""

from sqlalchemy import event

from reporting import intake, limits
from reporting.receipt import new_receipt
from reporting.web.limiter import one_each
from tests.support.journey import Reporter, through_app

UNKNOWN = "We hold no report under these words"


def count_statements(app):
    """Return a list that grows by every statement the application sends to its database."""
    statements = []
    engine = app.extensions["reporting"].store.engine
    event.listen(engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    return statements


def test_a_wrong_checksum_is_never_looked_up(world):
    """Words that cannot be a receipt cost no question to the database."""
    receipt = new_receipt()
    reporter = world.reporter()
    reporter.get("/en/return")
    statements = count_statements(world.intake)

    # The same word twice in the place of two: the checksum fits with a chance of 1 in 7,776.
    wrong = [*receipt.words[:6], receipt.words[0], receipt.words[7]]
    while tuple(wrong) == receipt.words:
        wrong[6] = receipt.words[1]
    page = reporter.submit(reporter.page.form_with("receipt"), {"receipt": " ".join(wrong)})

    assert 400 == page.status
    assert [] == statements


def test_known_and_unknown_words_are_told_plainly(world):
    """With 90 bits nothing can be probed, so helpfulness wins."""
    words = world.reporter().write_report()

    known = world.reporter().return_with(words)
    unknown = world.reporter().return_with(" ".join(new_receipt().words))

    assert (200, 404) == (known.status, unknown.status)
    assert "We have your report" in known.text
    assert any(UNKNOWN in sentence for sentence in unknown.errors)


def test_looking_up_words_is_slowed_for_everybody_at_once(world):
    """The ceiling knows no address: new browsers do not help."""
    # Nothing flows back while it is tried.
    app = intake.create_app(
        world.services("intake"), patient=False, steady=lambda: 0.0, toll=one_each
    )
    words = " ".join(new_receipt().words)
    statuses = []
    reporter = Reporter(through_app(app))
    form_page = reporter.get("/en/return")
    for _ in range(limits.BUCKET_BURST + 1):
        # The form is sent again and again; it is the same for every browser.
        reporter.page = form_page
        fields = {"receipt": words, "csrf_token": token_of(form_page)}
        statuses.append(reporter.post("/en/return", fields).status)

    newcomer = Reporter(through_app(app)).return_with(words)

    assert {404, 429} == set(statuses)
    assert 429 == newcomer.status


def token_of(page):
    """Return the token of the form that takes the words."""
    form = page.form_with("receipt")
    return next(e.get("value") for e in form.iter("input") if e.get("name") == "csrf_token")
