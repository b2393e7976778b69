"""What a page of figures costs, with two years of releases of each organisation on the shelf."""

from functools import partial

from bench import figures
from bench.browser import Browser
from bench.demo import Demo
from bench.journeys import batches, conditions, processor_time
from bench.ledger import Ledger
from bench.plan import Plan
from bench.reviewer import Codes, sign_in
from bench.server import Surface
from reporting.passwords import PassphraseStretcher
from tests.support.shelf import Lead, make_series, publish

# Organisation: which lead agrees, how many reports a year, and the seed of its figures.
SERIES = {"council": ("north-lead-1", 60, 1), "transport": ("south-lead-1", 24, 3)}
PUBLIC = ("/", "/organisations/council", "/releases/council-10", "/releases")
COMPARE = "/figures/council/compare?table=kind&first=council-5&second=council-10"
OWN = ("/releases/council-10", "/figures/council", COMPARE)


def publish_years(demo: Demo) -> None:
    """Release two years of each organisation."""
    services = demo.services("release")
    stretcher = PassphraseStretcher(services.instance.run)
    passphrases = {person.username: person.passphrase for person in demo.people}
    for series, (username, reports, seed) in SERIES.items():
        lead = Lead(username, passphrases[username], stretcher)
        frozen = make_series(series, reports, seed=seed)
        publish(services.store, services.instance, frozen, series, lead)


def measure_published(ledger: Ledger, plan: Plan, demo: Demo, surface: Surface) -> None:
    """Record the slowest page of figures, of the public and of an analyst."""
    visitor, analyst = Browser(surface.port), Browser(surface.port)
    person = next(each for each in demo.people if each.role == "analyst")
    sign_in(analyst, person, Codes().next_for(person))
    pages = [(visitor, path) for path in PUBLIC] + [(analyst, path) for path in OWN]
    costs = [
        (processor_time(surface, plan.pages, partial(browser.get, path)), path)
        for browser, path in pages
    ]
    visitor.close()
    analyst.close()
    slowest, path = max(costs)
    what = f"slowest of {len(pages)} pages, {path}; two years of 60 and of 24 reports"
    ledger.record(figures.PUBLISHED, slowest, conditions(plan, f"{what}; {batches(plan.pages)}"))
