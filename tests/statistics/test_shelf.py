"""Nothing is shown from a release that is not as it was signed, and the pages say so."""

import pytest
from sqlalchemy import text

from tests.support.shelf import make_series, put_releases

PAGES = ("/", "/organisations/council", "/releases")


@pytest.fixture
def published(world):
    """A world with the releases of one year."""
    put_releases(world, make_series(years=1))
    return world


def tamper(world, statement):
    """Change the table as its owner could, who can take the trigger away."""
    with world.store.write() as connection:
        for change in ("update", "delete"):
            if world.store.dialect == "sqlite":
                connection.execute(text(f"DROP TRIGGER release_refuses_{change}"))
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE release SET bytes = replace(CAST(bytes AS TEXT), '10', '90') WHERE sequence = 2",
        "UPDATE release SET signatures = x'7b7d' WHERE sequence = 2",
        "DELETE FROM release WHERE sequence = 2",
    ],
)
def test_a_release_that_was_altered_or_taken_away_is_left_out(make_sqlite_world, statement):
    """Every page names it; its own page is not there, and the others go on."""
    world = make_sqlite_world()
    put_releases(world, make_series(years=1))
    tamper(world, statement)
    visitor = world.reader()

    for address in PAGES:
        page = visitor.get(address)
        assert 200 == page.status
        assert "releases 2." in page.text
        assert "July to September 2024" not in page.text
    assert 404 == visitor.get("/releases/council-2").status
    assert 200 == visitor.get("/releases/council-3").status


def test_without_rosters_in_force_nothing_is_shown(published):
    """What cannot be checked is not believed."""
    published.clock.advance(days=60)
    visitor = published.reader()

    for address in PAGES:
        page = visitor.get(address)
        assert 200 == page.status
        assert "The releases cannot be read or checked just now." in page.text
        assert "at least" not in page.text.replace("“at least", "")
    assert 404 == visitor.get("/releases/council-1").status


def test_a_release_page_gives_the_digest_and_the_exact_facts_of_the_service(published):
    """So that two people can compare what they were shown."""
    page = published.reader().get("/releases/council-1")

    assert "36 were filed; answered within 24 hours: 36." in page.text
    assert "Every report was acknowledged by a person within 24 hours" in page.text
    digest = next(e for e in page.main.iter("bdi") if e.get("class") == "digest")
    assert 64 == len((digest.text or "").strip())
