"""One part of the page of a case (panels.py lists them)."""

from dataclasses import dataclass

from reporting.desk.due import Due


@dataclass(frozen=True)
class Panel:
    """One part of the page: a template under `templates/` and the dataclass that it shows.

    `due` is what of it the list at the top of the page has among all that is due; `first` puts it
    above that list, because it waits for whoever reads.
    """

    template: str
    content: object
    due: tuple[Due, ...] = ()
    first: bool = False
