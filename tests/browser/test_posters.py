"""Posters, cards and the form as a browser prints them: one A4 page, and a code that is read."""

import io

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from reporting.intake.printed.papering import paper_file
from reporting.intake.printed.posters import CARDS, cards_file, poster_file
from tests.support import axe, nu
from tests.support.browser import DESKTOP, Way

pytestmark = pytest.mark.browser
MAKERS = {"poster": poster_file, "cards": cards_file, "form": paper_file}
TAGS = ("en", "ar", "pl", "ro", "zh-hans", "fa", "ckb", "ur")
A4 = (595, 842)  # points
DOTS = 3  # pixels a point: 216 an inch, less than any printer


@pytest.fixture
def show(world, visit):
    """Call with a kind and a language to get a visitor who has opened that file."""
    visitor = visit(Way(script=False, size=DESKTOP))

    def open_file(kind, tag):
        visitor.page.set_content(MAKERS[kind](world.intake, tag))
        return visitor

    return open_file


def printed(visitor):
    """Return the pages as they come out of a printer."""
    document = pypdfium2.PdfDocument(visitor.page.pdf(prefer_css_page_size=True))
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    assert {A4} == sizes
    pages = [page.render(scale=DOTS).to_pil() for page in document]
    document.close()
    return pages


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(("kind", "codes"), [("poster", 1), ("cards", CARDS)])
def test_what_is_printed_is_one_page_whose_codes_lead_to_its_language(show, kind, codes, tag):
    """A decoder reads the address back from the page as it is printed."""
    visitor = show(kind, tag)

    [page] = printed(visitor)

    found = [code.text for code in zxingcpp.read_barcodes(page)]
    assert [f"https://demo-reports.example/{tag}/"] * codes == found


@pytest.mark.parametrize("tag", TAGS)
def test_no_word_of_a_card_is_cut_off(show, tag):
    """Whatever the language, the words fit in the size of a wallet."""
    page = show("cards", tag).page

    sizes = page.evaluate(
        "[...document.querySelectorAll('.card')].map(e => "
        "[e.scrollHeight <= e.clientHeight, e.scrollWidth <= e.clientWidth])"
    )

    assert [[True, True]] * CARDS == sizes


@pytest.mark.parametrize("kind", MAKERS)
def test_a_file_satisfies_axe(show, kind):
    """Whoever cannot see it can have it read out before it is printed."""
    found = [finding for tag in ("en", "ar") for finding in axe.check_page(show(kind, tag))]

    assert [] == found


def test_a_file_is_right_html(world):
    """As it is written."""
    files = [
        (f"{kind}-{tag}", make(world.intake, tag).encode())
        for kind, make in MAKERS.items()
        if kind != "form"  # its page is checked with all others; its style is of GOV.UK Frontend
        for tag in ("en", "ar")
    ]

    assert [] == nu.check_html(files)


def test_the_form_is_printed_without_the_bars_of_the_site(show):
    """On at most eight pages: four sheets."""
    pages = printed(show("form", "en"))

    assert 4 <= len(pages) <= 8
    assert all(page.convert("L").getextrema()[0] < 100 for page in pages)


def test_a_photograph_of_a_screen_is_read_as_well(show):
    """Before it is printed, somebody looks whether the code is right."""
    picture = Image.open(io.BytesIO(show("poster", "en").page.screenshot()))

    [code] = zxingcpp.read_barcodes(picture)

    assert "https://demo-reports.example/en/" == code.text
