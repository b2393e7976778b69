"""A small application with one page of every kind of field, for the tests of pages."""

from dataclasses import replace
from pathlib import Path

from flask import Flask, g, render_template, request
from flask_babel import lazy_gettext as _
from jinja2 import FileSystemLoader

from reporting import paths
from reporting.service import Language, Service, load_service
from reporting.services import DEMO_SERVICE_FILE
from reporting.web.assets import install_assets
from reporting.web.errors import install_error_pages
from reporting.web.fields import (
    Dropdown,
    Form,
    Hidden,
    RadioChoice,
    Secret,
    TextArea,
    TextLine,
    Ticks,
    one_of,
    validate,
)
from reporting.web.language import init_language
from reporting.web.options import Choice
from reporting.web.padding import install_padding
from reporting.web.page import install_page

BUCKET = 4096
ROLES = (Choice("resident", _("A resident")), Choice("none", _("Rather not say"), divider=_("or")))
CONDUCT = tuple(Choice(f"act_{number}", f"Conduct {number}") for number in range(1, 31))
PLACES = (Choice("", "Choose"), Choice("north", "North", "The north end"), Choice("south", "South"))
NEEDED = _("Tick what happened, or write it in your own words")


class SampleForm(Form):
    """One field of every kind."""

    role = RadioChoice(_("Who are you?"), choices=ROLES, required=_("Choose who you are"))
    conduct = Ticks(_("What happened?"), choices=CONDUCT, description=_("Tick all that fit"))
    place = Dropdown(_("Where?"), choices=PLACES)
    name = TextLine(_("What shall we call you?"), characters=20)
    story = TextArea(_("In your own words"), characters=200, most_bytes=300)
    code = Secret(_("Code"), characters=12)
    step = Hidden(characters=12)

    def check(self):
        """Ask for ticks or words."""
        one_of((self.conduct, self.story), NEEDED)


def sample_service(**changes) -> Service:
    """Return the demo service in English and Arabic."""
    languages = (Language("en", "English", "en_GB"), Language("ar", "العربية", "ar"))
    return replace(load_service(DEMO_SERVICE_FILE), **({"languages": languages} | changes))


def sample_app(service: Service | None = None) -> Flask:
    """Return an application whose /<lang>/sample is a form with everything on it."""
    service = service or sample_service()
    app = Flask("reporting")
    folders = [paths.templates_folder(), Path(__file__).parent / "templates"]
    app.jinja_loader = FileSystemLoader(folders)
    install_padding(app, BUCKET)
    install_assets(app)
    install_page(app, service)
    init_language(app, service.languages, service.timezone)
    install_error_pages(app)

    @app.route("/<lang>/sample", methods=["GET", "POST"])
    def sample(lang):
        g.stale_form = request.args.get("stale") == "1"
        form = SampleForm()
        if request.method == "POST" and validate(form):
            return "accepted"
        return render_template(
            "sample.html", form=form, back_url="/", whole=request.args.get("whole") == "1"
        )

    return app
