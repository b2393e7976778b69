"""What every page of every surface is drawn with (docs/pages.md)."""

from flask import Flask

from reporting.service import Service
from reporting.web.choices import install_choices
from reporting.web.fields import error_list
from reporting.web.untranslated import install_untranslated


def install_page(app: Flask, service: Service) -> None:
    """Give the templates of `app` what they draw pages with. Call it before any page.

    `app` is a `Flask("reporting", template_folder=paths.templates_folder())`, so that its static
    files are those of the package.
    """
    # Lines that hold only a statement leave nothing behind: shorter pages.
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(service=service, error_list=error_list)
    install_choices(app)
    install_untranslated(app)
