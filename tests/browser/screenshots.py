"""Make the pictures of `docs/` from a demo: `python -m tests.browser.screenshots`.

Everything on them is made up. They are small on purpose: what is below the fold is cut off. With
the word `journeys` behind it only those of docs/journeys.md are made (`strips`).
"""

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from reporting.instance import make_instance
from reporting.services import database_url
from tests.browser import answer_scenes, case_scenes, referral_scenes, scenes
from tests.browser.data import Data, fill_stage
from tests.browser.scenes import CHECK, FORM, GO_ON, SCENES, written
from tests.browser.stage import Stage, copy_world, open_stage
from tests.browser.strips import MOST_BYTES as STRIP_BYTES
from tests.browser.strips import take_strips
from tests.support.browser import FLAGS, PHONE, Visitor, Way, chromium_path, open_visitor
from tests.support.world import World, _fill

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
DESK, TALL = (960, 900), (960, 1440)  # the tall one where an answer is asked for below
MOST_BYTES = 150_000
JOURNEYS = "journeys"  # said by whoever wants the strips alone
# Pictures that show what a scene of the browser tests shows; loading these modules adds the scenes.
OF_SCENES = {
    ("guided-phone", PHONE): (scenes, "screen what"),
    ("guided-arabic-phone", PHONE): (scenes, "first screen in Arabic"),
    ("readers-phone", PHONE): (scenes, "screen readers"),
    ("easy-phone", PHONE): (scenes, "easy read words"),
    ("opening-desktop", TALL): (case_scenes, "question before a report"),
    ("summary-phone", PHONE): (answer_scenes, "summary"),
    ("referral-desktop", TALL): (referral_scenes, "what an owner is asked"),
}


def _form(stage: Stage, visitor: Visitor) -> None:
    stage.go(visitor, "intake", FORM)
    visitor.page.check("input[name=safety][value=worried_again]")
    visitor.page.check("input[name=organisation][value=council]")
    visitor.page.check("input[name=reporter_role][value=resident]")
    visitor.page.check("input[name=conduct][value=joke_banter]")
    visitor.page.locator("#conduct").scroll_into_view_if_needed()


def _receipt(stage: Stage, visitor: Visitor) -> None:
    written(stage, visitor)
    stage.go(visitor, "intake", CHECK)
    stage.press(visitor, GO_ON)


def _play(stage: Stage, data: Data, name: str, visitor: Visitor) -> None:
    next(scene for scene in SCENES if scene.name == name).act(stage, data, visitor)


def refuse_large(picture: Path, most: int) -> None:
    """Raise ValueError for a picture of more than `most` bytes."""
    if picture.stat().st_size > most:
        raise ValueError(f"{picture.name} is larger than {most} bytes")


def main() -> None:
    """Write the pictures; each must stay small enough for a repository."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder, "template")
        make_instance(template, demo=True)
        accounts = _fill(template, database_url(template, {}))
        world = copy_world(World(template, "", accounts), Path(folder, "instance"))
        with open_stage(world) as stage, sync_playwright() as playwright:
            data = fill_stage(stage, plain=True)
            browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))

            def take(name: str, size: tuple[int, int], act: Callable[[Visitor], None]) -> None:
                visitor = open_visitor(browser, Way(script=False, size=size))
                stage.lend(visitor, data.reviewer)
                act(visitor)
                picture = FOLDER / f"{name}.png"
                visitor.page.screenshot(path=picture)
                visitor.context.close()
                refuse_large(picture, MOST_BYTES)

            for strip in take_strips(stage, browser, FOLDER):
                refuse_large(strip, STRIP_BYTES)
            if JOURNEYS in sys.argv:
                return
            take("start-phone", PHONE, lambda visitor: stage.go(visitor, "intake"))
            take("form-phone", PHONE, lambda visitor: _form(stage, visitor))
            take("receipt-phone", PHONE, lambda visitor: _receipt(stage, visitor))
            take("queue-desktop", DESK, lambda visitor: stage.go(visitor, "desk", "/cases"))
            case = f"/cases/{data.answered}"
            take("case-desktop", DESK, lambda visitor: stage.go(visitor, "desk", case))
            for (name, size), (_, scene) in OF_SCENES.items():
                take(name, size, partial(_play, stage, data, scene))
            browser.close()


if __name__ == "__main__":
    main()
