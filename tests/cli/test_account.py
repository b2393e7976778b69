"""`reporting account`: admitted, renewed and removed, and what each can open afterwards."""

import re
from dataclasses import replace

import pytest

from reporting import ids
from reporting.duty import Absence, Duty, Shift, shift_at
from reporting.roster import Declaration
from reporting.routing import owners_for
from reporting.serves import Serves
from reporting.store import duty as rota
from reporting.store.accounts import find_account, update_account
from reporting.store.stanzas import find_missing
from tests.support.deposits import can_open, has_row, put_report, unlock


def opens(shell, username, number):
    """Say whether somebody of the demo can open a report."""
    return can_open(shell.services, shell.holder(username), number)


def without_shares(shell):
    """Take the recovery shares away, as they are in a real instance."""
    for path in (shell.folder / "keys").glob("*.share"):
        path.unlink()


def test_a_new_reviewer_opens_reports_from_then_on(demo):
    """Admitted, they are on the list to which the next report is sealed."""
    demo.done("account", "add", "north-reviewer-9", "--role", "reviewer", "--body", "north")

    deposit = put_report(demo.services)

    assert opens(demo, "north-reviewer-9", deposit.report)


def test_a_new_reviewer_has_a_row_in_every_earlier_report(demo):
    """Without recovery shares it is a decoy: no gap tells when they came."""
    earlier = put_report(demo.services)
    without_shares(demo)

    demo.done("account", "add", "north-reviewer-9", "--role", "reviewer", "--body", "north")

    newcomer = demo.holder("north-reviewer-9")
    assert has_row(demo.services, newcomer, earlier.report)
    assert not can_open(demo.services, newcomer, earlier.report)
    assert opens(demo, "north-reviewer-1", earlier.report)


def test_with_shares_a_new_reviewer_opens_earlier_reports(demo):
    """Two shares of the body open each report, and nobody of the body was excluded from it."""
    earlier = put_report(demo.services, organisation="transport")

    demo.done("account", "add", "south-reviewer-9", "--role", "reviewer", "--body", "south")

    assert opens(demo, "south-reviewer-9", earlier.report)


def test_where_somebody_was_excluded_nobody_new_is_let_in(demo):
    """It could be the same person once more; reports from then on are open to them."""
    earlier = put_report(demo.services)

    demo.done("account", "add", "north-reviewer-9", "--role", "reviewer", "--body", "north")

    assert not opens(demo, "north-reviewer-2", earlier.report)
    assert not opens(demo, "north-reviewer-9", earlier.report)
    assert opens(demo, "north-reviewer-1", earlier.report)
    assert opens(demo, "north-reviewer-9", put_report(demo.services).report)


def test_removed_and_admitted_again_without_declaration(demo):
    """An excluded person who comes back under another account is still excluded."""
    earlier = put_report(demo.services, about=("line_manager",))

    for name in ("north-reviewer-2", "north-reviewer-3"):
        demo.done("account", "disable", name)
    for name in ("north-reviewer-8", "north-reviewer-9"):
        demo.done("account", "add", name, "--role", "reviewer", "--body", "north")

    for name in ("north-reviewer-8", "north-reviewer-9"):
        assert not opens(demo, name, earlier.report)
    assert opens(demo, "north-reviewer-1", earlier.report)


def test_declarations_emptied_in_the_database(demo):
    """Whoever owns it can take a declaration out of an account; earlier reports stay closed."""
    earlier = put_report(demo.services, about=("line_manager",))
    with demo.services.store.write() as connection:
        for name in ("north-reviewer-2", "north-reviewer-3"):
            row = find_account(connection, name)
            assert row is not None
            update_account(connection, replace(row, declarations=()))

    for name in ("north-reviewer-1", "north-reviewer-3"):
        demo.done("account", "reset", name)

    listed = demo.services.rosters.current().by_body["north"].with_role({"reviewer"})
    assert [()] * 3 == [member.declarations for member in listed]
    for name in ("north-reviewer-2", "north-reviewer-3"):
        assert not opens(demo, name, earlier.report)
    assert opens(demo, "north-reviewer-1", earlier.report)


def test_a_body_that_was_excluded_stays_so(demo):
    """The other body has the report; a new reader who declares nothing does not bring it back."""
    earlier = put_report(demo.services, struck=("oversight_provider_or_this_service",))

    demo.done("account", "add", "north-reviewer-9", "--role", "reviewer", "--body", "north")
    demo.done("account", "reset", "north-reviewer-1")

    for name in ("north-reviewer-1", "north-reviewer-9", "north-lead-1"):
        assert not opens(demo, name, earlier.report)
    assert opens(demo, "south-reviewer-1", earlier.report)


def test_a_body_whose_readers_were_all_excluded_stays_so(demo):
    """The other body took the report; one new reader who declares nothing is no way back."""
    readers = [name for name in demo.accounts if name.startswith("north-")]
    with demo.services.store.write() as connection:
        for name in readers:
            row = find_account(connection, name)
            assert row is not None
            update_account(connection, replace(row, declarations=(Declaration("council"),)))
    demo.done("roster", "sign", "north")
    earlier = put_report(demo.services)

    demo.done("account", "add", "north-reviewer-9", "--role", "reviewer", "--body", "north")

    for name in (*readers, "north-reviewer-9"):
        assert not opens(demo, name, earlier.report)
    assert opens(demo, "south-reviewer-1", earlier.report)
    assert opens(demo, "north-reviewer-9", put_report(demo.services).report)


def test_exclusion_passes_on_when_shares_come_later(demo):
    """Who follows whom is in the signed list, so that no rewriting needs to be told."""
    earlier = put_report(demo.services)
    for path in (demo.folder / "keys").glob("*.share"):
        path.rename(demo.folder / path.name)
    for name in ("north-reviewer-1", "north-reviewer-2"):
        demo.done("account", "reset", name)
        demo.done("account", "reset", name)
    shares = [f"--share={demo.folder / f'north.{n}.share'}" for n in (1, 2)]

    assert not opens(demo, "north-reviewer-1", earlier.report)
    demo.done("recovery", "rewrite", *shares)

    assert opens(demo, "north-reviewer-1", earlier.report)
    assert not opens(demo, "north-reviewer-2", earlier.report)


def test_with_shares_exclusions_stay(demo):
    """Whoever was struck out or declared a connection is excluded again."""
    earlier = put_report(demo.services, about=("line_manager",))

    demo.done(
        "account", "add", "north-reviewer-9", "--role", "reviewer", "--body", "north",
        "--declare", "council::line_manager",
    )  # fmt: skip

    excluded = ("north-reviewer-2", "north-reviewer-3", "north-reviewer-9")
    assert [False] * 3 == [opens(demo, name, earlier.report) for name in excluded]
    assert opens(demo, "north-reviewer-1", earlier.report)


def test_all_rows_of_all_reports_are_alike_after_a_change(demo):
    """One length, and each account of both bodies has exactly one row in each report."""
    numbers = {put_report(demo.services).report, put_report(demo.services).report}
    demo.done("account", "add", "south-reviewer-9", "--role", "reviewer", "--body", "south")

    services = demo.services
    rosters = services.rosters.current()
    everyone = [
        member.account
        for roster in rosters.by_body.values()
        for member in roster.with_role({"lead", "reviewer", "recovery"})
    ]
    with services.store.read() as connection:
        missing = [find_missing(connection, account, everyone, 10) for account in everyone]

    assert [{}] * len(everyone) == missing
    assert 2 == len(numbers)


def test_a_reset_reviewer_opens_earlier_reports_with_new_secrets(demo):
    """Identity, passphrase and code secret are new; with shares nothing is lost."""
    earlier = put_report(demo.services)
    old = demo.holder("north-reviewer-1")
    before = demo.accounts["north-reviewer-1"]

    demo.done("account", "reset", "north-reviewer-1")

    after = demo.accounts["north-reviewer-1"]
    assert before["passphrase"] != after["passphrase"]
    assert before["totp_secret"] != after["totp_secret"]
    assert opens(demo, "north-reviewer-1", earlier.report)
    assert not can_open(demo.services, old, earlier.report)
    assert not has_row(demo.services, old, earlier.report)


def test_what_was_signed_before_a_reset_stays_signed(demo):
    """The old key stays on the list, as a former member's."""
    old = demo.holder("north-reviewer-1")

    demo.done("account", "reset", "north-reviewer-1")

    keys = demo.services.rosters.current().signing_keys
    new = demo.holder("north-reviewer-1")
    assert old.identity.signing_public == keys[old.row.id]
    assert new.identity.signing_public == keys[new.row.id]


def test_who_was_removed_comes_back_as_the_same_person(demo):
    """Under another number that follows the first, so that one person never signs as two."""
    before = demo.holder("north-reviewer-1").row.id
    demo.done("account", "disable", "north-reviewer-1")

    demo.done("account", "reset", "north-reviewer-1")

    after, rosters = demo.holder("north-reviewer-1").row, demo.services.rosters.current()
    assert not after.disabled
    assert before != after.id
    assert rosters.persons[before] == rosters.persons[after.id]
    assert opens(demo, "north-reviewer-1", put_report(demo.services).report)


def test_a_reset_lead_signs_again(demo):
    """The root delegates to the new key, so that the next change can be signed."""
    demo.done("account", "reset", "north-lead-1")
    demo.done("account", "reset", "north-lead-2")

    demo.done("roster", "sign", "north")

    leads = [demo.holder(name).row for name in ("north-lead-1", "north-lead-2")]
    listed = {m.account for m in demo.services.rosters.current().by_body["north"].members}
    assert {lead.id for lead in leads} <= listed


def test_a_disabled_reviewer_opens_nothing(demo):
    """Neither what came before nor what comes after, and no row stays."""
    earlier = put_report(demo.services)
    gone = demo.holder("north-reviewer-1")

    demo.done("account", "disable", "north-reviewer-1")

    later = put_report(demo.services)
    assert not has_row(demo.services, gone, earlier.report)
    assert not has_row(demo.services, gone, later.report)
    assert opens(demo, "north-lead-1", earlier.report)
    assert "north-reviewer-1" not in demo.accounts
    with demo.services.store.read() as connection:
        row = find_account(connection, "north-reviewer-1")
    assert row is not None
    assert row.disabled


def test_when_nobody_of_a_body_is_left_the_other_takes_over(demo):
    """Reports are routed anew when the last one who may read them goes."""
    earlier = put_report(demo.services, about=("line_manager",), struck=("director",))
    with_declaration = ("--declare", "council:", "--role", "lead", "--body", "north")
    for name in ("north-lead-8", "north-lead-9"):
        demo.done("account", "add", name, *with_declaration)
    demo.done(
        "roster", "delegate", "north", "--lead", "north-lead-8", "--lead", "north-lead-9",
        "--root-private", str(demo.folder / "keys" / "north.root.private"),
    )  # fmt: skip
    demo.done("roster", "sign", "north")

    for name in ("north-reviewer-1", "north-lead-1", "north-lead-2"):
        demo.done("account", "disable", name)

    assert opens(demo, "south-reviewer-1", earlier.report)


def test_too_few_leads_are_never_left(demo):
    """The last who can sign cannot be disabled."""
    result = demo.run("account", "disable", "north-lead-2")

    assert 1 == result.exit_code
    assert "too few leads" in result.output
    assert opens(demo, "north-lead-2", put_report(demo.services).report)


def test_uses_of_the_shares_are_counted(demo):
    """Each use is on the list that the leads sign; nobody can use them unseen."""
    demo.done("account", "reset", "north-reviewer-1")
    without_shares(demo)
    demo.done("account", "reset", "north-reviewer-2")

    rosters = demo.services.rosters.current().by_body
    assert [1, 1] == [rosters[body].recovered for body in ("north", "south")]


def test_one_share_is_not_enough(demo):
    """And says so before anything is changed."""
    share = str(demo.folder / "keys" / "north.1.share")
    before = demo.accounts["north-reviewer-1"]

    result = demo.run("account", "reset", "north-reviewer-1", "--share", share)

    assert 1 == result.exit_code
    assert "two different recovery shares" in result.output
    assert before == demo.accounts["north-reviewer-1"]


def test_an_owner_is_listed_and_gets_no_row(demo):
    """What they serve stands in the signed list; no report has a row for them."""
    earlier = put_report(demo.services)
    options = ("--organisation", "council", "--post", "director", "--area", "corporate")

    demo.done("account", "add", "council-owner-9", "--role", "owner", *options)

    later = put_report(demo.services)
    holder = demo.holder("council-owner-9")
    members = demo.services.rosters.current().owners("council")
    mine = next(member for member in members if member.account == holder.row.id)
    assert "north" == holder.row.body
    assert Serves("council", "director", "corporate") == mine.serves
    assert not has_row(demo.services, holder, earlier.report)
    assert not has_row(demo.services, holder, later.report)


def test_an_interpreter_is_listed_with_languages(demo):
    """Each once, however often it was given."""
    options = ("--language", "pa", "--language", "ur", "--language", "pa")

    demo.done("account", "add", "ella", "--role", "interpreter", "--body", "south", *options)

    account = demo.holder("ella").row.id
    listed = demo.services.rosters.current().interpreters()
    assert ("pa", "ur") == {m.account: m.serves.languages for m in listed}[account]


def test_what_somebody_serves_is_shown_before_it_is_signed(demo):
    """A lead reads the post beside the fingerprint."""
    said = demo.done("roster", "show", "north")

    assert "director of council, area adults_children" in said
    assert "speaks ar, pl, so, ur" in said


def test_the_secrets_are_shown_and_work(demo):
    """Passphrase, code secret and address for the app, once."""
    said = demo.done("account", "add", "board-2", "--role", "board", "--body", "north")

    lines = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    holder = unlock(demo.services, "board-2", lines["Passphrase"].strip())
    assert lines["Code secret"].strip() in lines["For the app"]
    assert holder.row.signing_public == holder.identity.signing_public


def test_the_list_tells_no_secret(demo):
    """Names, roles, places, states and fingerprints."""
    said = demo.done("account", "list")

    assert 23 == len(said.splitlines())
    for account in demo.accounts.values():
        assert account["username"] in said
        assert account["passphrase"] not in said
        assert account["totp_secret"] not in said


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("add", "x", "--role", "reviewer"), 2, "needs --body"),
        (("add", "x", "--role", "reviewer", "--body", "west"), 2, "needs --body"),
        (("add", "x", "--role", "owner"), 2, "needs --organisation"),
        (("add", "x", "--role", "owner", "--organisation", "bank"), 2, "known are"),
        (("add", "x", "--role", "owner", "--organisation", "council"), 2, "needs --post"),
        (
            ("add", "x", "--role", "owner", "--organisation", "council", "--post", "king"),
            2,
            "king",
        ),
        (
            ("add", "x", "--role", "owner", "--organisation", "council", "--post", "director"),
            2,
            "needs --area",
        ),
        (
            (
                *("add", "x", "--role", "owner", "--organisation", "council"),
                *("--post", "director", "--area", "zoo"),
            ),
            2,
            "has adults_children",
        ),
        (("add", "x", "--role", "lead", "--body", "north", "--area", "corporate"), 2, "no --area"),
        (
            ("add", "x", "--role", "lead", "--body", "north", "--organisation", "council"),
            2,
            "of no organisation",
        ),
        (("add", "x", "--role", "interpreter", "--body", "north"), 2, "needs --language"),
        (
            ("add", "x", "--role", "interpreter", "--body", "north", "--language", "Urdu"),
            2,
            "BCP 47",
        ),
        (
            ("add", "x", "--role", "safeguarding", "--body", "north", "--language", "ur"),
            2,
            "no --language",
        ),
        (
            ("add", "x", "--role", "analyst", "--organisation", "council", "--body", "north"),
            2,
            "no oversight body",
        ),
        (("add", "x", "--role", "board"), 2, "needs --body"),
        (("add", "x", "--role", "king"), 2, "king"),
        (("add", "X Y", "--role", "board", "--body", "north"), 2, "user name"),
        (("add", "board-1", "--role", "board", "--body", "north"), 1, "already"),
        (
            ("add", "x", "--role", "lead", "--body", "north", "--declare", "bank"),
            2,
            "no organisation",
        ),
        (
            ("add", "x", "--role", "lead", "--body", "north", "--declare", "council:zoo"),
            2,
            "no area",
        ),
        (
            ("add", "x", "--role", "lead", "--body", "north", "--declare", "council::king"),
            2,
            "no role",
        ),
        (("code", "nobody"), 1, "no account"),
        (("reset", "nobody"), 1, "unknown"),
        (("disable", "nobody"), 1, "unknown"),
        (("reset", "board-1", "--passphrase-file", "x"), 2, "NAME=PATH"),
    ],
)
def test_wrong_use_gets_one_sentence(demo, arguments, code, sentence):
    """What is wrong and what is allowed; never a traceback."""
    result = demo.run("account", *arguments)

    assert code == result.exit_code
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_the_demo_shows_how_to_sign_in(demo):
    """Passphrase and the present code of an account, for trying out without an app."""
    account = demo.accounts["north-reviewer-1"]

    shown = demo.done("account", "code", "north-reviewer-1")

    assert account["passphrase"] in shown
    assert re.search(r"code: +[0-9]{6}\n", shown)


def id_of(connection, username):
    """Return the id of an account."""
    row = find_account(connection, username)
    assert row is not None
    return row.id


def put_on_rota(shell, username):
    """Put somebody on every shift of some days from today, offered to a colleague; and away."""
    services = shell.services
    present = shift_at(services.now(), services.service.timezone)
    with services.store.write() as connection:
        holder, other = (id_of(connection, name) for name in (username, "north-lead-2"))
        duties = [
            Duty(ids.new_id(), "north", Shift(present.day + 40 + number, 1), holder)
            for number in range(3)
        ]
        rota.insert_duties(connection, duties)
        rota.insert_swap(connection, rota.Swap(ids.new_id(), duties[0], other))
        rota.insert_absence(
            connection, Absence(ids.new_id(), holder, present.day + 50, present.day + 51)
        )
    return present.day + 40


def rota_of(shell, username, first):
    """Return how many duties, absences and offers somebody has from a day on."""
    with shell.services.store.read() as connection:
        holder = id_of(connection, username)
        duties = rota.list_duties(connection, first, first + 30, "north")
        absences = rota.list_absences(connection, first, first + 30)
        swaps = rota.list_swaps(connection, "north", first)
    return (
        sum(each.account == holder for each in duties),
        sum(each.account == holder for each in absences),
        sum(each.duty.account == holder for each in swaps),
    )


def test_a_reset_keeps_duties_absences_and_offers(demo):
    """It is the same person: the rota has no gap because a passphrase was lost."""
    first = put_on_rota(demo, "north-reviewer-1")

    demo.done("account", "reset", "north-reviewer-1")

    assert (3, 1, 1) == rota_of(demo, "north-reviewer-1", first)


def test_a_disabled_account_is_on_duty_no_more(demo):
    """Its shifts are empty, so that the gap shows."""
    first = put_on_rota(demo, "north-reviewer-1")

    demo.done("account", "disable", "north-reviewer-1")

    assert (0, 1, 0) == rota_of(demo, "north-reviewer-1", first)


def test_a_chair_belongs_to_a_body_and_has_no_row(demo):
    """Listed and signed like a reader, given no key of any report."""
    earlier = put_report(demo.services)

    demo.done("account", "add", "north-chair-9", "--role", "chair", "--body", "north")
    services, chair = demo.services, demo.holder("north-chair-9")
    later = put_report(services)

    listed = services.rosters.current().by_body["north"].with_role({"chair"})
    assert chair.row.id in {member.account for member in listed}
    assert not has_row(services, chair, earlier.report)
    assert not has_row(services, chair, later.report)


def test_a_declaration_counts_from_the_next_report_on(demo):
    """And for earlier ones as well where the shares rewrite their rows."""
    earlier = put_report(demo.services)
    assert opens(demo, "north-reviewer-1", earlier.report)

    said = demo.done("account", "declare", "north-reviewer-1", "--declare", "council")

    later = put_report(demo.services)
    assert "from now on" in said
    assert not opens(demo, "north-reviewer-1", later.report)
    assert not opens(demo, "north-reviewer-1", earlier.report)
    assert opens(demo, "north-lead-1", earlier.report)


def test_a_declaration_without_shares_leaves_earlier_reports_as_they_were(demo):
    """Nothing else can rewrite their rows; later ones are closed."""
    earlier = put_report(demo.services)
    without_shares(demo)

    demo.done("account", "declare", "north-reviewer-1", "--declare", "council")

    assert opens(demo, "north-reviewer-1", earlier.report)
    assert not opens(demo, "north-reviewer-1", put_report(demo.services).report)


def test_a_declaration_that_is_taken_back_opens_no_earlier_report(demo):
    """What was closed stays closed; what comes later opens."""
    earlier = put_report(demo.services)

    demo.done("account", "declare", "north-reviewer-2", "--nothing")

    assert () == demo.holder("north-reviewer-2").row.declarations
    assert not opens(demo, "north-reviewer-2", earlier.report)
    assert opens(demo, "north-reviewer-2", put_report(demo.services).report)


def test_an_owner_who_declares_a_connection_is_offered_no_more(demo):
    """The list that the leads signed says so."""
    demo.done("account", "declare", "council-owner-2", "--declare", "council::line_manager")

    services, number = demo.services, demo.holder("council-owner-2").row.id
    rosters = services.rosters.current()
    offers = owners_for(services.service, rosters, "council", ("line_manager",), ())
    assert number not in {offer.member.account for offer in offers}
    assert offers


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (("north-reviewer-1",), 2, "or --nothing"),
        (("north-reviewer-1", "--nothing", "--declare", "council"), 2, "or --nothing"),
        (("north-reviewer-1", "--declare", "bank"), 2, "no organisation"),
        (("analyst-1", "--nothing"), 1, "no signed list"),
        (("nobody", "--nothing"), 1, "unknown"),
    ],
)
def test_what_cannot_be_declared_is_refused_in_a_sentence(demo, arguments, code, sentence):
    """Before anything is signed."""
    version = demo.services.rosters.current().by_body["north"].version

    result = demo.run("account", "declare", *arguments)

    assert code == result.exit_code
    assert sentence in result.output
    assert version == demo.services.rosters.current().by_body["north"].version
