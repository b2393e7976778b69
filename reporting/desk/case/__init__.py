"""The pages of one case: what was reported, what was said, and what is done about it."""

from flask import Flask

from reporting.desk.case import (
    after,
    answering,
    ending,
    files,
    granting,
    links,
    opening,
    outcome,
    overriding,
    page,
    second,
    triage,
    work,
)


def install_case(app: Flask) -> None:
    """Add the pages of one case to `app`."""
    app.add_url_rule("/cases/<number>", "case", page.show_case, methods=["GET"])
    app.add_url_rule("/cases/<number>/files/<file>", "case_file", files.case_file, methods=["GET"])
    for path, name, view in (
        ("acknowledge", "acknowledge", answering.acknowledge),
        ("messages", "reply", answering.reply),
        ("links/remove", "unlink", links.unlink),
    ):
        app.add_url_rule(f"/cases/<number>/{path}", name, view, methods=["POST"])
    for path, name, act in (
        ("opening", "opening", opening.answer_question),
        ("grant", "grant", granting.give),
        ("override", "override", overriding.ask),
        ("override/answer", "answer_override", overriding.answer),
        ("triage", "triage", triage.triage),
        ("move", "move", work.move),
        ("notes", "notes", work.write_note),
        ("links", "links", links.link),
        ("outcome", "outcome", outcome.decide),
        ("second", "second", second.second),
        ("monitor", "monitor", ending.monitor),
        ("close", "close", ending.close),
        ("reopen", "reopen", ending.reopen),
        ("survey", "survey", after.send_survey),
        ("check-in", "check_in", after.send_check_in),
    ):
        app.add_url_rule(f"/cases/<number>/{path}", name, act, methods=["GET", "POST"])
