"""The pages of files beside a report, for `scenes`."""

from reporting import limits
from tests.browser.data import ANSWERS, Data
from tests.browser.scenes import GO_ON, scene
from tests.browser.stage import Stage
from tests.evidence.corpus import document, photo
from tests.support.browser import Visitor
from tests.support.journey import Reporter, through_app
from tests.support.uploading import FILES, MORE_FILES, upload

ADDED = (("a.jpg", photo()), ("a.pdf", document(2)), ("a.txt", b"Demo text."))


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
    added(stage, visitor, *ADDED)
    stage.go(visitor, "intake", FILES)


@scene("file not chosen", "intake", "adding.files", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    added(stage, visitor)
    stage.go(visitor, "intake", FILES)
    stage.press(visitor, GO_ON)


@scene("check with files", "intake", "checking.check")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    added(stage, visitor, *ADDED[:1])
    stage.go(visitor, "intake", "/en/report/check")


def came_back(stage: Stage, visitor: Visitor, *files: tuple[str, bytes]) -> Reporter:
    """Come back to a report, take files to it, and lend the cookies to the visitor."""
    words = Reporter(through_app(stage.apps["intake"])).write_report(ANSWERS)
    reporter = Reporter(through_app(stage.apps["intake"]))
    reporter.return_with(words)
    for name, data in files:
        upload(reporter, name, data, MORE_FILES)
    stage.lend(visitor, reporter)
    return reporter


@scene("files for a report that was sent, none taken", "intake", "bringing.files")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    came_back(stage, visitor)
    stage.go(visitor, "intake", MORE_FILES)


@scene("files for a report that was sent", "intake", "bringing.files")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    came_back(stage, visitor, *ADDED)
    stage.go(visitor, "intake", MORE_FILES)


@scene("file for a report that was sent, not chosen", "intake", "bringing.files", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    came_back(stage, visitor)
    stage.go(visitor, "intake", MORE_FILES)
    stage.press(visitor, GO_ON)


@scene("files that changed before they were added", "intake", "bringing.add", 400)
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reporter = came_back(stage, visitor, *ADDED[:1])
    stage.go(visitor, "intake", MORE_FILES)
    upload(reporter, "b.txt", b"Demo text of another window.", MORE_FILES)
    stage.press(visitor, GO_ON)


@scene("as many files as can be added later", "intake", "bringing.files")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    texts = [(f"{place}.txt", b"Demo text %d." % place) for place in range(limits.FILES_ADDED)]
    reporter = came_back(stage, visitor, *texts)
    reporter.submit(reporter.page.form_with("seen"), {})
    stage.go(visitor, "intake", MORE_FILES)


@scene("conversation after files were added", "intake", "talking.conversation")
def _(stage: Stage, _data: Data, visitor: Visitor) -> None:
    reporter = came_back(stage, visitor, *ADDED)
    reporter.submit(reporter.page.form_with("seen"), {})
    stage.go(visitor, "intake", "/en/conversation")


@scene("case with files added later", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    before = set(data.reviewer.list_cases())
    reporter = came_back(stage, visitor, *ADDED)
    reporter.submit(reporter.page.form_with("seen"), {})
    (case,) = set(data.reviewer.list_cases()) - before
    stage.lend(visitor, data.reviewer)
    stage.go(visitor, "desk", f"/cases/{case}")


@scene("case with files", "desk", "case")
def _(stage: Stage, data: Data, visitor: Visitor) -> None:
    before = set(data.reviewer.list_cases())
    reporter = added(stage, visitor, *ADDED)
    reporter.get("/en/report/check")
    reporter.submit(reporter.next_form(), {})
    (case,) = set(data.reviewer.list_cases()) - before
    stage.lend(visitor, data.reviewer)
    stage.go(visitor, "desk", f"/cases/{case}")
