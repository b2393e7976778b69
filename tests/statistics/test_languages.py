"""The figures in every language of the first wave: no English, and who has checked the words."""

import re
from dataclasses import replace

import pytest

from reporting.service import Language
from reporting.web.language import ENGLISH, text_direction
from tests.browser.figures import fill_figures
from tests.support.foreign import english_on

# That each catalogue is whole is seen in tests/translations; here, that pages say nothing else.
# One language of another script, where every word of English stands out, and one of the same.
CHINESE = Language("zh-hans", "简体中文", "zh_Hans")
ENGLISH_END = re.compile(r".{0,12}[\u4e00-\u9fff][.;?!](?![0-9A-Za-z])")
ARABIC, POLISH = Language("ar", "العربية", "ar"), Language("pl", "Polski", "pl")
PUBLIC = (
    "/",
    "/organisations/council",
    "/organisations/transport",
    "/releases",
    "/releases/council-10",
    "/releases/transport-1",
    "/releases/council-10/report",
    "/releases/council-5/report",
    "/method",
    "/feedback",
    "/feedback?sent=yes",
    "/nowhere",
    "/sign-in",
)
SIGNED_IN = {
    "analyst-1": (
        "/figures/council",
        "/releases/council-10",
        "/figures/council/compare?table=kind&first=council-5&second=council-10",
        "/figures/council/compare?table=area_kind&first=council-5&second=council-10",
        "/figures/council/compare?table=received&first=council-1&second=council-5",
    ),
    "board-1": (
        "/figures/council",
        "/figures/council/words/assessment/5",
        "/figures/council/words/question/new",
        "/feedback/read",
    ),
    "north-lead-1": (
        "/figures/council",
        "/figures/council/next",
        "/figures/council/words/item/new",
        "/releases/council-5/report",
    ),
}


@pytest.fixture
def filled(world):
    """Two years of figures, with words of board and lead, and feedback."""
    fill_figures(world)
    return world


def speak(world, *languages):
    """Let the figures be in these languages; the first is that of pages without one."""
    world.service = replace(world.service, languages=languages)
    world.__dict__.pop("statistics", None)


def test_no_page_of_the_figures_has_english_in_another_language(filled):
    """Neither for everybody nor behind sign-in, in words, labels and titles."""
    found = {}
    for language in (ARABIC, POLISH):
        speak(filled, language, ENGLISH)
        for name, addresses in ({"": PUBLIC} | SIGNED_IN).items():
            reader = filled.reader(name)
            for address in addresses:
                page = reader.get(address)
                facts = (page.document.get("lang"), page.document.get("dir"))
                assert facts == (language.tag, text_direction(language.locale))
                left = english_on(page, language.locale, filled.service)
                if left:
                    found[language.tag, name, address] = left

    assert {} == found


def test_no_sign_of_english_follows_words_of_another_language(filled):
    """Chinese ends a sentence, asks and lists with signs of its own, on every page of figures."""
    found = {}
    speak(filled, CHINESE, ENGLISH)
    for name, addresses in ({"": PUBLIC} | SIGNED_IN).items():
        reader = filled.reader(name)
        for address in addresses:
            ends = ENGLISH_END.findall(reader.get(address).text)
            if ends:
                found[name, address] = ends

    assert {} == found


def test_what_is_wrong_with_an_answer_is_said_in_the_language_of_the_page(world):
    """The error, its place at the head of the page, and the title."""
    found = {}
    for language in (ARABIC, POLISH):
        speak(world, ENGLISH, language)
        reader = world.reader()
        page = reader.get(f"/{language.tag}/feedback")
        page = reader.submit(reader.next_form(), {"text": ""})
        assert page.status == 400
        left = english_on(page, language.locale, world.service)
        if left:
            found[language.tag] = left

    assert {} == found


@pytest.mark.parametrize("passphrase", ["", "six words that nobody ever had"])
def test_what_is_wrong_at_the_door_is_said_in_the_first_language(world, passphrase):
    """An answer that is missing, and what does not fit together."""
    found = {}
    for language in (ARABIC, POLISH):
        speak(world, language, ENGLISH)
        reader = world.reader()
        reader.get("/sign-in")
        answers = {"username": "analyst-1", "passphrase": passphrase, "code": "123456"}
        page = reader.submit(reader.page.form_with("passphrase"), answers)
        assert page.status == 400
        left = english_on(page, language.locale, world.service)
        if left:
            found[language.tag] = left

    assert {} == found


def test_a_page_that_nobody_has_checked_says_so_and_leads_to_itself_in_english(world):
    """In its own language, on every page; English needs nobody."""
    speak(world, ENGLISH, ARABIC)

    page = world.reader().get("/ar/method")
    english = world.reader().get("/en/method")

    [notice] = page.document.findall(".//aside")
    assert "لم يراجع أي شخص هذه الترجمة بعد." in "".join(notice.itertext())
    assert ("/en/method", "en") == (
        notice.find("a").get("href"),
        notice.find("a").get("hreflang"),
    )
    assert english.document.find(".//aside") is None


def test_a_browser_decides_no_language(world):
    """The address does; a shared computer speaks its owner's language."""
    speak(world, ENGLISH, ARABIC)
    client = world.statistics.test_client()

    answer = client.get("/", headers={"Accept-Language": "ar"})

    assert '<html class="govuk-template" lang="en"' in answer.text
    assert "Accept-Language" not in answer.headers.get("Vary", "")
