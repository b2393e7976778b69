"""Who walks through the guided form, what each answers, and which screens they must meet.

    for name in walk(stage, visitor, JOURNEYS["staff"], "ar"):
        look(visitor, name)

Each screen is given as it is shown, before it is answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Page

from reporting.circumstances import CENTRE, HAPPENED_TO_ME, KNOWN, PATTERN, UNDER_18, UNKNOWN
from reporting.circumstances import WITNESS as SEEN
from tests.browser.stage import Stage
from tests.support.browser import Visitor

GO_ON = "#continue .govuk-button[type=submit]"
SURFACES = {"en": "intake", "ar": "arabic intake"}
CORE = ("safety", "who", "what", "where", "wish", "readers", "check")
CHECK = CORE[-1]
DEMO = "Demo text."
MOST_SCREENS = 12
ASKED = """said => [...document.querySelectorAll('input')].map(e => [e.name, e.value]).filter(
  ([name, value]) => said.some(each => each[0] === name && each[1] === value))"""
FOLDED = "box => box.closest('details:not([open])') !== null"


@dataclass(frozen=True)
class Journey:
    """One person's way: whose, on which ground, what happened, and the screens in their order.

    `lead` is the sentence, in English, that must be read before `lead_on` is answered.
    """

    role: str
    conduct: str
    basis: str = HAPPENED_TO_ME
    age: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    screens: tuple[str, ...] = CORE
    lead: str = ""
    lead_on: str = "what"

    @property
    def said(self) -> dict[str, str]:
        """Everything that is ticked on the way, by field."""
        return {
            "safety": "worried_again",
            "reporter_role": self.role,
            "basis": self.basis,
            "age": self.age,
            "conduct": self.conduct,
            "organisation": "transport",
            **self.answers,
        }


def _with(branch: str) -> tuple[str, ...]:
    """Return the screens of everybody, and the one of a branch before what happened."""
    place = CORE.index("what")
    return (*CORE[:place], branch, *CORE[place:])


JOURNEYS = {
    "staff": Journey(
        "staff",
        "joke_banter",
        answers={"about": "line_manager"},
        lead="On council equipment your employer can see this visit. Your own phone is safer.",
    ),
    "applicant": Journey(
        "applicant_candidate",
        "recruitment_decision",
        answers={"setting": "recruitment"},
        lead="Nobody who decides on your application can open this.",
    ),
    "resident": Journey("resident", "graffiti_sticker_poster_flag", answers={"when": "this_month"}),
    "service user": Journey(
        "service_user", "worse_service_or_delay", answers={"wishes": "fix_the_thing"}
    ),
    "witness": Journey(
        "visitor",
        "words_verbal_abuse_slur",
        SEEN,
        answers={"stepped_in": "no_felt_unsafe", "they_know": "not_sure"},
        screens=_with("witness"),
    ),
    "on behalf, known": Journey(
        "parent_carer",
        "excluded_ignored_isolated",
        KNOWN,
        answers={"they_want": "yes"},
        screens=_with("behalf"),
    ),
    "on behalf, unknown": Journey(
        "tenant",
        "threat_intimidation",
        UNKNOWN,
        answers={"they_want": "not_sure"},
        screens=_with("behalf"),
        lead="Please do not give their name. Report what they would want to be known.",
        lead_on="behalf",
    ),
    "centre": Journey(
        "volunteer_apprentice",
        "blocked_from_service",
        CENTRE,
        lead="Report what people told you without their names. One report for each event helps "
        "most.",
    ),
    "pattern": Journey(
        "prefer_not",
        "policy_rule_practice",
        PATTERN,
        lead="Tell which rule or usual way of doing things it is, and whom it hits. You need no "
        "single case.",
    ),
    "under 18": Journey(
        "pupil_student",
        "stereotyping_assumptions",
        age=UNDER_18,
        screens=("safety", "who", "children", "what", "readers", "check"),
        lead="One thing to know first: if you or another child could be badly hurt, two people "
        "here may have to tell people whose work it is to keep children safe. They tell as little "
        "as they can. You can read here what they did.",
        lead_on="children",
    ),
}


def choose(page: Page, name: str, value: str) -> None:
    """Tick an answer with the finger, after opening what it is folded into."""
    box = page.locator(f"input[name={name}][value={value}]")
    while box.evaluate(FOLDED):
        page.locator("details:not([open])").filter(has=box).first.locator("> summary").click()
    box.check()


def answer(page: Page, screen: str, journey: Journey) -> None:
    """Answer one screen as somebody on this journey does."""
    if screen == "what":
        page.fill("#story", DEMO)
    said = [[name, value] for name, value in journey.said.items() if value]
    for name, value in page.evaluate(ASKED, said):
        choose(page, name, value)


def screen_of(page: Page) -> str:
    """Return the last part of the address."""
    return urlsplit(page.url).path.rpartition("/")[2]


def walk(
    stage: Stage, visitor: Visitor, journey: Journey, language: str, surface: str = ""
) -> Iterator[str]:
    """Go from the first page to the check; each screen is given before it is answered.

    Whoever reads may answer more on it, or go elsewhere and come back.
    """
    page = visitor.page
    stage.go(visitor, surface or SURFACES[language], f"/{language}/")
    stage.press(visitor, ".govuk-button--start")
    for _ in range(MOST_SCREENS):
        screen = screen_of(page)
        yield screen
        if screen == CHECK:
            return
        answer(page, screen, journey)
        stage.press(visitor, GO_ON)
    raise AssertionError(f"no check after {MOST_SCREENS} screens")
