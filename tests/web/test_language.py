"""The language of a page comes from its address, and its direction follows."""

import re
from datetime import date
from pathlib import Path

import pytest
from html5lib import HTMLParser

from reporting import catalogues
from reporting.paths import templates_folder
from reporting.service import Language
from reporting.web.language import text_direction
from tests.support.catalogue import write_catalogue
from tests.web.sample import SampleForm, sample_app, sample_service

ROOT = Path(__file__).resolve().parents[2]


def parse(answer):
    """Return the page as a tree."""
    return HTMLParser(namespaceHTMLElements=False, strict=True).parse(answer.data)


@pytest.mark.parametrize(
    ("tag", "direction", "sheet"), [("en", "ltr", "public.css"), ("ar", "rtl", "public.rtl.css")]
)
def test_a_page_says_its_language_and_direction(tag, direction, sheet):
    """And brings the style sheet that fits."""
    page = parse(sample_app().test_client().get(f"/{tag}/sample"))

    assert {"lang": tag, "dir": direction, "class": "govuk-template"} == page.attrib
    address = page.find(".//link[@rel='stylesheet']").get("href")
    assert f"/static/{sheet}" == address.partition("?v=")[0]


@pytest.mark.parametrize("tag", ["fr", "EN", "en_GB", "xx-yy", "%00", "../en"])
def test_an_unknown_language_is_not_found(tag):
    """It never falls back silently: a link would then be in a language nobody chose."""
    answer = sample_app().test_client().get(f"/{tag}/sample")

    assert 404 == answer.status_code
    assert "en" == parse(answer).get("lang")


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("GET", "/ar/nowhere", 404), ("GET", "/ar", 404), ("DELETE", "/ar/sample", 405)],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(method, address, status):
    """Whoever mistypes the end of an address reads so in their language, and finds back in it."""
    answer = sample_app().test_client().open(address, method=method)

    page = parse(answer)
    assert (status, "ar", "rtl") == (answer.status_code, page.get("lang"), page.get("dir"))
    assert "Page not found" not in answer.text
    assert "That is not possible here" not in answer.text


def test_each_page_links_to_itself_in_the_other_languages():
    """Each link is marked with the language behind it."""
    page = parse(sample_app().test_client().get("/en/sample"))

    [link] = page.findall(".//nav[@class='govuk-width-container languages']//a")
    assert ("/ar/sample", "ar", "العربية") == (link.get("href"), link.get("lang"), link.text)


def test_addresses_made_on_a_page_stay_in_its_language():
    """A view need not pass the language on."""
    page = parse(sample_app().test_client().get("/ar/sample"))

    assert "/ar/sample" == page.find(".//form").get("action")


def test_one_language_alone_offers_no_choice():
    """A list of one would only be in the way."""
    service = sample_service(languages=(Language("en", "English", "en_GB"),))

    page = parse(sample_app(service).test_client().get("/en/sample"))

    assert page.find(".//nav[@class='govuk-width-container languages']") is None


@pytest.mark.parametrize(
    ("locale", "direction"),
    [
        ("en_GB", "ltr"),
        ("zh_Hans", "ltr"),
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("ur", "rtl"),
        ("ckb", "rtl"),
    ],
)
def test_the_direction_of_a_locale_is_known(locale, direction):
    """Four of the first eight languages run from right to left."""
    assert direction == text_direction(locale)


def test_sentences_are_translated_where_a_catalogue_has_them(tmp_path, monkeypatch):
    """Labels and errors declared once, long before any request, follow the page's language."""
    sentences = {"Choose who you are": "اختر من أنت", "There is a problem": "هناك مشكلة"}
    write_catalogue(tmp_path, "ar", sentences)
    service = sample_service()  # read while the catalogues of its languages are there
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    client = sample_app(service).test_client()

    arabic, english = client.post("/ar/sample").text, client.post("/en/sample").text

    assert "اختر من أنت" in arabic
    assert "هناك مشكلة" in arabic
    assert "Choose who you are" in english


SAFETY = (
    "{% from 'shared/macros/page.html' import beside %}"
    "{% call beside() %}<p>{{ _('Warning') }}</p>{% endcall %}"
)


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("en", "<p>Warning</p>"),
        (
            "ar",
            '<p>تحذير</p><div class="govuk-inset-text" lang="en" dir="ltr"><p>Warning</p></div>',
        ),
    ],
)
def test_words_of_safety_stand_in_english_beside_another_language(tag, said):
    """A mistake in a translation would cost more than a line; English needs nothing beside it."""
    app = sample_app()
    with app.test_request_context(f"/{tag}/sample"):
        app.preprocess_request()

        made = app.jinja_env.from_string(SAFETY).render()
        after = app.jinja_env.from_string("{{ _('Warning') }}").render()

    assert said == made.replace("\n", "")
    assert after in said.partition("</p>")[0]


def test_the_templates_with_words_of_safety_are_those_of_the_list():
    """docs/languages.md says which they are."""
    listed = re.findall(
        r"^\| `([a-z_/]+\.html)` \|", (ROOT / "docs/languages.md").read_text(), re.MULTILINE
    )

    found = {
        str(file.relative_to(templates_folder()))
        for file in templates_folder().rglob("*.html")
        if "call beside()" in file.read_text("utf-8")
    }

    assert found == set(listed)


def test_dates_and_numbers_are_british_in_english():
    """Plain `en` would print American dates."""
    app = sample_app()
    with app.test_request_context("/en/sample"):
        app.preprocess_request()
        form = SampleForm()

        made = app.jinja_env.from_string("{{ day|dateformat }} {{ n|numberformat }}")

        assert "2 Mar 2026 15,000" == made.render(day=date(2026, 3, 2), n=15000)
        assert "Who are you?" == str(form.role.label.text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('{{ _("To %(who)s", who="<b>") }}', "To &lt;b&gt;"),
        ('{{ _("All 100%% of them") }}', "All 100% of them"),
        (
            '{{ ngettext("%(num)s of %(who)s", "%(num)ss of %(who)s", 1, who="<b>") }}',
            "1 of &lt;b&gt;",
        ),
        ('{{ ngettext("%(num)s day", "%(num)s days", 3) }}', "3 days"),
    ],
)
def test_sentences_of_templates_escape_what_is_put_into_them(written, said):
    """A name with an angle bracket in it stays a name."""
    app = sample_app()
    with app.test_request_context("/en/sample"):
        assert said == app.jinja_env.from_string(written).render()
