"""`reporting poster`: posters, cards and the form on paper, as files to be printed."""

from pathlib import Path

import click

from reporting import catalogues
from reporting.service import Service
from reporting.services import services_from_environment


@click.command()
@click.option(
    "--language",
    "tags",
    multiple=True,
    metavar="TAG",
    help="A language of the service file; once for each. Without it, all of them.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to; what it has under the same names is written over.",
)
def poster(*, tags: tuple[str, ...], out: Path) -> None:
    """Make poster-TAG.html, cards-TAG.html and form-TAG.html, to be printed from any browser.

    Compare the fingerprints that it prints with those that the bodies noted before you put up
    anything.
    """
    from reporting.intake.app import create_app
    from reporting.intake.printed.papering import paper_file
    from reporting.intake.printed.posters import cards_file, poster_file
    from reporting.intake.roots import roots_of

    services = services_from_environment("intake")
    wanted = _wanted(services.service, tags)
    app = create_app(services)
    made = {
        f"{name}-{tag}.html": make(app, tag)
        for tag in wanted
        for name, make in (("poster", poster_file), ("cards", cards_file), ("form", paper_file))
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, html in made.items():
        (out / name).write_text(html, "utf-8")
        click.echo(str(out / name))
    for root in roots_of(services):
        click.echo(f"Fingerprint of the root of {root.body}: {root.fingerprint}")
    unchecked = [tag for tag, locale in wanted.items() if not catalogues.is_checked(locale)]
    if unchecked:
        listed = ", ".join(unchecked)
        click.echo(f"No person has checked these languages yet, and their files say so: {listed}")


def _wanted(service: Service, tags: tuple[str, ...]) -> dict[str, str]:
    """Return the locale of each language that was asked for, by tag."""
    known = {each.tag: each.locale for each in service.languages}
    for tag in tags:
        if tag not in known:
            raise click.UsageError(f"--language is {tag!r}; the service has {', '.join(known)}")
    return {tag: known[tag] for tag in tags} if tags else known
