"""Attack 33: forged hosts, poisoned caches, and requests hidden in requests."""

import pytest

from tests.support.gunicorn import serve
from tests.support.routes import VERBS, places_of

EVIL = "evil.example"


@pytest.mark.parametrize("surface", ["intake", "desk"])
def test_an_unknown_host_gets_400_and_is_never_repeated(world, surface):
    """Every address, whatever verb."""
    app = getattr(world, surface)
    for place in places_of(app):
        for verb in ("GET", "POST"):
            answer = app.test_client().open(place.address, method=verb, headers={"Host": EVIL})
            body = answer.get_data(as_text=True)
            answer.close()

            assert answer.status_code in {400, 405}
            assert EVIL not in body + str(answer.headers)


@pytest.mark.parametrize("surface", ["intake", "desk"])
@pytest.mark.parametrize("header", ["X-Forwarded-Host", "X-Host", "X-Original-URL", "Forwarded"])
def test_a_forwarded_host_changes_nothing(world, surface, header):
    """Proxies of others cannot make us name another host."""
    app = getattr(world, surface)
    for place in places_of(app):
        answer = app.test_client().get(place.address, headers={header: f"host={EVIL}"})
        body = answer.get_data(as_text=place.endpoint != "static")
        answer.close()

        assert EVIL not in str(body) + str(answer.headers)
        assert "://" not in answer.headers.get("Location", "").removeprefix("https://www.bbc")


def test_redirects_name_no_host(world):
    """Every address of ours is relative, so no cache can be fed another."""
    reporter, reviewer = world.reporter(), world.reviewer()
    words = reporter.write_report()
    reporter.return_with(words)
    reviewer.get("/cases")

    places = [p.header("Location") for p in reporter.seen + reviewer.seen if p.header("Location")]
    assert 3 <= len(places)
    assert [] == [place for place in places if not place.startswith("/") or "//" in place]


@pytest.mark.parametrize("surface", ["intake", "desk"])
def test_options_tell_nothing(world, surface):
    """OPTIONS, TRACE and the rest get 405 wherever they are not taken, which is everywhere."""
    app = getattr(world, surface)
    for place in places_of(app):
        for verb in set(VERBS) - {"GET", "HEAD", "POST"}:
            answer = app.test_client().open(place.address, method=verb)
            answer.close()

            assert 405 == answer.status_code
            assert "OPTIONS" not in answer.headers["Allow"]


# One request hidden in another: two framings that two programs could read differently.
CORPUS = {
    "length and chunks": "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": "Content-Length: 0\r\nContent-Length: 40\r\n\r\n",
    "two codings": "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "odd coding": "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "space before colon": "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "folded line": "X: 1\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "plus sign": "Content-Length: +0\r\n\r\n",
    "bare line feed": "Content-Length: 0\nX: 1\r\n\r\n",
    "odd chunk": "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
}


def test_a_hidden_request_is_never_answered(tmp_path):
    """However the first is framed, the second one behind it gets no answer of its own."""
    hidden = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with serve("tests.serving.quick:create_app()", tmp_path / "output") as server:
        for name, framing in CORPUS.items():
            with server.connect() as connection:
                connection.sendall(
                    f"POST /send HTTP/1.1\r\nHost: localhost\r\n{framing}{hidden}".encode()
                )
                received = b""
                while data := connection.recv(65_536):
                    received += data

            assert 1 >= received.count(b"HTTP/1.1 "), name
            assert b"well" not in received, name
