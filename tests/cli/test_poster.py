"""`reporting poster`: the files that it writes, and the sentences where it writes none."""

from pathlib import Path

from reporting.services import DEMO_SERVICE_FILE
from tests.support.cast import demo_service

KINDS = ("poster", "cards", "form")


def test_every_language_gets_its_files(demo, tmp_path):
    """A poster, a page of cards and a form; and the fingerprints to compare first."""
    out = tmp_path / "print"

    said = demo.done("poster", "--out", str(out))

    tags = [language.tag for language in demo_service().languages]
    assert {f"{kind}-{tag}.html" for kind in KINDS for tag in tags} == {
        path.name for path in out.iterdir()
    }
    for root in demo.services.instance.load_roots().values():
        assert root.fingerprint in said
    assert "No person has checked these languages yet" in said


def test_one_language_alone(demo, tmp_path):
    """What was there under the same name is written over."""
    out = tmp_path / "print"
    demo.done("poster", "--language", "ar", "--out", str(out))

    said = demo.done("poster", "--language", "ar", "--out", str(out))

    assert {f"{kind}-ar.html" for kind in KINDS} == {path.name for path in out.iterdir()}
    assert 'dir="rtl"' in (out / "poster-ar.html").read_text("utf-8")
    assert str(out / "cards-ar.html") in said


def test_a_language_that_is_not_served_is_named(demo, tmp_path):
    """With those that are."""
    result = demo.run("poster", "--language", "cy", "--out", str(tmp_path / "print"))

    assert 2 == result.exit_code
    assert "--language is 'cy'; the service has en, ar" in result.output


def test_without_an_address_nothing_is_written(demo, tmp_path):
    """A poster that leads nowhere is worse than none."""
    lines = DEMO_SERVICE_FILE.read_text("utf-8").splitlines()
    path = Path(tmp_path, "service.toml")
    path.write_text("\n".join(e for e in lines if not e.startswith("address = ")), "utf-8")
    demo.environment["REPORTING_SERVICE_FILE"] = str(path)

    result = demo.run("poster", "--out", str(tmp_path / "print"))

    assert 1 == result.exit_code
    assert "the service file has no address" in result.output
    assert not (tmp_path / "print").exists()
