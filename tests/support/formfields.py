"""The fields of all forms of a surface, taken from the forms themselves: none can be forgotten."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from wtforms.fields.core import UnboundField

from reporting.web.fields import Form, Hidden, TextArea, TextLine


def forms_of(package: ModuleType) -> Iterator[type[Form]]:
    """Give every form that a module of `package` makes."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(found.name)
    waiting = list(Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if form.__module__.startswith(package.__name__):
            yield form


def fields_of_form(form: type[Form], *kinds: type) -> set[str]:
    """Return the names of a form's fields, or of those of some kinds alone."""
    return {
        name
        for each in form.__mro__
        for name, field in vars(each).items()
        if isinstance(field, UnboundField) and (not kinds or issubclass(field.field_class, kinds))
    }


def all_fields(package: ModuleType) -> set[str]:
    """Return the names of all fields of a surface."""
    return {name for form in forms_of(package) for name in fields_of_form(form)}


def written_fields(form: type[Form]) -> set[str]:
    """Return the names of the fields that people write in."""
    hidden = fields_of_form(form, Hidden)
    return fields_of_form(form, TextArea, TextLine) - hidden
