"""The pages of the rota: who is on duty, weeks to fill, who is away, and one's own shifts."""

from flask import Flask

from reporting.desk.duty import absences, mine, week


def install_duty(app: Flask) -> None:
    """Add the pages of the rota to `app`."""
    app.add_url_rule("/duty", "duty", week.show_duty, methods=["GET"])
    app.add_url_rule("/duty/<week>", "duty_week", week.show_week, methods=["GET", "POST"])
    app.add_url_rule("/my-duty", "my_duty", mine.show_mine, methods=["GET"])
    app.add_url_rule("/duty/absences", "absences", absences.show_absences, methods=["GET", "POST"])
    app.add_url_rule(
        "/duty/absences/<number>", "end_absence_of", absences.end_absence_of, methods=["POST"]
    )
    for path, name, view in (
        ("offers", "offer_duty", mine.offer_duty),
        ("offers/<number>", "answer_offer", mine.answer_offer),
        ("absences", "add_absence", mine.add_absence),
        ("absences/<number>", "end_absence", mine.end_absence),
    ):
        app.add_url_rule(f"/my-duty/{path}", name, view, methods=["POST"])
