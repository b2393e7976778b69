"""`reporting account address`: set, replaced, removed, and kept through a reset."""

from reporting.notices.contacts import open_contact
from reporting.store.accounts import find_account
from reporting.store.contacts import find_contact, get_contact
from tests.support.dump import read_all

ANNA, ADDRESS = "north-reviewer-1", "anna.canary@north.example"


def address_of(shell, username=ANNA):
    """Return what the watch reads, or None."""
    services = shell.services
    with services.store.read() as connection:
        account = find_account(connection, username)
        assert account is not None
        row = find_contact(connection, account.id)
    if row is None:
        return None
    return open_contact(services.instance.load_watch().unwrapper, row.username, row.bytes)


def test_an_address_is_asked_for_and_sealed(demo):
    """It is never an argument, and it is not said again."""
    said = demo.done("account", "address", ANNA, typed=f"{ADDRESS}\n")

    assert ADDRESS == address_of(demo)
    assert "canary" not in said.replace(f": {ADDRESS}", "")
    assert "canary" not in repr(read_all(demo.services.store))


def test_an_address_is_read_from_standard_input(demo):
    """For who sets many at once; a second one takes the place of the first."""
    demo.done("account", "address", ANNA, "--stdin", typed="a@b.example\n")

    demo.done("account", "address", ANNA, "--stdin", typed=f"{ADDRESS}\n")

    assert ADDRESS == address_of(demo)


def test_an_address_is_removed(demo):
    """And the command says what that means."""
    demo.done("account", "address", ANNA, "--stdin", typed=f"{ADDRESS}\n")

    said = demo.done("account", "address", ANNA, "--remove")

    assert "no notice reaches them" in said
    assert address_of(demo) is None


def test_what_is_no_address_is_refused(demo):
    """With code 1 and one sentence that does not repeat it."""
    result = demo.run("account", "address", ANNA, "--stdin", typed="canary\n")

    assert 1 == result.exit_code
    assert "no plain mail address" in result.output
    assert "canary" not in result.output
    assert address_of(demo) is None


def test_an_unknown_account_has_no_address(demo):
    """Nobody is asked for one."""
    result = demo.run("account", "address", "nobody", "--stdin", typed=f"{ADDRESS}\n")

    assert 1 == result.exit_code
    assert "unknown" in result.output


def test_a_reset_keeps_the_address(demo):
    """The account is another, the person is not: notices go on reaching them."""
    demo.done("account", "address", ANNA, "--stdin", typed=f"{ADDRESS}\n")
    before = demo.holder(ANNA).row.id

    demo.done("account", "reset", ANNA)

    assert before != demo.holder(ANNA).row.id
    assert ADDRESS == address_of(demo)
    assert 1 == len(read_all(demo.services.store)["contact"])


def test_who_is_removed_has_no_address_any_more(demo):
    """Nothing is kept of it."""
    demo.done("account", "address", ANNA, "--stdin", typed=f"{ADDRESS}\n")
    account = demo.holder(ANNA).row.id

    demo.done("account", "disable", ANNA)

    with demo.services.store.read() as connection:
        assert get_contact(connection, account) is None
