"""A real instance from nothing, as docs/roster.md tells it: roots, recovery, leads, roster."""

import json
import shutil
import stat
from dataclasses import replace

import pytest

from reporting import clock
from reporting.errors import NameTaken, RosterRefused
from reporting.identity import new_identity
from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.people.invitation import accept_invitation, join
from reporting.roster import Declaration, fingerprint_of_keys
from reporting.store.accounts import find_account, update_account
from tests.cli.conftest import Shell, real_service
from tests.support.deposits import can_open, put_report, unlock


def secrets_of(said):
    """Return what an account's holder is shown."""
    return {key: value.strip() for key, _, value in (x.partition(":") for x in said.splitlines())}


class Ceremony:
    """Two bodies, each with its own offline folder, and the instance they found together."""

    def __init__(self, folder):
        self.folder = folder
        self.shell = Shell(folder / "instance", {"REPORTING_SERVICE_FILE": real_service(folder)})
        self.passphrases = {}
        self.keys = folder / "keys"
        self.keys.mkdir()

    def offline(self, body):
        """Make root and recovery of a body where no network is, and publish the public parts."""
        out = self.folder / f"offline-{body}"
        said = self.shell.done("roster", "init", body, "--out", str(out))
        assert f"Fingerprint of the root of {body}: " in said
        assert f"Fingerprint of the recovery of {body}: " in said
        for name in (f"{body}.root", f"{body}.recovery"):
            shutil.copy(out / name, self.keys / name)

    def admit(self, body):
        """Admit two leads and a reviewer of a body."""
        for name, role in (("lead-1", "lead"), ("lead-2", "lead"), ("reviewer-1", "reviewer")):
            username = f"{body}-{name}"
            said = self.shell.done("account", "add", username, "--role", role, "--body", body)
            self.passphrases[username] = secrets_of(said)["Passphrase"]

    def delegate(self, body, *more):
        """Have the root of a body name its two leads."""
        private = self.folder / f"offline-{body}" / f"{body}.root.private"
        return self.shell.run(
            "roster", "delegate", body, "--root-private", str(private),
            "--lead", f"{body}-lead-1", "--lead", f"{body}-lead-2", *more,
        )  # fmt: skip

    def sign(self, body, answer="y"):
        """Have both leads of a body sign its list at the terminal."""
        typed = f"{answer}\n" + "".join(
            f"{self.passphrases[f'{body}-lead-{number}']}\n" for number in (1, 2)
        )
        return self.shell.run("roster", "sign", body, typed=typed)

    def shares(self, *bodies):
        """Return the options that bring two shares of each body."""
        files = [
            self.folder / f"offline-{body}" / f"{body}.{number}.share"
            for body in bodies
            for number in (1, 3)
        ]
        return [word for path in files for word in ("--share", str(path))]

    def fingerprint(self, username):
        """Return what the list of accounts shows of an account's keys."""
        (line,) = (x for x in self.shell.done("account", "list").splitlines() if username in x)
        return line[-19:]

    def files(self, *usernames):
        """Return the options that read passphrases of leads from files."""
        words = []
        for username in usernames:
            path = self.folder / username
            path.write_text(self.passphrases[username], "utf-8")
            words += ["--passphrase-file", f"{username}={path}"]
        return words


@pytest.fixture
def ceremony(tmp_path):
    """A real instance whose bodies have published their keys and admitted people."""
    made = Ceremony(tmp_path)
    for body in ("north", "south"):
        made.offline(body)
    made.shell.done("init", "--keys", str(made.keys))
    for body in ("north", "south"):
        made.admit(body)
    return made


@pytest.fixture
def in_force(ceremony):
    """The same with both rosters signed."""
    for body in ("north", "south"):
        assert 0 == ceremony.delegate(body).exit_code
        assert 0 == ceremony.sign(body).exit_code
    return ceremony


def test_after_the_ceremony_reports_can_be_taken(in_force):
    """A report is sealed to those who signed in person."""
    services = in_force.shell.services

    deposit = put_report(services)

    reviewer = unlock(services, "north-reviewer-1", in_force.passphrases["north-reviewer-1"])
    assert can_open(services, reviewer, deposit.report)


def test_before_it_none_can(ceremony):
    """No roster, no report."""
    with pytest.raises(RosterRefused):
        ceremony.shell.services.rosters.current()


def test_the_private_parts_stay_outside(in_force):
    """In the instance are public parts alone; private files are their owner's alone."""
    names = {path.name for path in (in_force.shell.folder / "keys").iterdir()}
    private = in_force.folder / "offline-north" / "north.root.private"

    assert not any(name.endswith((".private", ".share")) for name in names)
    assert 0o600 == stat.S_IMODE(private.stat().st_mode)


def test_the_list_is_shown_before_it_is_signed(ceremony):
    """With a fingerprint for each, to compare with what each was told."""
    ceremony.delegate("north")

    said = ceremony.sign("north").output

    listed = ceremony.shell.done("account", "list")
    fingerprints = [line[-19:] for line in listed.splitlines() if " north " in line]
    assert 3 == len(fingerprints)
    assert all(fingerprint in said for fingerprint in fingerprints)


def test_who_says_no_signs_nothing(ceremony):
    """The list that was shown is not in force."""
    ceremony.delegate("north")

    result = ceremony.sign("north", answer="n")

    assert 1 == result.exit_code
    with pytest.raises(RosterRefused):
        ceremony.shell.services.rosters.current()


def test_a_wrong_passphrase_signs_nothing(ceremony):
    """And says whose it is not."""
    ceremony.delegate("north")
    ceremony.passphrases["north-lead-2"] = "not the one"

    result = ceremony.sign("north")

    assert 1 == result.exit_code
    assert "not the passphrase of north-lead-2" in result.output


def test_another_root_delegates_nothing(ceremony):
    """Only the private half of the root that is pinned counts."""
    south = ceremony.folder / "offline-south" / "south.root.private"

    result = ceremony.shell.run(
        "roster", "delegate", "north", "--root-private", str(south),
        "--lead", "north-lead-1", "--lead", "north-lead-2",
    )  # fmt: skip

    assert 1 == result.exit_code
    assert "not the private root" in result.output


def test_more_signatures_than_leads_cannot_be_asked(ceremony):
    """Two leads cannot be three."""
    result = ceremony.delegate("north", "--threshold", "3")

    assert 1 == result.exit_code
    assert "name more leads" in result.output


def test_a_key_is_never_written_over(ceremony):
    """A second root of the same name needs another folder."""
    out = str(ceremony.folder / "offline-north")

    for command in (("roster", "root"), ("recovery", "make")):
        result = ceremony.shell.run(*command, "north", "--out", out)
        assert 1 == result.exit_code
        assert "never written over" in result.output


def test_another_root_is_never_pinned_over_the_first(ceremony):
    """Whoever may run init cannot exchange whose word counts."""
    shell, other = ceremony.shell, ceremony.folder / "other"
    shell.done("roster", "root", "north", "--out", str(other))

    result = shell.run("init", "--keys", str(other))

    assert 1 == result.exit_code
    assert "another root is pinned" in result.output


def test_the_root_of_an_unknown_body_is_refused(ceremony):
    """A body that is not in the service file oversees nothing here."""
    other = ceremony.folder / "other"
    ceremony.shell.done("roster", "root", "west", "--out", str(other))

    result = ceremony.shell.run("init", "--keys", str(other))

    assert 1 == result.exit_code
    assert "west.root" in result.output


def test_a_member_exchanged_in_the_database_shows(in_force):
    """Whoever owns the database can put a key of their own there; the leads see it and refuse."""
    services, stranger = in_force.shell.services, new_identity()
    with services.store.write() as connection:
        row = find_account(connection, "north-reviewer-1")
        assert row is not None
        update_account(connection, replace(row, wrap_public=stranger.wrap_public))

    shown = in_force.sign("north", answer="n").output

    assert 1 == shown.count("CHANGED")
    assert 5 == shown.count("as before")


def test_declarations_are_shown_word_for_word(in_force):
    """Those there are, those new, and those that somebody took out of the database."""
    shell = in_force.shell
    shell.done(
        "account", "add", "north-reviewer-2", "--role", "reviewer", "--body", "north", "--yes",
        "--declare", "council::line_manager", "--declare", "transport:stations",
        *in_force.files("north-lead-1", "north-lead-2"),
    )  # fmt: skip
    with shell.services.store.write() as connection:
        row = find_account(connection, "north-reviewer-2")
        assert row is not None
        left = replace(row, declarations=(Declaration("transport"), row.declarations[1]))
        update_account(connection, left)

    shown = in_force.sign("north", answer="n").output

    lines = [line.strip() for line in shown.splitlines()]
    start = next(n for n, line in enumerate(lines) if line.endswith("new declarations"))
    assert [
        "declares transport",
        "declares transport:stations",
        "NO LONGER declares council::line_manager",
    ] == lines[start + 1 : start + 4]
    assert "  declares transport:stations" in shell.done("roster", "show", "north")


def test_who_takes_whose_place_is_shown(in_force):
    """A reset makes another account; the list says whose, by the fingerprint of before."""
    shell, private = in_force.shell, in_force.folder / "offline-north" / "north.root.private"
    before = in_force.fingerprint("north-lead-1")

    said = shell.done(
        "account", "reset", "north-lead-1", "--root-private", str(private),
        *in_force.files("north-lead-2"), typed="y\n",
    )  # fmt: skip

    assert f"in place of {before}" in said
    assert before != in_force.fingerprint("north-lead-1")


def test_a_reviewer_is_renewed_with_shares_of_both_bodies(in_force):
    """Earlier reports open to the new secrets, and both lists say that shares were used."""
    shell = in_force.shell
    earlier = put_report(shell.services)
    leads = [f"{body}-lead-{number}" for body in ("north", "south") for number in (1, 2)]

    said = shell.done(
        "account", "reset", "north-reviewer-1", "--yes",
        *in_force.shares("north", "south"), *in_force.files(*leads),
    )  # fmt: skip

    reviewer = unlock(shell.services, "north-reviewer-1", secrets_of(said)["Passphrase"])
    assert can_open(shell.services, reviewer, earlier.report)
    rosters = shell.services.rosters.current().by_body
    assert [1, 1] == [rosters[body].recovered for body in ("north", "south")]


def test_a_lead_is_renewed_only_with_the_private_root(in_force):
    """Without it the command says what is missing and changes nothing."""
    shell = in_force.shell
    words = ["account", "reset", "north-lead-1", "--yes", *in_force.files("north-lead-2")]
    private = in_force.folder / "offline-north" / "north.root.private"

    without = shell.run(*words)
    said = shell.done(*words, "--root-private", str(private))

    assert 1 == without.exit_code
    assert "--root-private" in without.output
    lead = unlock(shell.services, "north-lead-1", secrets_of(said)["Passphrase"])
    assert can_open(shell.services, lead, put_report(shell.services).report)


def test_shares_alone_bring_all_rows_up_to_date(in_force):
    """An interrupted rewriting is finished by running it again."""
    shell = in_force.shell
    deposit = put_report(shell.services)

    said = shell.done(
        "recovery", "rewrite", "--yes", *in_force.shares("north"),
        *in_force.files("north-lead-1", "north-lead-2"),
    )  # fmt: skip

    assert "All rows are new." in said
    reviewer = unlock(shell.services, "north-reviewer-1", in_force.passphrases["north-reviewer-1"])
    assert can_open(shell.services, reviewer, deposit.report)


def test_reports_about_the_body_itself_do_not_open_to_its_shares(in_force):
    """North's recovery cannot open what was kept from north."""
    shell = in_force.shell
    put_report(shell.services, struck=("oversight_provider_or_this_service",))

    said = shell.done(
        "recovery", "rewrite", "--yes", *in_force.shares("north"),
        *in_force.files("north-lead-1", "north-lead-2"),
    )  # fmt: skip

    assert "do not open to these shares" in said


def test_no_passphrase_is_written_down(in_force):
    """A real instance has no demo.json, and no file of it holds a passphrase."""
    contents = b"".join(
        path.read_bytes() for path in in_force.shell.folder.rglob("*") if path.is_file()
    )

    assert not (in_force.shell.folder / "demo.json").exists()
    for passphrase in in_force.passphrases.values():
        assert passphrase.encode() not in contents


def test_who_was_invited_is_in_the_next_list(in_force):
    """Their account is made elsewhere; the leads are shown it as new, and sign."""
    shell = in_force.shell
    said = secrets_of(shell.done("roster", "invite", "newcomer", "--role", "reviewer",
                                 "--body", "north"))  # fmt: skip
    services = shell.services
    stretcher, now = PassphraseStretcher(services.instance.run, CHEAPEST), services.now()
    offer = accept_invitation(
        services.store, stretcher, "newcomer", said["Invitation"], clock.day_of(now)
    )
    made = join(services.store, stretcher, offer, 0, now)
    fingerprint = fingerprint_of_keys(made.wrap_public, made.signing_public)

    signed = in_force.sign("north")

    assert 0 == signed.exit_code
    assert f"{fingerprint}  reviewer     new" in signed.output
    listed = shell.services.rosters.current().by_body["north"].members
    assert made.id in {member.account for member in listed}


def test_an_invitation_needs_what_the_role_needs(in_force):
    """As an account does; a name that is taken is refused."""
    invite = ("roster", "invite")

    without = in_force.shell.run(*invite, "newcomer", "--role", "interpreter", "--body", "north")
    wrong = in_force.shell.run(*invite, "New Comer", "--role", "chair", "--body", "north")
    taken = in_force.shell.run(*invite, "north-lead-1", "--role", "chair", "--body", "north")

    assert "an interpreter needs --language" in without.output
    assert "a user name is up to 64" in wrong.output
    assert (1, True) == (taken.exit_code, NameTaken.sentence in taken.output)


def test_show_tells_the_fingerprint_of_the_posters(in_force):
    """The same that the form shows."""
    said = in_force.shell.done("roster", "show")

    assert in_force.shell.services.rosters.current().fingerprint in said
    root = json.loads((in_force.keys / "north.root").read_bytes())
    assert root["demo"] is False


def test_show_tells_how_often_the_recovery_was_used(in_force):
    """Always, and not only in the list that changes it."""
    shell = in_force.shell

    before = shell.done("roster", "show", "north")
    shell.done(
        "account", "reset", "north-reviewer-1", "--yes", *in_force.shares("north"),
        *in_force.files("north-lead-1", "north-lead-2"),
    )  # fmt: skip
    after = shell.done("roster", "show", "north")

    assert "The recovery shares have been used 0 times.\n" in before
    assert "The recovery shares have been used 1 time.\n" in after


def test_each_step_names_the_next(tmp_path):
    """From nothing to a list in force: what check says, and what a command done too early says."""
    made = Ceremony(tmp_path)
    shell = made.shell

    def said():
        checked = shell.run("check").output
        refused = shell.run("roster", "sign", "north").output
        assert refused.rpartition("run: ")[2].strip() in checked
        (line,) = (x for x in checked.splitlines() if x.startswith("north has no roster"))
        return line.partition(": ")[2]

    assert "Next: reporting init --keys FOLDER\n" in shell.done("init")
    for body in ("north", "south"):
        made.offline(body)
    add = "reporting account add NAME --role lead --body"
    assert f"Next: {add} north\nNext: {add} south\n" in shell.done("init", "--keys", str(made.keys))
    assert f"{add} north." == said()
    assert f"{add} north" in made.delegate("north").output
    made.admit("north")
    assert "reporting roster delegate north --root-private FILE --lead NAME --lead NAME." == said()
    assert "Next: reporting roster sign north\n" in made.delegate("north").output
    assert "reporting roster sign north" in shell.run("check").output
    assert 0 == made.sign("north").exit_code
    assert "north" not in shell.run("check").output
