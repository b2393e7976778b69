"""Attack 9: who sees the network learns from names and addresses that somebody was here."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from reporting import intake
from reporting.errors import SettingError
from reporting.services import services_from_environment
from reporting.web.onion import HEADER
from tests.support.cast import NOW
from tests.support.journey import Reporter, through_app
from tests.support.routes import places_of

ONION = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"
CLEAR = "reports.example.org"
RANDOM = re.compile(rb'name="(csrf_token|seen)" value="[^"]*"')
ADDRESSES = ("href", "src", "action", "formaction")


@pytest.fixture
def two_names(make_world):
    """A real deployment with https, which is known by a name and by an onion address."""
    world = make_world(insecure_http=False)
    services = world.services("intake")
    known = replace(services, hosts=(*services.hosts, CLEAR, ONION), onion=ONION)
    world.intake = intake.create_app(known)
    return world


def visitor(world, host):
    """Return somebody who comes by one of the two names; the onion's pages come in clear."""
    scheme = "http" if host == ONION else "https"
    return Reporter(through_app(world.intake, quick=True), scheme=scheme, host=host)


def tour(world, host):
    """Report, come back and look at every page by one name; return the answers."""
    world.clock.moment = NOW
    reporter = visitor(world, host)
    words = reporter.write_report()
    assert words, reporter.page.text
    reporter.return_with(words)
    reporter.answer("Thank you.")
    for place in places_of(world.intake):
        if "GET" in place.methods and place.endpoint != "static":
            reporter.request("GET", place.address)
    return reporter.seen


def test_no_page_names_a_host_of_ours(two_names):
    """Every link of ours is relative at both names, and every redirect; helplines are elsewhere."""
    leave = two_names.service.leave_url
    for host in (CLEAR, ONION):
        for page in tour(two_names, host):
            text = page.body.decode("utf-8", "replace") + str(page.cookies)
            assert CLEAR not in text
            assert ONION not in text
            place = page.header("Location")
            assert place == leave or not urlsplit(place).netloc
            if not place and page.header("Content-Type").startswith("text/html"):
                assert_links_are_relative(page)


def assert_links_are_relative(page):
    """Fail where a page loads, or sends a form, by a whole address; links away name nobody."""
    for element in page.document.iter():
        for name in ADDRESSES:
            place = element.get(name, "")
            away = bool(urlsplit(place).netloc)
            assert not away or (element.tag, name) == ("a", "href"), place
            assert not away or "noreferrer" in element.get("rel", "").split()


def test_both_names_answer_with_the_same_bodies(two_names):
    """So that what is one page to one visitor is the same page to the other."""
    world = two_names
    addresses = ["/", "/en/", "/ar/", "/en/report/form", "/en/report/safety", "/en/return"]
    addresses += ["/en/support", "/en/rights", "/nothing", "/healthz"]
    bodies = [
        [RANDOM.sub(b"", visitor(world, host).request("GET", each).body) for each in addresses]
        for host in (CLEAR, ONION)
    ]

    assert bodies[0] == bodies[1]


def test_pages_tell_of_the_onion_address_and_nothing_else_does(two_names):
    """Tor Browser offers it beside the address; at the onion itself there is nothing to offer."""
    clear, onion = visitor(two_names, CLEAR), visitor(two_names, ONION)

    told = [clear.request("GET", address) for address in ("/", "/en/support", "/ar/return")]
    odd = clear.request("GET", "/%0d%0aSet-Cookie:%20a=b?x=y")

    assert [f"http://{ONION}{page.address}" for page in told] == [p.header(HEADER) for p in told]
    assert (404, "") == (odd.status, odd.header(HEADER))
    assert "" == onion.request("GET", "/").header(HEADER)
    assert "" == clear.request("GET", "/healthz").header(HEADER)


def test_without_an_onion_address_nothing_is_told(make_world):
    """No header with an empty or a made-up address."""
    world = make_world()

    assert "" == world.reporter().request("GET", "/").header(HEADER)


@pytest.mark.parametrize(
    "host",
    [
        f"a{ONION[1:]}",
        f"www.{ONION}",
        f"{CLEAR}.evil.example",
        f"evil-{CLEAR}",
        f"{CLEAR}@evil.example",
        "192.0.2.1",
        "",
    ],
)
def test_an_unknown_host_gets_400(two_names, host):
    """Whoever turns another name to this machine learns nothing of what it serves."""
    page = visitor(two_names, CLEAR).request("GET", "/", headers=(("Host", host),))

    assert 400 == page.status
    assert "" == page.header(HEADER)


def test_the_onion_address_is_a_setting(world):
    """Of each surface its own; it is known as a host, and in force at once."""
    environment = {
        "REPORTING_INSTANCE": str(world.folder),
        "REPORTING_DATABASE_URL": world.url,
        "REPORTING_INTAKE_ONION": ONION,
    }

    services = services_from_environment("intake", environment)
    desk = services_from_environment("desk", environment)
    world.opened += [services.store, desk.store]

    assert ONION == services.onion
    assert ONION in services.hosts
    assert ("", False) == (desk.onion, ONION in desk.hosts)


@pytest.mark.parametrize(
    "wrong", [f"http://{ONION}", ONION[1:], "x.onion", f"{ONION}.evil.example"]
)
def test_what_is_no_onion_address_is_refused(world, wrong):
    """With the name of the setting; a header with another address would lead people away."""
    environment = {"REPORTING_INSTANCE": str(world.folder), "REPORTING_INTAKE_ONION": wrong}

    with pytest.raises(SettingError, match="REPORTING_INTAKE_ONION"):
        services_from_environment("intake", environment)
