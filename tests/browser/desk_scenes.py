"""The pages of the desk, for `scenes`."""

from datetime import timedelta
from unittest.mock import patch

from playwright.sync_api import Route

from reporting import limits
from reporting.desk import health, index
from reporting.notices.health import Trouble
from tests.browser.data import Data
from tests.browser.scenes import opens, scene
from tests.browser.stage import Stage
from tests.browser.texts import ARABIC, LONG
from tests.support.browser import Visitor
from tests.support.journey import Reviewer


def signed_in(stage: Stage, data: Data, visitor: Visitor) -> None:
    """Give the visitor the session of a reviewer."""
    stage.lend(visitor, data.reviewer)


def fill_sign_in(visitor: Visitor, passphrase: str) -> None:
    """Fill in the way in."""
    visitor.page.fill("#username", "north-reviewer-1")
    visitor.page.fill("#passphrase", passphrase)
    visitor.page.fill("#code", "123456")


opens("/nowhere", "desk", "", "no such page of the desk", 404)
opens("/sign-in?out=yes", "desk", "sign_in", "signed out by oneself")


@scene("sign in left empty", "desk", "sign_in", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "desk", "/sign-in")
    stage.press(visitor, "main form button")


@scene("sign-in refused", "desk", "sign_in", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "desk", "/sign-in")
    fill_sign_in(visitor, "not the passphrase")
    stage.press(visitor, "main form button")


@scene("too many sign-ins", "desk", "sign_in", 429)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.go(visitor, "desk", "/sign-in")
    for _ in range(30):
        fill_sign_in(visitor, "not the passphrase")
        visitor.page.fill("#username", "north-lead-2")
        stage.press(visitor, "main form button")
        if 429 == stage.shown.status:
            break


@scene("list", "desk", "cases")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/cases")


@scene("second page of the list", "desk", "cases")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/cases")
    stage.press(visitor, "a[rel=next]")


@scene("list, filtered", "desk", "cases")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/cases?state=waiting&due=week&severity=0")


@scene("list with nothing to show", "desk", "cases")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/cases?organisation=transport")


def search(stage: Stage, visitor: Visitor, desk: str, words: str) -> None:
    """Search for some words."""
    stage.go(visitor, desk, "/search")
    visitor.page.fill("#words", words)
    stage.press(visitor, "form[action='/search'] button")


@scene("search", "desk", "search")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/search")


@scene("search for nothing", "desk", "search", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    search(stage, visitor, "desk", " ")


@scene("what a search found", "desk", "search")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    search(stage, visitor, "desk", "the")


@scene("search that found nothing", "desk", "search")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    search(stage, visitor, "desk", f"{ARABIC} {LONG}"[:100])


@scene("search that goes on", "slow desk", "search")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    with patch.object(limits, "SEARCH_BATCH", 4), patch.object(limits, "SEARCH_SECONDS", 0):
        search(stage, visitor, "slow desk", "the")


@scene("promise", "desk", "promise")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/promise")


@scene("preparing the list", "slow desk", "cases")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    account = stage.world.accounts["north-lead-1"]
    stage.world.clock.advance(minutes=1)  # a code counts once

    def stay(route: Route) -> None:
        # It goes on by itself, and would be gone before it is looked at.
        answer = route.fetch()
        kept = {name: value for name, value in answer.headers.items() if name != "refresh"}
        route.fulfill(response=answer, headers=kept)

    stage.go(visitor, "slow desk", "/sign-in")
    fill_sign_in(visitor, account["passphrase"])
    visitor.page.fill("#username", account["username"])
    visitor.page.fill("#code", stage.world.codes.next(account["totp_secret"], stage.world.clock()))
    # A batch so small that a demo has several of them.
    with patch.object(index, "_CHUNK", 4):
        stage.press(visitor, "main form button")
        visitor.page.route("**/cases", stay)
        stage.go(visitor, "slow desk", "/cases")


@scene("waiting report", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.waiting}")


@scene("overdue report", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.overdue}")


@scene("report with a conversation", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.answered}?sent=yes")


@scene("test report that was answered", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.test}")


@scene("no such report", "desk", "case", 404)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/cases/00000000000000ff")


@scene("untouched acknowledgement", "desk", "acknowledge", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.waiting}")
    stage.press(visitor, "main form button")


@scene("empty acknowledgement", "desk", "acknowledge", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.waiting}")
    visitor.page.fill("#message", "")
    stage.press(visitor, "main form button")


@scene("empty reply", "desk", "reply", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.answered}")
    stage.press(visitor, "main form button")


@scene("reply while the disk is full", "desk with a full disk", "reply", 503)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk with a full disk", f"/cases/{data.answered}")
    visitor.page.fill("#message", ARABIC)
    stage.press(visitor, "main form button")


@scene("reply after the session has ended", "desk", "reply", 403)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", f"/cases/{data.answered}")
    visitor.page.fill("#message", ARABIC)
    visitor.context.clear_cookies()
    stage.press(visitor, "main form button")


def leading(stage: Stage, visitor: Visitor) -> Reviewer:
    """Give the visitor the session of a lead."""
    lead = stage.world.reviewer("north-lead-2")
    stage.lend(visitor, lead)
    return lead


def write_too_long(stage: Stage, visitor: Visitor) -> None:
    """Send a form after the session of a lead has run out."""
    leading(stage, visitor)
    stage.go(visitor, "desk", "/notices")
    visitor.page.fill("#address", "not yet an address")
    with patch.object(limits, "SESSION_IDLE_MINUTES", 0):
        stage.press(visitor, "main form button")


@scene("form sent after the session has run out", "desk", "notices", 403)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    write_too_long(stage, visitor)


@scene("what was written before signing in again", "desk", "sign_in")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    account = stage.world.accounts["north-lead-2"]
    write_too_long(stage, visitor)
    stage.world.clock.advance(minutes=1)  # a code counts once
    fill_sign_in(visitor, account["passphrase"])
    visitor.page.fill("#username", account["username"])
    visitor.page.fill("#code", stage.world.codes.next(account["totp_secret"], stage.world.clock()))
    stage.press(visitor, "main form button")


def next_week(stage: Stage) -> str:
    """Return the address of the week after the present one."""
    today = stage.world.clock().date()
    return f"/duty/{today - timedelta(days=today.weekday() - 7)}"


@scene("rota", "desk", "duty")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/duty")


@scene("rota as a lead sees it", "desk", "duty")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/duty")


@scene("week to fill", "desk", "duty_week")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", next_week(stage))


@scene("week copied from the one before", "desk", "duty_week")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", f"{next_week(stage)}?copy=yes")


@scene("week saved", "desk", "duty_week")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", next_week(stage))
    stage.press(visitor, "main form button")


@scene("week that another lead has changed", "desk", "duty_week", 409)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    lead = leading(stage, visitor)
    stage.go(visitor, "desk", next_week(stage))
    lead.get(next_week(stage))
    form = lead.page.form_with("seen")
    ticks = [e for e in form.iter("input") if e.get("type") == "checkbox"]
    names = {e.get("name", "") for e in ticks}
    # Everybody on one more shift, or on one fewer where an earlier look has put them all there.
    name = min(names)
    all_on = all(e.get("checked") is not None for e in ticks if e.get("name") == name)
    people = [e.get("value", "") for e in ticks if e.get("name") == name]
    lead.submit(form, {name: people[:1] if all_on else people})
    stage.press(visitor, "main form button")


@scene("week while the disk is full", "desk with a full disk", "duty_week", 503)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk with a full disk", next_week(stage))
    stage.press(visitor, "main form button")


@scene("week of the past", "desk", "duty_week", 404)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/duty/2020-01-06")


@scene("own duty", "desk", "my_duty")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/my-duty")


@scene("own duty with an offer, and an absence", "desk", "my_duty")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/my-duty")
    visitor.page.select_option("#shift", index=1)
    visitor.page.select_option("#colleague", label="north-lead-2")
    stage.press(visitor, "form[action='/my-duty/offers'] button")
    day = (stage.world.clock() + timedelta(days=20)).date().isoformat()
    visitor.page.fill("#first", day)
    visitor.page.fill("#last", day)
    stage.press(visitor, "form[action='/my-duty/absences'] button")


@scene("own duty, asked by a colleague", "desk", "my_duty")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    asking = stage.world.reviewer("north-reviewer-3")
    leading(stage, visitor)
    asking.get("/my-duty")
    form = asking.page.form_with("colleague")
    choices = [option.get("value", "") for option in form.iter("option") if option.get("value")]
    lead = next(o.get("value", "") for o in form.iter("option") if o.text == "north-lead-2")
    asking.submit(form, {"shift": choices[0], "colleague": lead})
    stage.go(visitor, "desk", "/my-duty")


@scene("offer of nothing", "desk", "offer_duty", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/my-duty")
    stage.press(visitor, "form[action='/my-duty/offers'] button")


@scene("offer answered after it was taken back", "desk", "answer_offer", 409)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/my-duty")
    asking = stage.world.reviewer("north-reviewer-2")
    asking.get("/my-duty")
    form = asking.page.form_with("colleague")
    choices = [option.get("value", "") for option in form.iter("option") if option.get("value")]
    lead = next(o.get("value", "") for o in form.iter("option") if o.text == "north-lead-2")
    asking.submit(form, {"shift": choices[0], "colleague": lead})
    stage.go(visitor, "desk", "/my-duty")
    taken = next(f for f in asking.page.forms if "/my-duty/offers/" in f.get("action", ""))
    token = next(e.get("value", "") for e in taken.iter("input") if e.get("name") == "csrf_token")
    address = taken.get("action", "")
    asking.post(address, {"csrf_token": token, "answer": "withdraw"})
    stage.press(visitor, f"form[action='{address}'] button")


@scene("absence of no day", "desk", "add_absence", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/my-duty")
    stage.press(visitor, "form[action='/my-duty/absences'] button")


@scene("absence ended while the disk is full", "desk with a full disk", "end_absence", 503)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    away = leading(stage, visitor)
    away.get("/my-duty")
    day = (stage.world.clock() + timedelta(days=20)).date().isoformat()
    away.submit(away.page.form_with("first"), {"first": day, "last": day})
    stage.go(visitor, "desk with a full disk", "/my-duty")
    stage.press(visitor, "form[action^='/my-duty/absences/'] button")


def someone_away(visitor: Visitor, stage: Stage, day: str) -> None:
    """Fill in that a colleague is away on a day, and send it."""
    visitor.page.select_option("#colleague", label="north-reviewer-3")
    visitor.page.fill("#first", day)
    visitor.page.fill("#last", day)
    stage.press(visitor, "form[action='/duty/absences'] button")


@scene("absence of a colleague", "desk", "absences")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/duty/absences")
    someone_away(visitor, stage, (stage.world.clock() + timedelta(days=40)).date().isoformat())


@scene("absence of nobody", "desk", "absences", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/duty/absences")
    stage.press(visitor, "form[action='/duty/absences'] button")


@scene("colleague back while the disk is full", "desk with a full disk", "end_absence_of", 503)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/duty/absences")
    someone_away(visitor, stage, (stage.world.clock() + timedelta(days=50)).date().isoformat())
    stage.go(visitor, "desk with a full disk", "/duty/absences")
    stage.press(visitor, "form[action^='/duty/absences/'] button")


@scene("sign out from another site", "desk", "sign_out", 403)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "elsewhere", f"/trap?to={stage.addresses['desk']}/sign-out")
    stage.press(visitor, "button")


@scene("one's own connections", "desk", "my_connections")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/my-connections")


@scene("people of a body", "desk", "people")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/people")


@scene("who opened reports", "desk", "openings")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reader = stage.world.reviewer("north-reviewer-1")
    known = reader.list_cases()
    stage.world.reporter().write_report()
    [case] = set(reader.list_cases()) - set(known)
    reader.get(f"/cases/{case}/opening")
    reason = "Demo text. I am on duty today, and it waited longest."
    reader.submit(reader.page.form_with("known"), {"known": "no", "reason": reason})
    leading(stage, visitor)
    stage.go(visitor, "desk", "/openings")


@scene("where notices are sent", "desk", "notices")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/notices")


@scene("what is no address", "desk", "notices", 400)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/notices")
    visitor.page.fill("#address", LONG[:200])
    stage.press(visitor, "main form button")


@scene("an address that was kept", "desk", "notices")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "desk", "/notices")
    visitor.page.fill("#address", "anna@north.example")
    stage.press(visitor, "main form button")


@scene("a silent watch and late mail", "slow desk", "notices")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    with patch.object(health, "find_troubles", lambda *_, **__: tuple(Trouble)):
        stage.go(visitor, "slow desk", "/notices")


@scene("removing an address from another site", "desk", "remove_address", 403)
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    signed_in(stage, data, visitor)
    stage.go(visitor, "elsewhere", f"/trap?to={stage.addresses['desk']}/notices/remove")
    stage.press(visitor, "button")
