"""The pages of inviting somebody, and of making one's account, for `scenes`."""

from itertools import count

from reporting import totp
from tests.browser.data import Data
from tests.browser.desk_scenes import leading
from tests.browser.scenes import opens, scene
from tests.browser.stage import Stage
from tests.browser.texts import LONG
from tests.support.browser import Visitor
from tests.support.page import fields_of, text_of

_NUMBERS = count(1)  # a user name is given once, and each scene is played several times


def invite(stage: Stage) -> tuple[str, str]:
    """Have a lead invite somebody; return user name and words."""
    username = f"newcomer-{next(_NUMBERS)}"
    lead = stage.world.reviewer("north-lead-2")
    lead.get("/people/invite")
    page = lead.submit(lead.page.form_with("role"), {"username": username, "role": "reviewer"})
    words = page.by_id("invitation")
    assert words is not None, page.text
    return username, " ".join(text_of(words).split())


def fill_join(stage: Stage, visitor: Visitor, username: str, words: str) -> None:
    """Send an invitation."""
    stage.go(visitor, "desk", "/join")
    visitor.page.fill("#username", username)
    visitor.page.fill("#invitation", words)
    stage.press(visitor, "main form button")


@scene("invite somebody", "desk", "invite")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    invite(stage)
    leading(stage, visitor)
    stage.go(visitor, "desk", "/people/invite")


@scene("invitation of an owner without a post", "desk", "invite", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/people/invite")
    visitor.page.fill("#username", "A name")
    visitor.page.select_option("#role", "owner")
    stage.press(visitor, "main form button")


@scene("invitation", "desk", "invite")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/people/invite")
    visitor.page.fill("#username", f"newcomer-{next(_NUMBERS)}")
    visitor.page.select_option("#role", "reviewer")
    stage.press(visitor, "main form button")


def sign_list(stage: Stage, username: str) -> None:
    """Have a lead sign the next list, if it waits for them."""
    lead = stage.world.reviewer(username)
    page = lead.get("/people/list")
    for form in page.forms:
        if ["sign"] == fields_of(form).get("act"):
            lead.submit(form, {})
            break


def list_of_people(stage: Stage, visitor: Visitor) -> None:
    """Show a lead the next list, in which something changes for somebody."""
    reader = stage.world.reviewer("north-reviewer-3")
    page = reader.get("/my-connections")
    declared = {"place": "transport", "role": "director", "reason": "A friend. " + LONG}
    reader.submit(page.form_with("place"), declared)
    leading(stage, visitor)
    stage.go(visitor, "desk", "/people/list")


@scene("next list", "desk", "next_list")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    list_of_people(stage, visitor)


@scene("next list, signed by enough", "desk", "next_list")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    sign_list(stage, "north-lead-1")
    sign_list(stage, "north-lead-2")
    list_of_people(stage, visitor)


@scene("somebody to leave out", "desk", "removal")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    leading(stage, visitor)
    stage.go(visitor, "desk", "/people")
    stage.press(visitor, "main a[href$=remove] >> nth=-1")


@scene("connection without a place", "desk", "my_connections", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    stage.lend(visitor, stage.world.reviewer("north-reviewer-3"))
    stage.go(visitor, "desk", "/my-connections")
    stage.press(visitor, "main form:has(#place) button")


opens("/join", "desk", "join", "make one's account")


@scene("invitation refused", "desk", "join", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    fill_join(stage, visitor, f"newcomer-{next(_NUMBERS)}", "not the six words that were told")


@scene("passphrase and key to note", "desk", "join")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    fill_join(stage, visitor, *invite(stage))


@scene("account with a wrong code", "desk", "join", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    fill_join(stage, visitor, *invite(stage))
    visitor.page.fill("#code", "000000")
    stage.press(visitor, "main form button")


@scene("account that is made", "desk", "join")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    fill_join(stage, visitor, *invite(stage))
    secret = visitor.page.inner_text("#key").replace(" ", "")
    visitor.page.fill("#code", totp.code_at(secret, stage.world.clock()))
    stage.press(visitor, "main form button")
