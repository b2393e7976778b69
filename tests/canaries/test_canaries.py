"""Whatever people type or their browsers send is nowhere afterwards: not on disk, not in a log.

Markers go through the whole journey of real processes and through every error. Then everything
the service left behind is searched for any piece of them.
"""

import socket
import subprocess
from base64 import b64encode
from contextlib import suppress

import pytest
from PIL import Image

import reporting.intake
from reporting.canonical import decode_bytes
from reporting.errors import CannotOpen
from reporting.intake import create_app
from reporting.intake.screenforms import FORMS
from reporting.intake.screens import EXTRA, SCREENS
from reporting.receipt import read_receipt
from reporting.services import services_from_environment
from tests.evidence.corpus import CANARY, document, picture, saved
from tests.support.dump import files_of
from tests.support.flood import Flood, telling_headers
from tests.support.formfields import all_fields, written_fields
from tests.support.journey import Reporter, Reviewer, through_port, words_in
from tests.support.markers import Markers, readings_of
from tests.support.page import fields_of
from tests.support.postgresql import programs_folder
from tests.support.routes import places_of
from tests.support.running import running
from tests.support.uploading import FILES, MORE_FILES, upload

# An address of this machine that nothing else uses: where it turns up, it was written down.
REPORTERS_ADDRESS, REVIEWERS_ADDRESS = "127.0.0.77", "127.0.0.78"
WRONG_SIGN_INS = 40  # each worker has a bucket of ten, which fills again


class Journey:
    """Two people with telling browsers, and everything secret that came up."""

    def __init__(self, service):
        self.service, self.markers, self.secrets = service, Markers(), []
        self.case = ""
        self.reporter = Reporter(through_port(service.ports["intake"], REPORTERS_ADDRESS))
        self.reviewer = Reviewer(through_port(service.ports["desk"], REVIEWERS_ADDRESS))
        for person in (self.reporter, self.reviewer):
            person.extra = telling_headers(self.markers)

    def newcomer(self):
        """Return another reporter, whose answers count as the first one's."""
        send = through_port(self.service.ports["intake"], REPORTERS_ADDRESS)
        return Reporter(send, extra=telling_headers(self.markers), seen=self.reporter.seen)

    def three_acts(self):
        """Report, acknowledge, answer, add files, reply and read."""
        mark = self.markers.new
        words = self.reporter.write_report(
            {
                "safety": "in_danger_now",
                "organisation": "council",
                "reporter_role": "resident",
                "conduct": ["joke_banter"],
                "story": f"{mark()} and then\n{mark()}",
                "about": ["colleague"],
                "struck": ["line_manager"],
            }
        )
        self.keep_cookies()
        self.reviewer.sign_in(self.service.accounts["north-reviewer-1"])
        (self.case,) = self.reviewer.list_cases()
        self.reviewer.acknowledge(self.case, f"Thank you {mark()}")
        self.reporter.return_with(words)
        self.reporter.answer(f"My answer {mark()}")
        self.add_files(self.reporter, MORE_FILES)
        self.reporter.submit(self.reporter.page.form_with("seen"), {})
        upload(self.reporter, f"{mark()}.txt", f"It only waits {mark()}".encode(), MORE_FILES)
        self.reviewer.reply(self.case, f"My reply {mark()}")
        links = self.reviewer.open_case(self.case).links
        files = [self.reviewer.request("GET", link) for link in links if "/files/" in link]
        assert [200] * 3 == [file.status for file in files]
        assert self.markers.found_in({"files": b"".join(file.body for file in files)})
        self.reporter.return_with(words)
        assert 4 == len(self.reporter.messages())
        self.keep_cookies()
        receipt = read_receipt(words)
        keys = receipt.keys()
        self.secrets += [receipt.entropy, keys.access_key, keys.signing_seed, keys.leaf_secret]
        for sign in " -":
            self.secrets += [sign.join(t).encode() for t in (receipt.words, receipt.numbers)]

    def guided(self):
        """Go through every screen with a marker in all that is written, files and their names too.

        Saved half-way and come back to; returns the fields that were written in.
        """
        mark, reporter = self.markers.new, self.newcomer()
        reporter.guided = True
        reporter.begin()
        written = self.write_screens(reporter)
        for screen in (each for each in SCREENS if each.kind == EXTRA):
            reporter.get(f"/en/report/{screen.name}")
            written |= self.write_screens(reporter)
        self.add_files(reporter)
        self.keep(reporter.cookies)
        fields = fields_of(reporter.get("/en/report/readers").form_with("named"))
        page = reporter.post("/en/report/readers", fields | {"next": "save"})
        early = words_in(page.by_id("words"))
        other = self.newcomer()
        other.return_with(early)
        other.get("/en/report/check")
        other.submit(other.next_form(), {})
        assert early == words_in(other.page.by_id("receipt"))
        self.keep(other.cookies)
        self.forged(other, self.newcomer())
        other.return_with(early)
        other.answer(mark())
        self.forged(other)
        receipt = read_receipt(early)
        self.secrets += [receipt.entropy, receipt.draft_secret(), receipt.keys().access_key]
        self.secrets += [sign.join(receipt.words).encode() for sign in " -"]
        for case in self.reviewer.list_cases():
            links = self.reviewer.open_case(case).links
            for link in (each for each in links if "/files/" in each):
                file = self.reviewer.request("GET", link)
                assert 200 == file.status
        return written

    def write_screens(self, reporter):
        """Answer screen after screen up to the check; return the fields that were written in."""
        written = set()
        for _ in SCREENS:
            if reporter.page.address.endswith("/check"):
                break
            form = reporter.next_form()
            typed = {e.get("name") for e in form.iter() if is_written(e)}
            chosen = {"reporter_role": "tenant"} if "reporter_role" in fields_of(form) else {}
            reporter.submit(form, chosen | {name: f"{self.markers.new()}." for name in typed})
            assert 200 == reporter.page.status, reporter.page.errors
            written |= typed
        return written

    def add_files(self, reporter, address=FILES):
        """Add files of each kind, and two that are refused, with markers in all that they tell."""
        mark = self.markers.new
        notes = Image.Exif()
        notes.update(dict.fromkeys((0x010E, 0x010F, 0x0110, 0x0131, 0x013B), mark()))
        image = saved(picture(), "JPEG", exif=notes.tobytes(), comment=mark().encode())
        pdf = document(shown="Seen").replace(CANARY.encode(), mark().encode()[: len(CANARY)])
        files = {"jpg": image, "txt": f"Read {mark()}.".encode(), "pdf": pdf}
        for ending, data in (*files.items(), ("docx", mark().encode()), ("jpg", mark().encode())):
            upload(reporter, f"{mark()}.{ending}", data, address)
        assert 3 == len(reporter.get(address).by_class("file"))

    def forged(self, *reporters):
        """Send a marker in every field of every form to every address, with a good token."""
        app = create_app(services_from_environment("intake", self.service.environment))
        names = sorted(all_fields(reporting.intake) - {"csrf_token"})
        takers = [place.address for place in places_of(app) if "POST" in place.methods]
        for reporter in reporters:
            reporter.get("/en/report/form")
            token = [e.get("value") for e in reporter.page.document.iter() if is_token(e)]
            before = dict(reporter.cookies)
            for address in takers:
                if address.rpartition("/")[2] in {"withdraw", "leave", "put-away"}:
                    continue
                values = {name: self.markers.new() for name in names}
                page = reporter.post(address, values | {"csrf_token": token[:1]})
                assert page.status < 500
                reporter.cookies = dict(before)
        app.extensions["reporting"].store.engine.dispose()

    def refusals(self):
        """Provoke every answer that is not a page."""
        mark = self.markers.new
        for person, form in (
            (self.reporter, "/en/report/form"),
            (self.reporter, "/en/return"),
            (self.reviewer, "/sign-in"),
            (self.reviewer, f"/cases/{self.case}/messages"),
        ):
            for expected, page in Flood(person, self.markers).errors(form):
                assert expected == page.status, (form, page.status, page.text)
        self.reporter.get("/en/return")
        self.reporter.submit(self.reporter.page.form_with("receipt"), {"receipt": mark()})
        newcomer = self.newcomer()
        newcomer.begin()
        newcomer.submit(newcomer.next_form(), {"story": mark() + "\x07"})
        self.wrong_sign_ins()
        self.broken_requests()

    def wrong_sign_ins(self):
        """Try a name that nobody has until the throttle answers."""
        send = through_port(self.service.ports["desk"], REVIEWERS_ADDRESS)
        person = Reviewer(send, extra=telling_headers(self.markers), seen=self.reviewer.seen)
        name = self.markers.new()
        for _ in range(WRONG_SIGN_INS):
            person.get("/sign-in")
            values = {"username": name, "passphrase": self.markers.new(), "code": "123456"}
            if person.submit(person.page.form_with("passphrase"), values).status == 429:
                break

    def broken_requests(self):
        """Send what never becomes a request: bad lines, headers without end, half a body."""
        mark = self.markers.new
        for data in (
            f"{mark()} {mark()}\r\n\r\n",
            f"GET /{mark()} HTTP/9.9\r\n{mark()}: {mark()}\r\n\r\n",
            f"GET / HTTP/1.1\r\nHost: localhost\r\n{mark()} {mark()}\r\n\r\n",
            f"GET /{mark() * 200} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            f"GET / HTTP/1.1\r\nHost: localhost\r\nX: {mark() * 400}\r\n\r\n",
            f"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {mark()}\r\n\r\n{mark()}",
            f"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{mark()}",
        ):
            with socket.create_connection(
                ("127.0.0.1", self.service.ports["intake"]), 20, (REPORTERS_ADDRESS, 0)
            ) as connection:
                connection.sendall(data.encode())
                with suppress(OSError):
                    assert b" 500 " not in connection.recv(65_536)

    def not_possible(self):
        """Take the list of who may read away: 503, with a report on its way."""
        version = self.service.instance / "keys" / "north.version"
        before = version.read_text()
        person = self.newcomer()
        person.begin()
        form = person.next_form()
        version.write_text("999")
        page = person.submit(
            form,
            {
                "organisation": "council",
                "reporter_role": "resident",
                "story": self.markers.new(),
            },
        )
        version.write_text(before)
        assert 503 == page.status

    def keep_cookies(self):
        """Remember the cookies of both, and the bytes in them."""
        for person in (self.reporter, self.reviewer):
            self.keep(person.cookies)

    def keep(self, cookies):
        """Remember cookies, and the bytes in them."""
        for value in cookies.values():
            self.secrets.append(value.encode())
            with suppress(CannotOpen):
                self.secrets.append(decode_bytes(value, 32))

    def run(self):
        """Do all of it; every status must have come up."""
        self.three_acts()
        written = self.guided()
        assert {name for form in FORMS.values() for name in written_fields(form)} == written
        self.refusals()
        self.not_possible()
        self.keep_cookies()
        statuses = {page.status for page in self.reporter.seen + self.reviewer.seen}
        assert {200, 303, 400, 403, 404, 405, 413, 415, 429, 503} <= statuses

    def leaks_in(self, places):
        """Return where anything turns up that should be nowhere."""
        found = self.markers.found_in(places)
        wanted = [*self.secrets, REPORTERS_ADDRESS.encode(), REVIEWERS_ADDRESS.encode()]
        for place, data in places.items():
            for way, reading in readings_of(data):
                found += [f"{place}{way}: a secret" for secret in wanted if secret in reading]
        return found


def is_written(element):
    """Say whether an element of a form is one that people write in."""
    line = element.tag == "input" and element.get("type", "text") == "text"
    return line or element.tag == "textarea"


def is_token(element):
    """Say whether an element holds the token of a form."""
    return element.get("name") == "csrf_token"


def left_behind(service):
    """Return every file of the service but the one that names the people of the demo."""
    places = files_of(service.folder)
    del places["instance/demo.json"]
    assert "output" in places
    return places


@pytest.mark.slow
def test_nothing_of_it_is_left_on_sqlite(tmp_path):
    """Database, journal, instance folder, temporary folder and output, running and stopped."""
    with running(tmp_path) as service:
        journey = Journey(service)
        journey.run()
        alive = left_behind(service)
    stopped = left_behind(service)

    assert {"instance/reporting.sqlite", "instance/reporting.sqlite-wal"} <= alive.keys()
    assert [] == journey.leaks_in(alive)
    assert [] == journey.leaks_in(stopped)


@pytest.mark.slow
@pytest.mark.postgresql
def test_nothing_of_it_is_left_on_postgresql(tmp_path, own_postgresql):
    """Files, journal and log of the server, and a dump."""
    url = own_postgresql.new_database()
    with running(tmp_path, url) as service:
        journey = Journey(service)
        journey.run()
        places = left_behind(service) | files_of(own_postgresql.log.parent)
    dump = subprocess.run(
        [programs_folder() / "pg_dump", url.replace("+psycopg", "")],
        capture_output=True,
        check=True,
    ).stdout

    assert b"COPY public.report " in dump
    assert any("pg_wal" in place for place in places)
    assert [] == journey.leaks_in(places | {"dump": dump})


def test_the_search_finds_what_is_there():
    """A piece of eight letters, and a whole marker in hex or base64, are found."""
    markers = Markers()
    marker = markers.new()

    assert ["a at 3"] == markers.found_in({"a": b"abc" + marker[11:19].encode() + b"def"})
    assert [] == markers.found_in({"a": b"abc" + marker[11:18].encode() + b"def"})
    for coded in (marker.encode().hex().encode(), b64encode(b"ab" + marker.encode())):
        assert markers.found_in({"a": b"abc " + coded + b" def"})
