"""Attack 24: somebody takes the database, its journal included."""

from tests.support.dump import database_files, read_all
from tests.support.journey import ANSWERS
from tests.support.markers import Markers

RUN = 6  # letters; shorter runs occur in random bytes by chance


def test_no_run_of_letters_of_a_report_is_in_the_files(world):
    """Raw pages and write-ahead log of a report, drafts, messages and a session."""
    markers = Markers()
    reporter = world.reporter()
    reporter.fill(dict(ANSWERS) | {"story": markers.new()})  # a draft that is never sent
    words = world.reporter().write_report(dict(ANSWERS) | {"story": markers.new()})
    reviewer = world.reviewer("north-reviewer-1")
    (case,) = reviewer.list_cases()
    reviewer.acknowledge(case, markers.new())
    reporter = world.reporter()
    reporter.return_with(words)
    reporter.answer(markers.new())

    files = database_files(world)

    assert {"reporting.sqlite", "reporting.sqlite-wal"} <= files.keys()
    assert [] == markers.found_in(files, RUN)
    assert 2 == len(read_all(world.store)["message"])


def test_no_tick_of_a_report_is_in_the_files(world):
    """Codes and labels are sealed like the story."""
    ticked = {"conduct": ["dismissal_contract_ended"], "about": ["chief_executive"]}
    world.reporter().write_report(dict(ANSWERS) | ticked)
    world.reviewer("north-reviewer-1").list_cases()

    for data in database_files(world).values():
        for code in ("dismissal_contract_ended", "chief_executive", "joke_banter"):
            assert code.encode() not in data


def test_no_secret_of_an_account_is_in_the_files(world):
    """Passphrases, their words in a row, and the secrets of second factors."""
    world.reviewer("north-reviewer-1")

    for data in database_files(world).values():
        for account in world.accounts.values():
            assert account["passphrase"].encode() not in data
            assert account["totp_secret"].encode() not in data
