"""Forms: WTForms fields made for our macros and our own sentences (docs/pages.md).

Flask-WTF and WTForms read the body and run the validators; nothing else of them is used. Their
English sentences never reach a page, their choice fields and widgets are not needed, and
protection against forged requests is app-wide (reporting/web/csrf.py), not a field: Flask-WTF's
own is built on SHA-1.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar

from flask import g, request
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.fields.core import Field
from wtforms.validators import StopValidation

from reporting.web import text
from reporting.web.options import Option, Term, options_of
from reporting.web.untranslated import Spoken
from reporting.web.validators import Required, Sealed

STALE = lazy_gettext(
    "This page was open too long, or came from another window. Your answers are still here. "
    "Please press the button again."
)
NOT_OFFERED = lazy_gettext("Choose from the answers on this page")


class _Field(Field):
    """What the macros need of every field."""

    macro: ClassVar[str]

    @property
    def error(self) -> str:
        """The first thing to mend, or an empty text."""
        return str(self.errors[0]) if self.errors else ""

    @property
    def first_id(self) -> str:
        """The id of the first element of this field that can take the focus."""
        return str(self.id)


class _Written(_Field):
    """A field that holds text; `data` is always a str, tidied."""

    data: str

    def __init__(
        self,
        label: Any = "",
        *,
        characters: int,
        most_bytes: int | None = None,
        required: Any = None,
        **kwargs: Any,
    ) -> None:
        limits = Sealed(characters, most_bytes or characters * 4 + 2)
        needed = [Required(required)] if required is not None else []
        super().__init__(label, validators=[limits, *needed], **kwargs)
        self.characters = characters

    def process_data(self, value: Any) -> None:
        """Take what is known already; anything else than an answer is none."""
        self.data = value if isinstance(value, str) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent."""
        first = valuelist[0] if valuelist else ""
        self.data = self._tidied(first) if isinstance(first, str) else ""

    def _tidied(self, written: str) -> str:
        return text.tidy(written)

    @property
    def shown(self) -> str:
        """What the page shows of the answer: hidden characters are gone, so it can be sent."""
        return text.without_hidden(self.data)


class TextArea(_Written):
    """Many lines; the page says how many `characters` there may be."""

    macro = "textarea"


class TextLine(_Written):
    """One line; line ends that were pasted become spaces."""

    macro = "input"

    def _tidied(self, written: str) -> str:
        return text.tidy(written).replace("\n", " ")


class Secret(TextLine):
    """A passphrase or code: never shown again."""

    macro = "secret"

    @property
    def shown(self) -> str:
        """Nothing: the page must not give a secret back."""
        return ""


class Hidden(TextLine):
    """A value that the page carries for the program."""

    macro = "hidden"

    @property
    def first_id(self) -> str:
        """Nothing: a hidden element cannot take the focus."""
        return ""


class _Chosen(_Field):
    """A field with choices; set `choices` in the class or on the bound field."""

    def __init__(
        self, label: Any = "", *, choices: Iterable[Term] = (), required: Any = None, **kwargs: Any
    ) -> None:
        needed = [Required(required)] if required is not None else []
        super().__init__(label, validators=needed, **kwargs)
        self.choices: Sequence[Term] = tuple(choices)

    def _selected(self) -> tuple[str, ...]:
        """Return the codes that are chosen."""
        return (self.data,) if isinstance(self.data, str) and self.data else tuple(self.data)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms calls it so.
        """Refuse a code that the page did not offer."""
        if not {term.code for term in self.choices}.issuperset(self._selected()):
            raise StopValidation(str(NOT_OFFERED))

    @property
    def options(self) -> tuple[Option, ...]:
        """The choices as the macros draw them."""
        return options_of(self.choices, self._selected())


class RadioChoice(_Chosen):
    """One of a few; `data` is a code, or an empty text."""

    macro = "radios"
    data: str

    def process_data(self, value: Any) -> None:
        """Take what is known already; anything else than an answer is none."""
        self.data = value if isinstance(value, str) else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent."""
        self.process_data(valuelist[0] if valuelist else "")


class Dropdown(RadioChoice):
    """One of many."""

    macro = "select"


class GroupedDropdown(Dropdown):
    """One of many that stand in groups; set `groups`, each a name and its choices, not `choices`.

    What is offered first is `nothing`, which is no answer.
    """

    macro = "grouped_select"

    def __init__(self, label: Any = "", *, nothing: Any, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.nothing = nothing
        self.groups: Sequence[tuple[Spoken | str, Sequence[Term]]] = ()

    def pre_validate(self, form: Any) -> None:
        """Refuse a code that the page did not offer."""
        self.choices = tuple(term for _, terms in self.groups for term in terms)
        super().pre_validate(form)

    @property
    def grouped(self) -> list[tuple[Spoken | str, tuple[Option, ...]]]:
        """The choices as the macros draw them, by the name of their group."""
        return [(name, options_of(terms, self._selected())) for name, terms in self.groups]


class Ticks(_Chosen):
    """Any number of choices; `data` is a tuple of codes in the order of the choices."""

    macro = "checkboxes"
    data: tuple[str, ...]

    def process_data(self, value: Any) -> None:
        """Take what is known already; anything else than an answer is none."""
        wanted = {code for code in value or () if isinstance(code, str)}
        known = tuple(term.code for term in self.choices if term.code in wanted)
        self.data = known + tuple(sorted(wanted.difference(known)))

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was sent."""
        self.process_data(valuelist)


class _Untranslated:
    """In place of WTForms' own translations: none of its sentences is ever used."""

    def gettext(self, string: str) -> str:
        """Return `string` as it is."""
        return string

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the English form for `n`."""
        return singular if n == 1 else plural


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """Base of our forms. Reads the body of a POST by itself; `data=` gives what is known already.

    Only `request.form` is read: a JSON body or a file is no answer.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """How the libraries are held off from what they would do by themselves."""

        csrf = False

        def get_translations(self, form: Any) -> Any:  # noqa: ARG002 - WTForms calls it so.
            """Return translations that never look anything up."""
            return _Untranslated()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(formdata=request.form if request.method == "POST" else None, **kwargs)

    def check(self) -> None:
        """Look at several fields together, with `refuse` and `one_of`; run once each is right."""


def refuse(field: Any, sentence: Any) -> None:
    """Add an error to one field, as its validators do."""
    field.errors = [*field.errors, str(sentence)]


def one_of(fields: Iterable[Any], sentence: Any) -> None:
    """Refuse the first of `fields` unless at least one of them has an answer."""
    listed = list(fields)
    if not any(field.data for field in listed):
        refuse(listed[0], sentence)


def validate(form: Form) -> bool:
    """Say whether every answer may be used; otherwise the fields carry what to mend.

    A stale form is refused too, with its answers kept (reporting/web/csrf.py sets the mark).
    """
    if form.validate():
        form.check()
    if g.get("stale_form"):
        form.form_errors = [*form.form_errors, str(STALE)]
    return not form.errors


def _fields(form: Form) -> Iterator[_Field]:
    return (field for field in form if isinstance(field, _Field))


def error_list(form: Form) -> list[tuple[str, str]]:
    """Return (address of the field on the page or "", sentence) for the error summary, in order."""
    whole = [("", str(sentence)) for sentence in form.form_errors]
    each = [
        (f"#{field.first_id}" if field.first_id else "", str(sentence))
        for field in _fields(form)
        for sentence in field.errors
    ]
    return whole + each
