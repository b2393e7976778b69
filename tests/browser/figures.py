"""What is published before pages of figures are looked at: two years, words, and feedback."""

from dataclasses import replace

from flask import Flask

from reporting import statistics
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.account import new_account
from reporting.publication import Proposal
from reporting.service import Language
from reporting.store.accounts import insert_account
from tests.browser.texts import ARABIC, LONG
from tests.support.journey import Reviewer
from tests.support.proposed import keep_proposal
from tests.support.shelf import make_series, put_releases
from tests.support.world import World

STRAY = "stray-board-1"  # of a board that no organisation has
READERS = ("analyst-1", "board-1", "north-lead-1", STRAY)
PROMISES = ("kept", "over_48h", "within_48h", "kept", "kept", "over_48h", "over_48h", "kept")
ASSESSMENT = (
    "Demo text. We are glad that most people were answered within a day. We are not glad that "
    "nobody can say why two quarters went wrong."
)
REPORT = {
    "summary": "Demo text. More people wrote to us, and more of them from one part of the council.",
    "challenges": f"Demo text. Nights were hard to staff.\n\n{LONG}",
    "next": ARABIC,
}
SAID = {
    "text": "Demo text. The form lost what was typed on a phone.",
    "did": "Demo text. It keeps it for a day.",
}


def make_figures(world: World, languages: tuple[Language, ...]) -> dict[str, Flask]:
    """Return the public surface of `world`, in one language and, from right to left, in another."""
    plain = world.services("statistics")
    arabic = replace(plain, service=replace(plain.service, languages=languages))
    return {
        "full statistics": world.statistics,
        "arabic statistics": statistics.create_app(arabic, profile=CHEAPEST),
    }


def fill_figures(world: World) -> dict[str, Reviewer]:
    """Publish two years and some words; return who has signed in, by user name."""
    put_releases(world, make_series("council", promises=PROMISES))
    put_releases(world, make_series("transport", 24, seed=3), "transport", "south-lead-1")
    _add_stray(world)
    _propose(world)
    readers = {name: world.reader(name) for name in READERS}
    board, lead = readers["board-1"], readers["north-lead-1"]
    base = "/figures/council/words"
    publish(board, f"{base}/assessment/5", text=ASSESSMENT)
    publish(board, f"{base}/assessment/5", text=f"{ASSESSMENT}\n\n{ARABIC}\n{LONG}")
    publish(board, f"{base}/question/new", text="Demo text. Why was nobody there in August?")
    lead.get("/figures/council")
    publish(lead, next(link for link in lead.page.links if "/reply/" in link), text=ARABIC)
    publish(board, f"{base}/question/new", text=LONG)
    publish(lead, f"{base}/item/new", **SAID)
    for kind, text in REPORT.items():
        publish(lead, f"{base}/{kind}/10", text=text)
    publish(lead, f"{base}/change/3", text="Demo text. From October on, three are on every rota.")
    visitor = world.reader()
    for text in (f"{ARABIC}\n{LONG}", "Demo text. Please show figures of schools as well."):
        visitor.get("/feedback")
        visitor.submit(visitor.next_form(), {"text": text})
    return readers


def _propose(world: World) -> None:
    """Keep a year for the leads to look at, with both reasons for leaving a table out."""
    withheld = (("area_kind", "attack"), ("kind_outcome", "few"))
    proposal = Proposal("council", make_series("council", promises=PROMISES)[-1], withheld, "")
    keep_proposal(world, proposal)


def publish(writer: Reviewer, address: str, **texts: str) -> None:
    """Write a text and publish it."""
    page = writer.get(address)
    page = writer.submit(page.form_with("text"), texts)
    assert (200, "saved=yes") == (page.status, page.address.partition("?")[2]), page.text


def _add_stray(world: World) -> None:
    stretcher = PassphraseStretcher(world.instance.run, CHEAPEST)
    row, _, credentials = new_account(stretcher, STRAY, "board", body="nowhere")
    with world.store.write() as connection:
        insert_account(connection, row)
    world.accounts = {**world.accounts, STRAY: dict(credentials.__dict__)}
