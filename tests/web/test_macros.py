"""Our macros make the same markup as the library's, which people with disabilities tested."""

import html5lib
import pytest
from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from reporting.web.options import Option
from tests.web.sample import sample_app

# Attributes the library puts there for its script, which we never ship, and ours for people who
# write from right to left.
NOT_COMPARED = ("data-", "dir")
SCRIPT_CLASSES = {"govuk-js-character-count"}

OPTIONS = [
    Option("a", "First", selected=True),
    Option("b", "Second & last", hint="A hint"),
    Option("c", "None of these", divider="or"),
]
ITEMS = [
    {"value": "a", "text": "First", "checked": True},
    {"value": "b", "text": "Second & last", "hint": {"text": "A hint"}},
    {"divider": "or"},
    {"value": "c", "text": "None of these"},
]
LEGEND = {"text": "Which?", "classes": "govuk-fieldset__legend--m"}
HOW = {"hint": {"text": "How to"}, "errorMessage": {"text": "Mend it"}}
OURS = 'hint="How to", error="Mend it"'
MORE = (
    'inputmode="numeric", spellcheck="false", classes="govuk-input--width-10", '
    'autocapitalize="none", label_classes="govuk-label--l", heading=true'
)
TWO_ACTIONS = [
    {"href": "/a", "text": "Change", "visuallyHiddenText": "the story"},
    {"href": "/b", "text": "Remove", "visuallyHiddenText": "the story"},
]

CASES = {
    "button": (
        'button("Go on", name="go", value="1", id="send", classes="govuk-button--warning")',
        "button",
        {"text": "Go on", "name": "go", "value": "1", "id": "send"}
        | {"classes": "govuk-button--warning"},
    ),
    "button as a link": ('button("Go", href="/x")', "button", {"text": "Go", "href": "/x"}),
    "hint": ('hint("How", "a-hint")', "hint", {"text": "How", "id": "a-hint"}),
    "error message": (
        'error_message("Mend it", "a-error")',
        "error-message",
        {"text": "Mend it", "id": "a-error"},
    ),
    "input": (
        f'input("name", "Your <name>", "Ann & Bo", {OURS}, {MORE})',
        "input",
        {"name": "name", "value": "Ann & Bo", "inputmode": "numeric", "spellcheck": False}
        | {"label": {"text": "Your <name>", "classes": "govuk-label--l", "isPageHeading": True}}
        | {"classes": "govuk-input--width-10", "autocapitalize": "none", "autocomplete": "off"}
        | HOW,
    ),
    "plain input": (
        'input("name", "Name", type="password")',
        "input",
        {"name": "name", "type": "password", "autocomplete": "off", "label": {"text": "Name"}},
    ),
    "textarea": (
        f'textarea("story", "Story", "One\\ntwo <b>", {OURS}, rows=8)',
        "textarea",
        {"name": "story", "label": {"text": "Story"}, "value": "One\ntwo <b>", "rows": 8}
        | {"autocomplete": "off"}
        | HOW,
    ),
    "textarea with a limit": (
        f'textarea("story", "Story", "One", {OURS}, limit=200, autocomplete="")',
        "character-count",
        {"name": "story", "label": {"text": "Story"}, "value": "One", "maxlength": 200} | HOW,
    ),
    "select": (
        f'select("place", "Where?", options, {OURS}, classes="wide")',
        "select",
        {"name": "place", "label": {"text": "Where?"}, "classes": "wide"}
        | {
            "items": [
                {"value": "a", "text": "First", "selected": True},
                {"value": "b", "text": "Second & last"},
                {"value": "c", "text": "None of these"},
            ]
        }
        | HOW,
    ),
    "radios": (
        f'radios("which", "Which?", options, {OURS}, classes="govuk-radios--small")',
        "radios",
        {"name": "which", "classes": "govuk-radios--small", "items": ITEMS}
        | {"fieldset": {"legend": LEGEND}}
        | HOW,
    ),
    "checkboxes": (
        'checkboxes("which", "Which?", options, heading=true)',
        "checkboxes",
        {"name": "which", "items": ITEMS, "fieldset": {"legend": LEGEND | {"isPageHeading": True}}},
    ),
    "checkboxes with hint and error": (
        f'checkboxes("which", "Which?", options, {OURS})',
        "checkboxes",
        {"name": "which", "items": ITEMS, "fieldset": {"legend": LEGEND}} | HOW,
    ),
    "fieldset": (
        '{% call fieldset("Which?", "govuk-fieldset__legend--m", true, "x") %}In{% endcall %}',
        "fieldset",
        {"legend": LEGEND | {"isPageHeading": True}, "describedBy": "x", "html": "In"},
    ),
    "error summary": (
        'error_summary([("#a", "Mend <a>"), ("", "Mend all")])',
        "error-summary",
        {"titleText": "There is a problem"}
        | {"errorList": [{"href": "#a", "text": "Mend <a>"}, {"text": "Mend all"}]},
    ),
    "skip link": (
        'skip_link("Skip")',
        "skip-link",
        {"text": "Skip", "href": "#main-content"},
    ),
    "back link": ('back_link("/a")', "back-link", {"href": "/a"}),
    "inset text": ('inset_text("Know <this>")', "inset-text", {"text": "Know <this>"}),
    "warning text": ('warning_text("Beware")', "warning-text", {"text": "Beware"}),
    "banner": (
        'notification_banner("News", id="n")',
        "notification-banner",
        {"text": "News", "titleId": "n"},
    ),
    "success banner": (
        'notification_banner("Sent", "Success", success=true, id="n")',
        "notification-banner",
        {"text": "Sent", "type": "success", "titleId": "n"},
    ),
    "panel": (
        'panel("Sent", "Keep this")',
        "panel",
        {"titleText": "Sent", "text": "Keep this"},
    ),
    "details": (
        'details("How?", "Sealed", open=true, id="how")',
        "details",
        {"summaryText": "How?", "text": "Sealed", "open": True, "id": "how"},
    ),
    "tag": ('tag("Late", "red")', "tag", {"text": "Late", "classes": "govuk-tag--red"}),
    "summary list": (
        "summary_list(rows)",
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "Who"},
                    "value": {"text": "A <resident>"},
                    "actions": {"items": TWO_ACTIONS[:1]},
                },
                {"key": {"text": "What"}, "value": {"text": "Words"}},
                {
                    "key": {"text": "Where"},
                    "value": {"html": "<b>Here</b>"},
                    "actions": {"items": TWO_ACTIONS},
                },
            ]
        },
    ),
    "table": (
        'table("Waiting", ["Case", "Hours"], [["x", 5]], numeric=[1], first_is_header=true)',
        "table",
        {
            "caption": "Waiting",
            "captionClasses": "govuk-table__caption--m",
            "firstCellIsHeader": True,
            "head": [{"text": "Case"}, {"text": "Hours", "format": "numeric"}],
            "rows": [[{"text": "x"}, {"text": 5, "format": "numeric"}]],
        },
    ),
    "pagination": (
        'pagination([(1, "/1"), (2, "/2"), (none, ""), (9, "/9")], 2, "/1", "/3")',
        "pagination",
        {
            "landmarkLabel": "Pages",
            "previous": {"href": "/1"},
            "next": {"href": "/3"},
            "items": [
                {"number": 1, "href": "/1"},
                {"number": 2, "href": "/2", "current": True},
                {"ellipsis": True},
                {"number": 9, "href": "/9"},
            ],
        },
    ),
}
ROWS = [
    {"key": "Who", "value": "A <resident>", "actions": [("/a", "Change", "the story")]},
    {"key": "What", "value": "Words", "actions": []},
    {
        "key": "Where",
        "value": Markup("<b>Here</b>"),
        "actions": [("/a", "Change", "the story"), ("/b", "Remove", "the story")],
    },
]


def normal_form(node):
    """Return a fragment as nested lists: no white space between elements, none at the ends."""
    attributes = {
        name: " ".join(sorted(set(value.split()) - SCRIPT_CLASSES)) if name == "class" else value
        for name, value in node.attrib.items()
        if not name.startswith(NOT_COMPARED)
    }
    content = [squeezed(node.text)]
    for child in node:
        content += [normal_form(child), squeezed(child.tail)]
    return [node.tag, attributes, [part for part in content if part]]


def squeezed(text):
    """Return text with white space as a browser shows it."""
    return " ".join((text or "").split())


def parsed(html):
    """Return the normal form of a fragment of HTML."""
    return normal_form(html5lib.parseFragment(html, namespaceHTMLElements=False))


class LibraryLoader(PackageLoader):
    """Finds the library's templates under the name it uses for itself."""

    def get_source(self, environment, template):
        """Return the template without the library's name before it."""
        return super().get_source(environment, template.removeprefix("govuk_frontend_jinja/"))


def library_markup(component, params):
    """Return what the library makes of its own parameters."""
    library = Environment(loader=LibraryLoader("govuk_frontend_jinja"), autoescape=True)
    macro = "govuk" + component.title().replace("-", "")
    source = (
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}'
        f"{{{{ {macro}(params) }}}}"
    )
    return library.from_string(source).render(params=params)


def our_markup(call, **values):
    """Return what our macro makes."""
    names = {
        "form": "button, hint, error_message, input, textarea, select, radios, checkboxes, "
        "fieldset, error_summary",
        "page": "skip_link, back_link, inset_text, warning_text, notification_banner, panel, "
        "details, tag, summary_list, table, pagination",
    }
    imports = "".join(
        f'{{% from "shared/macros/{file}.html" import {macros} %}}'
        for file, macros in names.items()
    )
    source = imports + (call if call.startswith("{%") else f"{{{{ {call} }}}}")
    app = sample_app()
    with app.test_request_context("/en/sample"):
        return app.jinja_env.from_string(source).render(options=OPTIONS, rows=ROWS, **values)


@pytest.mark.parametrize("case", CASES)
def test_a_macro_makes_the_markup_of_the_library(case):
    """Compared as a browser would read it, with the same parameters."""
    call, component, params = CASES[case]

    ours = our_markup(call)

    assert parsed(library_markup(component, params)) == parsed(ours)


@pytest.mark.parametrize(
    "call",
    [
        'input("a", text, text, text, text)',
        'textarea("a", text, text, text, text)',
        'radios("a", text, [], text, text)',
        "error_summary([(text, text)])",
        "summary_list([{'key': text, 'value': text, 'actions': [(text, text, text)]}])",
        "table(text, [text], [[text]])",
        "details(text, text)",
        "notification_banner(text, text)",
    ],
)
def test_text_given_to_a_macro_is_escaped(call):
    """Nothing a person wrote becomes markup."""
    hostile = """<script>alert("x")</script>"'&"""

    made = our_markup(call, text=hostile)

    assert "<script" not in made
    assert hostile not in made
