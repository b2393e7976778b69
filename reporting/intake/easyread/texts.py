"""What the easy read pages say: short sentences, one idea each, a picture beside every few.

Words between stars are hard ones: they stand in bold, and a sentence near by says what they mean
(docs/pages.md, "Easy read"). Numbers come from the limits and from the service file, never from a
sentence, so that an easy page can promise nothing else than a full one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from reporting import limits
from reporting.intake.easyread.line import Line, apart, line, promised_line
from reporting.service import Service


@dataclass(frozen=True)
class Topic:
    """One page: what it is called, and what its lines are for a service."""

    title: Any
    lines: Callable[[Service], tuple[Line, ...]]


def _about(service: Service) -> tuple[Line, ...]:
    return (
        line(
            "speak",
            gettext("You can tell us about racism here."),
            gettext("*Racism* is treating somebody worse because of who they are."),
            gettext(
                "It can be about skin colour, language, religion or where a family comes from."
            ),
            gettext("It can be about who somebody thinks you are."),
            gettext("Small things count too."),
        ),
        line(
            "no-name",
            gettext("You do not have to give your name."),
            gettext("We do not ask for it."),
        ),
        line(
            "read",
            gettext("What you write to us is called a *report*."),
            gettext("A *report* is what happened, in your own words."),
            gettext("A person reads it."),
        ),
        promised_line(service),
        line("skip", gettext("You can skip most questions.")),
        line(
            "help",
            gettext("The questions are not in easy read."),
            gettext("Somebody you trust can help you with them."),
        ),
        line(
            "call",
            gettext("You can also tell us by phone."),
            gettext("Our number: %(telephone)s", telephone=apart(service.telephone)),
        ),
        line(
            "phone",
            gettext("Use your own phone."),
            gettext("Do not use a phone or computer from work."),
            gettext("Your work can see what you do on them."),
        ),
        line(
            "exit",
            gettext("You can leave at any time."),
            gettext("Press “%(button)s” at the top.", button=gettext("Exit this page")),
        ),
    )


def _kept(service: Service) -> tuple[Line, ...]:
    months = max(each.promise.retention_months for each in service.organisations.values())
    return (
        line(
            "no-name",
            gettext("We do not keep your name."),
            gettext("We do not keep your address."),
            gettext("We do not keep which phone or computer you use."),
        ),
        line(
            "paper",
            gettext("We keep what you write."),
            gettext("If you write a name, the people who read your report see it."),
        ),
        line(
            "found",
            gettext("Your words can show who you are."),
            gettext("Leave out what only you can know."),
        ),
        line(
            "lock",
            gettext("When you send your report, it is *locked*."),
            gettext("*Locked* means that only the people who may read it can open it."),
            gettext("The people who run this website cannot open it."),
        ),
        line(
            "cookie",
            gettext("While you report, this website puts a *cookie* on your phone or computer."),
            gettext("A *cookie* is a small file."),
            gettext("Your name is not in it."),
            gettext("It goes when you press “%(button)s”.", button=gettext("Exit this page")),
        ),
        line(
            "bin",
            gettext("If you do not send your report, we delete your answers."),
            gettext("This takes %(days)s days at most.", days=limits.DRAFT_PURGE_DAYS),
            gettext("You can save your answers and come back."),
            gettext("Then we keep them for %(days)s days.", days=limits.SAVED_DAYS),
        ),
        line(
            "calendar",
            gettext("We keep your report while we work on it."),
            ngettext(
                "After that we keep it for %(num)s month at most.",
                "After that we keep it for %(num)s months at most.",
                months,
            ),
            gettext("Then we delete it."),
            gettext("Copies in our *backups* stay locked."),
            gettext("*Backups* are copies in case a computer breaks."),
            gettext("We delete them later."),
        ),
    )


def _readers(service: Service) -> tuple[Line, ...]:
    about = (
        gettext(
            "Reports about %(organisation)s go to %(body)s.",
            organisation=apart(each.name),
            body=apart(service.bodies[each.body].name),
        )
        for each in service.organisations.values()
    )
    hours = min(each.promise.summary_hours for each in service.organisations.values())
    return (
        line(
            "outside",
            gettext("An *oversight body* reads your report."),
            gettext("An *oversight body* is a group that checks if things are fair."),
            gettext("It does not belong to the *organisation*."),
            gettext("An *organisation* is for example a council."),
        ),
        Line("people", tuple(about)),
        line(
            "other",
            gettext("Is your report about the oversight body?"),
            gettext("Then another oversight body reads it."),
            gettext("If nobody answers in time, another oversight body can read it too."),
        ),
        line(
            "no-manager",
            gettext("Nobody in the organisation can open your report."),
            gettext("Your manager cannot."),
            gettext("*HR* cannot."),
            gettext("*HR* is the team that deals with staff."),
        ),
        line(
            "choose",
            gettext("Before you send, we show you who can open your report."),
            gettext("You can tick who must not open it."),
        ),
        line(
            "summary",
            gettext("Sometimes we ask the organisation to do something."),
            gettext("Then we write a *summary*."),
            gettext("A *summary* is a short text about your report."),
            gettext("You can read it first."),
            gettext("You can say yes or no, or change the words."),
            ngettext(
                "You have at least %(num)s hour to answer.",
                "You have at least %(num)s hours to answer.",
                hours,
            ),
            gettext("The page tells you what happens if you do not answer."),
        ),
        line(
            "danger",
            gettext("Is somebody in serious danger?"),
            gettext("Then we may have to tell others, even if you do not agree."),
            gettext("We write down why."),
            gettext("You can read why on your page."),
        ),
    )


def _words(_service: Service) -> tuple[Line, ...]:
    words, minutes = limits.RECEIPT_WORDS, limits.RECEIPT_AGAIN_MINUTES
    return (
        line(
            "words",
            gettext("After you send your report, you see %(words)s words.", words=words),
            gettext("These words are your *receipt*."),
            gettext("A *receipt* shows that we have your report."),
            gettext("You need the words to come back."),
        ),
        line(
            "write",
            gettext("Write the words down."),
            gettext("There is a number for each word."),
            gettext("You can write down the %(words)s numbers instead.", words=words),
            gettext("Nobody can see what the numbers are for."),
        ),
        line(
            "clock",
            gettext("We show the words for %(minutes)s minutes.", minutes=minutes),
            gettext("After that we cannot show them again."),
        ),
        line(
            "home",
            gettext("Keep the words in a safe place."),
            gettext("Do not keep them at work."),
        ),
        line(
            "secret",
            gettext("Do not show the words to others."),
            gettext("With your words, others can read the messages."),
            gettext("They can write to us as if they were you."),
            gettext("They cannot open your report."),
        ),
        line(
            "lost",
            gettext("Did you lose your words?"),
            gettext("Then we cannot find your report."),
            gettext("You can send it again."),
        ),
    )


def _back(service: Service) -> tuple[Line, ...]:
    words, minutes = limits.RECEIPT_WORDS, limits.RECEIPT_VISIT_MINUTES
    days = max(each.promise.update_days for each in service.organisations.values())
    return (
        promised_line(service),
        line(
            "type",
            gettext("Come back to this website to read the answer."),
            gettext("Type your %(words)s words or numbers.", words=words),
        ),
        line(
            "talk",
            gettext("You can read what we wrote to you."),
            gettext("You can write to us again."),
            gettext("You do not have to."),
        ),
        line(
            "clock",
            gettext("You can stay on the page for %(minutes)s minutes.", minutes=minutes),
            gettext("Then you type your words again."),
        ),
        line(
            "calendar",
            ngettext(
                "We promise that you hear from us at least every %(num)s day.",
                "We promise that you hear from us at least every %(num)s days.",
                days,
            ),
            gettext("We do this until our work has ended."),
        ),
        line(
            "back",
            gettext("You can take your report back."),
            gettext("If nobody has answered yet, we delete all of it."),
            gettext("If somebody has answered, you can ask us to stop."),
        ),
        line(
            "exit",
            gettext("Are you finished?"),
            gettext("Press “%(button)s” at the top.", button=gettext("Exit this page")),
        ),
    )


TOPICS: Mapping[str, Topic] = {
    "about": Topic(lazy_gettext("About this website"), _about),
    "kept": Topic(lazy_gettext("What we keep"), _kept),
    "readers": Topic(lazy_gettext("Who reads your report"), _readers),
    "words": Topic(lazy_gettext("Words to come back with"), _words),
    "back": Topic(lazy_gettext("How to come back"), _back),
}
