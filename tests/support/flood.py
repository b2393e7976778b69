"""Requests with a marker in every place, one for each status a surface can answer with."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.journey import Person
from tests.support.markers import Markers
from tests.support.page import Headers, Page

# What browsers, proxies and scanners send about who is asking. The marker stands in each value.
TELLING = (
    "User-Agent",
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "From",
    "Via",
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-User",
    "X-Real-IP",
    "X-Request-ID",
    "True-Client-IP",
    "CF-Connecting-IP",
    "Sec-CH-UA",
    "Sec-CH-UA-Platform",
    "Authorization",
    "DNT",
    "If-None-Match",
    "Cache-Control",
    "Traceparent",
)
TOO_LARGE = 300_000


def telling_headers(markers: Markers) -> Headers:
    """Return every telling header with a marker of its own, one of them in a name."""
    found = [(name, f"a {markers.new()} b") for name in TELLING]
    return [*found, (f"X-{markers.new()}", "1")]


@dataclass
class Flood:
    """Sends what is refused, as one person with one cookie jar."""

    person: Person
    markers: Markers

    def send(self, method: str, address: str, body: str = "", *headers: tuple[str, str]) -> Page:
        """Send one request with fresh markers in every header, and follow nothing."""
        self.person.extra = telling_headers(self.markers)
        return self.person.request(method, address, body.encode(), headers)

    def errors(self, form: str) -> Iterator[tuple[int, Page]]:
        """Give expected status and answer; `form` is an address that takes a form."""
        mark = self.markers.new
        filled = urlencode({"story": mark(), "message": mark(), mark(): mark()})
        yield 404, self.send("GET", f"/{mark()}?{mark()}={mark()}")
        yield 404, self.send("GET", f"/{mark()}/report/form")
        yield 405, self.send("DELETE", f"{form}?{mark()}={mark()}", filled)
        yield 403, self.send("POST", form, filled, ("Sec-Fetch-Site", "cross-site"))
        yield (
            403,
            self.send("POST", form, filled, ("Sec-Fetch-Site", ""), ("Origin", f"http://{mark()}")),
        )
        yield 400, self.send("POST", form, f"story={mark()}%zz")
        yield 400, self.send("GET", f"{form}?{mark()}=%ff")
        yield 400, self.send("GET", form, "", ("Host", f"{mark()}.example"))
        yield 400, self.send("POST", form, filled)
        yield 413, self.send("POST", form, f"story={mark()}" + TOO_LARGE * "x")
        yield 413, self.send("POST", form, "&".join([f"{mark()}=1"] + ["a=1"] * 400))
        yield 415, self.send("POST", form, filled, ("Content-Encoding", "gzip"))
        yield (
            415,
            self.send("POST", form, f'{{"story": "{mark()}"}}', ("Content-Type", "text/json")),
        )
        yield 415, self.send("POST", form, *self._with_file(mark()))

    def _with_file(self, marker: str) -> tuple[str, tuple[str, str]]:
        body = (
            f'--edge\r\nContent-Disposition: form-data; name="f"; filename="{marker}.png"\r\n'
            f"Content-Type: image/png\r\n\r\n{marker * 100}\r\n--edge--\r\n"
        )
        return body, ("Content-Type", "multipart/form-data; boundary=edge")
