"""The pages of files beside a report, for `scenes`."""

from tests.browser.data import ANSWERS, Data
from tests.browser.scenes import GO_ON, scene
from tests.browser.stage import Stage
from tests.evidence.corpus import document, photo
from tests.support.browser import Visitor
from tests.support.journey import Reporter, through_app
from tests.support.uploading import FILES, upload

FILES_ADDED = (("a.jpg", photo()), ("a.pdf", document(2)), ("a.txt", b"Demo text."))


def added(stage: Stage, visitor: Visitor, *files: tuple[str, bytes]) -> Reporter:
    """Write a report, add files to it, and lend the cookies to the visitor."""
    reporter = Reporter(through_app(stage.apps["intake"]))
    reporter.fill(ANSWERS)
    for name, data in files:
        upload(reporter, name, data)
    stage.lend(visitor, reporter)
    return reporter


@scene("files, none added", "intake", "adding.files")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    added(stage, visitor)
    stage.go(visitor, "intake", FILES)


@scene("files added", "intake", "adding.files")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    added(stage, visitor, *FILES_ADDED)
    stage.go(visitor, "intake", FILES)


@scene("file not chosen", "intake", "adding.files", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    added(stage, visitor)
    stage.go(visitor, "intake", FILES)
    stage.press(visitor, GO_ON)


@scene("check with files", "intake", "checking.check")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    added(stage, visitor, *FILES_ADDED[:1])
    stage.go(visitor, "intake", "/en/report/check")


@scene("case with files", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    before = set(data.reviewer.list_cases())
    reporter = added(stage, visitor, *FILES_ADDED)
    reporter.get("/en/report/check")
    reporter.submit(reporter.next_form(), {})
    (case,) = set(data.reviewer.list_cases()) - before
    stage.lend(visitor, data.reviewer)
    stage.go(visitor, "desk", f"/cases/{case}")
