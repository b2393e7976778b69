"""One report from its first word to its end, walked through in a browser as people do it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Error

from reporting.passwords import CHEAPEST, PassphraseStretcher
from reporting.setup import renew_demo
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC
from tests.support.browser import DESKTOP, PHONE, Visitor, Way

pytestmark = pytest.mark.browser

ON_A_PHONE, AT_A_DESK = Way(script=False, size=PHONE), Way(script=False, size=DESKTOP)
A, B, SECOND = "north-reviewer-2", "north-reviewer-1", "north-lead-1"
INTERPRETER, AUDIT = "south-interpreter-1", "council-owner-2"

STORY = "Demo text. My line manager gives the early shifts to the same three of us, every week."
THANKS = "Demo text. Thank you for telling us. I have read all of it, and somebody acts on it."
QUESTION = "Demo text. Since when has it been like this?"
ENGLISH = "Demo text. It happened at the counter in front of people. I was told to go back, thrice."
SAFE = "Demo text. Nobody in the team may learn that anybody wrote."
SUMMARY = "Demo text. Early shifts seem to go to the same few people in one team."
EDITED = "Demo text. Early shifts seem to be shared unevenly in some teams."
ASKED = "Demo text. Please look at how shifts are given out everywhere."
DONE = "Demo text. The rota of every team was looked at, and a rule now shares the early shifts."
WORDS = "Demo text. The council has looked at every rota, and a rule now shares the early shifts."
MORE = "Demo text. The new rule is not kept in one place."
AGAIN = "Demo text. We have looked again, and each rota is now checked every month by the council."
WAITS = "a.govuk-notification-banner__link[href$='/{}']"
NOTHING = "There is no report to show here."


@dataclass
class Story:
    """Who takes part, each in a browser of their own, and what the reporter holds."""

    stage: Stage
    visit: Callable[[Way], Visitor]
    visitors: dict[str, Visitor] = field(default_factory=dict)
    words: str = ""

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Say plainly which part of the story did not come about, and on which page."""
        try:
            yield
        except (AssertionError, Error) as error:
            pages = "\n\n".join(
                f"{who} is at {visitor.page.url}:\n{seen(visitor)[:1200]}"
                for who, visitor in self.visitors.items()
                if visitor.page.url.startswith("http")
            )
            pytest.fail(f"The story ends at “{name}”: {error}\n\n{pages}", pytrace=True)

    def someone(self, name: str, way: Way = AT_A_DESK) -> Visitor:
        """Return somebody's browser."""
        if name not in self.visitors:
            self.visitors[name] = self.visit(way)
        return self.visitors[name]

    def sign_in(self, username: str) -> Visitor:
        """Let somebody sign in at the desk anew."""
        visitor, world = self.someone(username), self.stage.world
        world.clock.advance(minutes=1)  # a code counts once
        account = world.accounts[username]
        visitor.context.clear_cookies()
        self.stage.go(visitor, "desk", "/sign-in")
        visitor.page.fill("#username", username)
        visitor.page.fill("#passphrase", account["passphrase"])
        visitor.page.fill("#code", world.codes.next(account["totp_secret"], world.clock()))
        self.stage.press(visitor, "main form button")
        return visitor

    def open_case(self, username: str) -> Visitor:
        """Let a reader sign in and follow the only line of the list."""
        visitor = self.sign_in(username)
        self.follow(visitor, "[data-case] a")
        return visitor

    def come_back(self) -> Visitor:
        """Let the reporter come back with the eight words."""
        visitor = self.someone("reporter", ON_A_PHONE)
        self.stage.go(visitor, "intake", "/en/return")
        visitor.page.fill("#receipt", self.words)
        self.stage.press(visitor, "#continue button")
        return visitor

    def follow(self, visitor: Visitor, selector: str) -> None:
        """Follow a link of the page or press a button of it."""
        self.stage.press(visitor, selector)

    def link(self, visitor: Visitor, words: str) -> None:
        """Follow the link that says so."""
        self.stage.press(visitor, f"main a:has-text('{words}')")

    def button(self, visitor: Visitor, words: str) -> None:
        """Press the button that says so."""
        self.stage.press(visitor, f"main button:has-text('{words}')")


def choose(visitor: Visitor, **answers: str) -> None:
    """Choose answers by their codes."""
    for name, code in answers.items():
        visitor.page.check(f"input[name={name}][value='{code}']")


def seen(visitor: Visitor) -> str:
    """Return what somebody reads."""
    return visitor.page.inner_text("main")


def test_the_whole_story(stage, visit):
    """A report about a line manager is acted on by people who may, and by nobody else."""
    story = Story(stage, visit)
    with story.part("somebody reports their line manager and strikes out HR"):
        report(story)
    with story.part("a reviewer with a declared connection sees nothing"):
        assert NOTHING in seen(story.sign_in(A))
    with story.part("a reviewer opens it, acknowledges it and triages it"):
        triage(story)
    with story.part("a message is translated"):
        translate(story)
    with story.part("a summary is put to the reporter"):
        summarise(story)
    with story.part("the reporter changes it"):
        change(story)
    with story.part("the Director of Audit answers"):
        refer(story)
    with story.part("the outcome takes a second signature"):
        decide(story, WORDS)
    with story.part("the reporter says how they were treated"):
        survey(story)
    with story.part("the reporter says after three months whether anybody treats them worse"):
        check_in(story)
    with story.part("the reporter asks for another look"):
        look_again(story)
    with story.part("the case is closed with a second signature"):
        close(story)
    with story.part("a reviewer with a declared connection has seen nothing at all"):
        assert NOTHING in seen(story.sign_in(A))


def report(story: Story) -> None:
    """Write a report on a phone, and keep the eight words."""
    reporter = story.someone("reporter", ON_A_PHONE)
    story.stage.go(reporter, "intake", "/en/")
    story.link(reporter, "Tell us in one page")
    choose(reporter, safety="worried_again", organisation="council", reporter_role="staff")
    choose(reporter, conduct="joke_banter", about="line_manager", struck="hr_people_team")
    reporter.page.fill("#story", STORY)
    story.follow(reporter, "text=Check your answers")
    story.follow(reporter, "text=Send your report")
    story.words = " ".join(reporter.page.locator("#receipt li").all_inner_texts())
    assert 8 == len(story.words.split())
    story.follow(reporter, "text=I have them")


def triage(story: Story) -> None:
    """Answer the question at opening, acknowledge, and fill the triage card in."""
    b = story.open_case(B)
    assert "Before you open this report" in seen(b)
    assert STORY not in seen(b)
    choose(b, known="no")
    b.page.fill("#reason", "I am on duty.")
    story.button(b, "Continue")
    assert STORY in seen(b)
    b.page.fill("#message", THANKS)
    story.button(b, "Acknowledge")
    story.link(b, "Triage it")
    choose(b, danger="no_danger", sort="report", severity="2", sources="from_4_to_10")
    choose(b, power="yes", contact="yes", kind="anti_black", reporter="staff", area="not_known")
    choose(b, options="audit_data", wishes="fix_the_thing", consents="share_summary")
    b.page.fill("#plan", SAFE)
    story.follow(b, "main form button")
    assert SAFE in seen(b)
    b.page.fill("#message", QUESTION)
    story.button(b, "Send")
    assert QUESTION in seen(b)


def translate(story: Story) -> None:
    """The reporter answers in Arabic, and an interpreter makes it English."""
    reporter = story.come_back()
    assert THANKS in seen(reporter)
    reporter.page.fill("#message", ARABIC)
    story.button(reporter, "Send message")
    b = story.open_case(B)
    assert ARABIC in seen(b)
    story.link(b, "Have something translated")
    b.page.select_option("#what", label="Message 1 of the reporter")
    b.page.check("label:has-text('Arabic: Demo Oversight South')")
    story.follow(b, "main form button")
    interpreter = story.sign_in(INTERPRETER)
    story.follow(interpreter, "[data-referral] a")
    assert ARABIC in seen(interpreter)
    assert STORY not in seen(interpreter)
    interpreter.page.fill("#text", ENGLISH)
    story.follow(interpreter, "main form button")
    assert ENGLISH in seen(story.open_case(B))


def summarise(story: Story) -> None:
    """See what the owner would see, and put it to the reporter."""
    b = story.someone(B)
    story.link(b, "Ask somebody in the organisation to act")
    b.page.check("label:has-text('audit')")
    b.page.fill("#summary", SUMMARY)
    b.page.fill("#asked", ASKED)
    b.page.check("input[name=days] >> nth=2")
    story.button(b, "See what they would see")
    story.button(b, "Put it to the reporter")


def change(story: Story) -> None:
    """The reporter puts other words in the place of the summary."""
    story.stage.world.clock.advance(days=1)
    reporter = story.come_back()
    story.follow(reporter, WAITS.format("summary"))
    assert SUMMARY in seen(reporter)
    choose(reporter, answer="edited")
    reporter.page.fill("#words", EDITED)
    story.button(reporter, "Send your answer")


def refer(story: Story) -> None:
    """The words of the reporter go to the owner, who answers."""
    b = story.open_case(B)
    story.link(b, "Open the summary")
    assert EDITED in seen(b)
    story.button(b, "Send it")
    audit = story.sign_in(AUDIT)
    story.follow(audit, "[data-referral] a")
    assert EDITED in seen(audit)
    assert SUMMARY not in seen(audit)
    assert STORY not in seen(audit)
    audit.page.fill("#actions", DONE)
    story.follow(audit, "main form button")
    story.stage.world.clock.advance(days=7)
    assert DONE in seen(story.open_case(B))


def decide(story: Story, words: str) -> None:
    """Propose an outcome, and let a second reader sign it."""
    b = story.someone(B)
    story.link(b, "the outcome")
    choose(b, finding="partly_substantiated", actions="policy_change")
    b.page.fill("#words", words)
    story.follow(b, "main form button")
    reporter = story.come_back()
    assert words not in seen(reporter)
    sign(story)
    assert words in seen(story.come_back())


def sign(story: Story) -> None:
    """Let another reader sign what is proposed."""
    second = story.open_case(SECOND)
    if second.page.url.endswith("/opening"):
        choose(second, known="no")
        second.page.fill("#reason", "I am the second reader.")
        story.button(second, "Continue")
    story.follow(second, "main a[href$='/second']")
    choose(second, answer="sign")
    story.follow(second, "main form button")


def survey(story: Story) -> None:
    """A week later the reporter is asked how they were treated."""
    story.stage.world.clock.advance(days=7)
    b = story.open_case(B)
    story.link(b, "Ask the reporter whether it was fair")
    story.follow(b, "main form button")
    reporter = story.come_back()
    story.follow(reporter, WAITS.format("survey"))
    choose(reporter, voice="yes", neutrality="yes", respect="yes", reasons="no")
    story.button(reporter, "Send your answers")
    assert 0 == reporter.page.locator(WAITS.format("survey")).count()


def check_in(story: Story) -> None:
    """Three months later they are asked whether anybody treats them worse."""
    b = story.open_case(B)
    story.link(b, "Watch for worse treatment")
    story.follow(b, "main form button")
    days_pass(story, 90)
    b = story.open_case(B)
    story.link(b, "Ask the reporter about worse treatment")
    story.follow(b, "main form button")
    reporter = story.come_back()
    story.follow(reporter, WAITS.format("check-in"))
    choose(reporter, worse="no")
    story.button(reporter, "Send your answer")


def days_pass(story: Story, days: int) -> None:
    """Let time pass, in which the leads sign the lists of their bodies again."""
    world = story.stage.world
    world.clock.advance(days=days)
    cheap = PassphraseStretcher(world.instance.run, CHEAPEST)
    assert renew_demo(world.instance, world.service, world.store, cheap, world.clock())


def look_again(story: Story) -> None:
    """The reporter asks for another look, and gets another decision."""
    reporter = story.someone("reporter")
    story.link(reporter, "Ask us to look at it again")
    reporter.page.fill("#reason", MORE)
    story.button(reporter, "Please look at it again")
    assert MORE in seen(story.open_case(B))
    decide(story, AGAIN)


def close(story: Story) -> None:
    """Propose to close the case, and let a second reader sign."""
    b = story.open_case(B)
    story.link(b, "Close it")
    story.follow(b, "main form button")
    sign(story)
    assert "Our work on your report has ended" in seen(story.come_back())
