"""`reporting init`: what it makes, twice, and what it refuses."""

import json
import shutil
import stat

from reporting.people.account import ROLES
from reporting.roster import fingerprint_of_keys
from reporting.store.rosters import get_latest_rosters
from tests.cli.conftest import real_service


def test_a_demo_is_ready_for_reports(make_shell):
    """After one command there are verified rosters of both bodies."""
    shell = make_shell()

    said = shell.done("init", "--demo")

    assert "demo.json" in said
    assert {"north", "south"} == shell.services.rosters.current().by_body.keys()


def test_demo_json_tells_how_everybody_signs_in(make_shell):
    """Addresses of the surfaces, and for each person exactly what is needed."""
    shell = make_shell(REPORTING_INTAKE_BIND="127.0.0.1:9000")

    shell.done("init", "--demo")

    path = shell.folder / "demo.json"
    value = json.loads(path.read_bytes())
    assert {"intake", "desk", "statistics", "accounts"} == value.keys()
    assert "http://127.0.0.1:9000" == value["intake"]
    keys = {"username", "passphrase", "totp_secret", "role", "body", "organisation"}
    keys |= {"post", "area"}
    assert all(keys == account.keys() for account in value["accounts"])
    held = {each["username"]: (each["post"], each["area"]) for each in value["accounts"]}
    assert ("director_audit", None) == held["council-owner-2"]
    assert ("director", "adults_children") == held["council-owner-3"]
    assert (None, None) == held["north-reviewer-1"]
    roles = {account["role"] for account in value["accounts"]}
    assert set(ROLES) == roles
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


def test_a_second_run_changes_nothing(demo):
    """People keep their passphrases and rosters their versions."""
    before = (demo.folder / "demo.json").read_bytes()
    with demo.services.store.read() as connection:
        rosters = get_latest_rosters(connection)

    said = demo.done("init", "--demo")

    assert "up to date" in said
    assert before == (demo.folder / "demo.json").read_bytes()
    with demo.services.store.read() as connection:
        assert rosters == get_latest_rosters(connection)


def test_a_demo_is_brought_up_to_date_without_saying_that_it_is_one(demo):
    """`check` tells an operator to run `reporting init`, and that has to do."""
    said = demo.done("init")

    assert "up to date" in said


def test_demo_json_follows_the_addresses(demo):
    """A surface that was moved is found where it is now; people stay as they were."""
    people = demo.accounts
    demo.environment["REPORTING_DESK_BIND"] = "127.0.0.1:9001"

    demo.done("init", "--demo")

    value = json.loads((demo.folder / "demo.json").read_bytes())
    assert ["http://127.0.0.1:8000", "http://127.0.0.1:9001"] == [value["intake"], value["desk"]]
    assert people == demo.accounts


def test_a_demo_never_becomes_real(demo, tmp_path):
    """Its keys lie beside it; so nothing may make them count."""
    demo.environment["REPORTING_SERVICE_FILE"] = real_service(tmp_path)

    result = demo.run("init")

    assert 1 == result.exit_code
    assert "cannot become" in result.output


def test_a_real_instance_never_becomes_a_demo(make_shell, tmp_path):
    """The other way round as well."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))
    shell.done("init")

    shell.environment.clear()
    result = shell.run("init", "--demo")

    assert 1 == result.exit_code
    assert "cannot become" in result.output


def test_the_service_file_must_be_of_the_kind_asked_for(make_shell, tmp_path):
    """Neither a demo on a real service file nor a real instance on the demo's."""
    shell = make_shell()

    without = shell.run("init")
    shell.environment["REPORTING_SERVICE_FILE"] = real_service(tmp_path)
    with_demo = shell.run("init", "--demo")

    assert [1, 1] == [without.exit_code, with_demo.exit_code]
    assert not shell.folder.exists()


def test_only_the_owner_can_read_an_instance(make_shell):
    """Whatever the umask was: folders 0700, files 0600."""
    shell = make_shell()

    shell.done("init", "--demo")

    open_to_others = [
        str(path)
        for path in (shell.folder, *shell.folder.rglob("*"))
        if path.stat().st_mode & 0o077
    ]
    assert [] == open_to_others


def test_demo_roots_are_not_pinned_in_a_real_instance(make_shell, demo, tmp_path):
    """The root of a demo lies on every laptop that tried it out."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))

    result = shell.run("init", "--keys", str(demo.folder / "keys"))

    assert 1 == result.exit_code
    assert "demo key" in result.output


def test_a_real_instance_does_not_serve_on_demo_keys(make_shell, demo, tmp_path):
    """Even if somebody copies them into its folder by hand."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))
    shell.done("init")
    for name in ("north.root", "north.version", "north.delegated"):
        shutil.copy(demo.folder / "keys" / name, shell.folder / "keys" / name)

    result = shell.run("watch", "--once")

    assert 1 == result.exit_code
    assert "demo key" in result.output


def test_a_demo_is_not_served_as_something_real(demo, tmp_path):
    """A real service file on a demo instance is refused as well."""
    demo.environment["REPORTING_SERVICE_FILE"] = real_service(tmp_path)

    result = demo.run("watch", "--once")

    assert 1 == result.exit_code
    assert "Traceback" not in result.output


def test_the_fingerprint_of_the_watch_is_told_once(make_shell, tmp_path):
    """To be noted, and compared with the list that the leads sign."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))

    first, second = shell.done("init"), shell.done("init")

    watch = shell.services.instance.load_watch()
    fingerprint = fingerprint_of_keys(watch.wrap_public, watch.signing_public)
    assert f"Fingerprint of the watch: {fingerprint}\n" in first
    assert "watch" not in second


def test_the_keys_of_the_release_job_are_told_once(make_shell, tmp_path):
    """What to copy for the auditor, and the fingerprint to compare with the signed list."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))

    first, second = shell.done("init"), shell.done("init")

    job = shell.services.instance.load_statistics()
    fingerprint = fingerprint_of_keys(job.wrap_public, job.signing_public)
    assert f"Fingerprint of the release job: {fingerprint}\n" in first
    for name in ("statistics.identity", "offset.key"):
        assert f"Made keys/{name}; give the board's auditor a copy" in first
    assert "keys/" not in second
    (shell.folder / "keys" / "offset.key").unlink()
    shell.done("init")
    assert "because keys/offset.key is lost; put back the copy" in shell.run("check").output


def test_a_recovery_that_was_taken_on_is_told(make_shell, tmp_path):
    """With the fingerprint that was noted where it was made."""
    keys = tmp_path / "keys"
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))
    shell.done("roster", "root", "north", "--out", str(keys))
    made = shell.done("recovery", "make", "north", "--out", str(keys))

    said = shell.done("init", "--keys", str(keys))

    fingerprint = made.splitlines()[0].rpartition(": ")[2]
    assert f"Took the recovery of north: {fingerprint}\n" in said
    assert "There is no" not in said


def test_a_recovery_that_is_missing_is_told(make_shell, tmp_path):
    """By init and by check; and not any more once it was taken on."""
    keys, later = tmp_path / "keys", tmp_path / "later"
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))
    shell.done("roster", "root", "north", "--out", str(keys))
    shell.done("recovery", "make", "north", "--out", str(later))
    lost = "nothing that is lost could be opened again.\n"

    said = shell.done("init", "--keys", str(keys))

    assert f"There is no north.recovery in {keys}/: {lost}" in said
    assert f"There is no north.recovery in keys/: {lost}" in shell.run("check").output
    shell.done("init", "--keys", str(later))
    assert lost not in shell.done("init", "--keys", str(keys))
    assert lost not in shell.run("check").output


def test_a_real_instance_without_keys_is_told_the_next_step(make_shell, tmp_path):
    """Once, though it is the same for both bodies; a demo needs none."""
    shell = make_shell(REPORTING_SERVICE_FILE=real_service(tmp_path))

    said = shell.done("init")

    assert ["Next: reporting init --keys FOLDER"] == [
        line for line in said.splitlines() if line.startswith("Next")
    ]
