"""British Sign Language: the page with a video and without, and the parts that a video comes in."""

import tracemalloc
from dataclasses import replace

import pytest

from reporting import intake, limits
from reporting.checkup import find_faults
from reporting.errors import ServiceFileError
from reporting.web.headers import ALWAYS, CONTENT_SECURITY_POLICY, NEVER_NEEDED
from tests.support.dump import read_all
from tests.support.journey import Reporter, through_app
from tests.support.page import text_of
from tests.support.videos import RECORDED, put_video

PAGE, FILE = "/en/sign-language", "/video/signs.webm"
LARGE = 5 * limits.VIDEO_PART_BYTES + 17


@pytest.fixture
def folder(tmp_path):
    """Where the files of the video lie."""
    return tmp_path / "bsl"


def with_video(services, folder):
    """Return the services with a video in the folder."""
    return replace(services, service=replace(services.service, bsl_video=put_video(folder)))


@pytest.fixture
def services(world, folder):
    """The services of an intake that has a video."""
    return with_video(world.services("intake"), folder)


@pytest.fixture
def deaf_reporter(services):
    """Somebody at an intake that has a video."""
    return Reporter(through_app(intake.create_app(services)))


def ask(person, wanted, address=FILE):
    """Fetch a part of a file."""
    return person.request("GET", address, headers=[("Range", wanted)])


def test_without_a_video_the_page_says_so_and_how_else_to_report(reporter):
    """Plainly, with each way and the day on which it was tried."""
    page = reporter.get(PAGE)

    assert (200, []) == (page.status, page.cookies)
    assert "There is no video in BSL here yet." in page.text
    assert [] == list(page.main.iter("video"))
    assert "18001 0151 496 0100 (example)" in page.text
    assert "Checked on 27 November 2026." in page.text
    assert "999 BSL app" in page.text
    assert {"/en/report/safety", "/en/easy/about"} <= set(page.links)
    assert 404 == reporter.get(FILE).status


def test_a_way_that_nobody_tried_for_long_says_so(world):
    """As the directory of support does."""
    world.clock.advance(days=limits.SUPPORT_STALE_DAYS + 365)

    page = world.reporter().get(PAGE)

    assert "Last checked on 27 November 2026: this may have changed." in page.text


def test_the_first_page_leads_to_it(reporter):
    """Whoever signs finds it before anything has to be read."""
    page = reporter.get("/")

    found = {a.get("href"): text_of(a) for a in page.main.iter("a")}
    assert "British Sign Language (BSL)" == found[PAGE]


def test_with_a_video_the_page_has_captions_poster_and_transcript(deaf_reporter):
    """Nothing plays or is fetched by itself, and nothing runs."""
    page = deaf_reporter.get(PAGE)

    (video,) = page.main.iter("video")
    assert ("none", "/video/signs.jpg") == (video.get("preload"), video.get("poster"))
    assert "autoplay" not in video.attrib
    assert "controls" in video.attrib
    (source,) = video.iter("source")
    assert (FILE, "video/webm") == (source.get("src"), source.get("type"))
    (track,) = video.iter("track")
    assert ("captions", "/video/signs.vtt", "en", "English") == tuple(
        track.get(name) for name in ("kind", "src", "srclang", "label")
    )
    transcript = page.by_id("transcript")
    assert ["Nobody asks for your name.", "A person answers you."] == [
        text_of(paragraph) for paragraph in transcript
    ]
    assert "There is no video" not in page.text
    assert [] == page.cookies
    assert 0 == len(page.body) % limits.PAGE_BUCKET


@pytest.mark.parametrize(
    "address", ["/en/", "/en/easy/about", "/en/report/safety", FILE, "/nothing"]
)
def test_no_other_page_may_play_anything(deaf_reporter, address):
    """The policy is wider on that page alone, and there by this host's own media."""
    for_the_video = deaf_reporter.get(PAGE)
    other = deaf_reporter.get(address)

    assert f"{CONTENT_SECURITY_POLICY}; media-src 'self'" == for_the_video.header(
        "Content-Security-Policy"
    )
    allowed = for_the_video.header("Permissions-Policy").split(", ")
    assert {"fullscreen=(self)"} == {each for each in allowed if not each.endswith("=()")}
    assert len(NEVER_NEEDED) == len(allowed)
    assert "media-src" not in other.header("Content-Security-Policy")
    assert ALWAYS["Permissions-Policy"] == other.header("Permissions-Policy")


def test_a_page_without_a_video_may_play_nothing(reporter):
    """There is nothing to play, so nothing is allowed."""
    assert CONTENT_SECURITY_POLICY == reporter.get(PAGE).header("Content-Security-Policy")


@pytest.mark.parametrize(
    ("name", "mimetype"),
    [("signs.webm", "video/webm"), ("signs.vtt", "text/vtt"), ("signs.jpg", "image/jpeg")],
)
def test_each_file_has_its_type_and_is_not_kept(deaf_reporter, folder, name, mimetype):
    """A browser takes it for nothing else, and leaves no copy on the device."""
    page = deaf_reporter.get(f"/video/{name}")

    assert 200 == page.status
    assert (folder / name).read_bytes() == page.body
    assert mimetype == page.header("Content-Type").partition(";")[0]
    assert ("nosniff", "no-store") == (
        page.header("X-Content-Type-Options"),
        page.header("Cache-Control"),
    )
    assert "sandbox" in page.header("Content-Security-Policy")
    assert [] == page.cookies


@pytest.mark.parametrize(
    "address",
    [
        "signs.txt",
        "other.webm",
        "..%2fsigns.webm",
        "%2e%2e/signs.webm",
        "/signs.webm",
        "SIGNS.WEBM",
        "",
    ],
)
def test_nothing_else_of_the_folder_can_be_fetched(deaf_reporter, folder, address):
    """Only the names of the service file are known."""
    (folder / "other.webm").write_bytes(RECORDED.read_bytes())

    assert 404 == deaf_reporter.get(f"/video/{address}").status


def test_a_video_is_put_together_from_its_parts(deaf_reporter, folder):
    """Whatever is asked for, at most one part comes; following them gives the whole file."""
    with (folder / "signs.webm").open("r+b") as stream:
        stream.seek(LARGE - 3)
        stream.write(b"end")
    whole, got = (folder / "signs.webm").read_bytes(), b""

    while len(got) < LARGE:
        page = ask(deaf_reporter, f"bytes={len(got)}-")
        last = len(got) + len(page.body) - 1
        assert 206 == page.status
        assert f"bytes {len(got)}-{last}/{LARGE}" == page.header("Content-Range")
        assert 0 < len(page.body) <= limits.VIDEO_PART_BYTES
        got += page.body

    assert whole == got


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("bytes=0-1", "bytes 0-1"),
        ("bytes=10-19", "bytes 10-19"),
        (f"bytes={LARGE - 5}-", f"bytes {LARGE - 5}-{LARGE - 1}"),
        (f"bytes={LARGE - 5}-999999999999", f"bytes {LARGE - 5}-{LARGE - 1}"),
        (f"bytes=7-{LARGE}", f"bytes 7-{7 + limits.VIDEO_PART_BYTES - 1}"),
    ],
)
def test_a_part_is_what_was_asked_for_or_the_beginning_of_it(deaf_reporter, folder, wanted, said):
    """A player asks on where a part ends."""
    with (folder / "signs.webm").open("r+b") as stream:
        stream.truncate(LARGE)

    page = ask(deaf_reporter, wanted)

    assert (206, f"{said}/{LARGE}") == (page.status, page.header("Content-Range"))
    assert "bytes" == page.header("Accept-Ranges")


@pytest.mark.parametrize(
    "wanted",
    [
        "", "bytes=-5", "bytes=5-2", f"bytes={LARGE}-", "bytes=0-1,3-4", "bytes=a-b", "items=0-1",
        "bytes=0-1\t", "bytes=٠-١", f"bytes={10**12}-", "bytes=" + "9" * 50 + "-",
    ],
)  # fmt: skip
def test_what_is_no_part_is_refused_without_reading_the_file(deaf_reporter, folder, wanted):
    """A whole video in one answer would hold a thread for as long as a line is slow."""
    with (folder / "signs.webm").open("r+b") as stream:
        stream.truncate(LARGE)

    page = ask(deaf_reporter, wanted)

    assert 416 == page.status
    assert page.by_id("main-content") is not None


def test_a_part_of_a_very_large_video_takes_little_memory(services, folder):
    """However large the file, one part of it is held."""
    with (folder / "signs.webm").open("r+b") as stream:
        stream.truncate(limits.VIDEO_BYTES)
    person = Reporter(through_app(intake.create_app(services)))
    ask(person, "bytes=0-")

    tracemalloc.start()
    for place in range(0, limits.VIDEO_BYTES, limits.VIDEO_BYTES // 20):
        assert 206 == ask(person, f"bytes={place}-").status
        person.seen.clear()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert most < 16 * limits.VIDEO_PART_BYTES


def test_watching_is_noted_nowhere(deaf_reporter, world, capfd):
    """Neither in the database nor in a log, and a file that went away is a page and no error."""
    before = read_all(world.store)

    deaf_reporter.get(PAGE)
    for place in range(0, 12_000, 4_000):
        ask(deaf_reporter, f"bytes={place}-")

    assert before == read_all(world.store)
    assert ("", "") == capfd.readouterr()


def test_a_file_that_was_taken_away_is_not_found(deaf_reporter, folder):
    """Since the start, by whoever tidied the folder."""
    (folder / "signs.webm").unlink()

    assert 404 == ask(deaf_reporter, "bytes=0-").status
    assert 200 == deaf_reporter.get(PAGE).status


def test_intake_does_not_start_with_a_video_that_cannot_be_shown(world, services, folder):
    """The sentence names the key, the value and what is allowed; `reporting check` says it too."""
    operator = with_video(world.services(""), folder)
    assert [] == [each for each in find_faults(operator) if "bsl_video" in each]
    (folder / "signs.vtt").write_text("No captions", "utf-8")

    with pytest.raises(ServiceFileError) as raised:
        intake.create_app(services)

    expected = (
        "bsl_video.captions is 'signs.vtt'; allowed is WebVTT captions of at most 131072 bytes"
    )
    assert expected in raised.value.sentence
    assert 1 == len([each for each in find_faults(operator) if expected in each])
