"""One answer of a server, and the elements, links and forms of the page it holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

import html5lib

Headers = Sequence[tuple[str, str]]
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class _Quick(HTMLParser):
    """Builds a tree of a page whose every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.tree = TreeBuilder()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in VOID:
            self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self.tree.end(tag)

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def _read_quickly(text: str) -> Element:
    parser = _Quick()
    parser.feed(text)
    return parser.tree.close()


@dataclass(frozen=True)
class Page:
    """One answer; its elements are found by `id`, `class` or name."""

    address: str
    status: int
    headers: Headers = field(repr=False)
    body: bytes = field(repr=False)
    quick: bool = False  # read with an easier parser, where hundreds of pages are read at once

    def header(self, name: str) -> str:
        """Return the value of a header, or an empty text."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def cookies(self) -> list[str]:
        """The Set-Cookie headers."""
        return [value for key, value in self.headers if key.lower() == "set-cookie"]

    @cached_property
    def document(self) -> Element:
        """The page as a tree; any error of HTML is an error here, unless it is read quickly."""
        if self.quick:
            return _read_quickly(self.body.decode())
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        # Padding stands after the end and takes long to read letter by letter.
        document: Element = parser.parse(self.body.rstrip(), transport_encoding="utf-8")
        return document

    @property
    def main(self) -> Element:
        """The part of the page that is not the same everywhere."""
        found = self.document.find(".//main")
        assert found is not None, f"{self.address} has no <main> ({self.status})"
        return found

    def by_id(self, name: str) -> Element | None:
        """Return the element with an id, or None."""
        return self.document.find(f".//*[@id='{name}']")

    def by_class(self, name: str) -> list[Element]:
        """Return the elements that have a class."""
        return [e for e in self.document.iter() if name in str(e.get("class", "")).split()]

    @property
    def text(self) -> str:
        """What a person reads in the main part, with single spaces."""
        return text_of(self.main)

    @property
    def links(self) -> list[str]:
        """The addresses of the links in the main part."""
        return [a.get("href", "") for a in self.main.iter("a")]

    @property
    def forms(self) -> list[Element]:
        """The forms of the main part that send something."""
        forms = self.main.iter("form")
        return [form for form in forms if form.get("method", "get").lower() == "post"]

    def form_with(self, name: str) -> Element:
        """Return the form that has a field of this name."""
        for form in self.forms:
            if name in fields_of(form):
                return form
        raise AssertionError(f"{self.address} has no form with {name} ({self.status})")

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return [text_of(item) for box in self.by_class("govuk-error-summary__list") for item in box]


def text_of(element: Element) -> str:
    """Return the words of an element with single spaces between them."""
    return " ".join("".join(element.itertext()).split())


def shows_words(text: str, words: str) -> bool:
    """Say whether two or more of a receipt's words stand in a text.

    One may stand on any page by chance: the list has words such as "other" and "question".
    """
    return 1 < len(set(words.split()) & set(text.split()))


def fields_of(form: Element) -> dict[str, list[str]]:
    """Return what a form would send as it stands; unticked names are there without values."""
    fields: dict[str, list[str]] = {}
    for element in form.iter():
        name = element.get("name")
        if name is None or element.tag not in {"input", "textarea", "select"}:
            continue
        values = fields.setdefault(name, [])
        if element.tag == "textarea":
            values.append((element.text or "").removeprefix("\n"))
        elif element.tag == "select":
            chosen = [o for o in element.iter("option") if o.get("selected") is not None]
            values += [o.get("value", "") for o in (chosen or list(element.iter("option"))[:1])]
        elif element.get("type") not in {"radio", "checkbox"}:
            values.append(element.get("value", ""))
        elif element.get("checked") is not None:
            values.append(element.get("value", "on"))
    return fields


def offered(form: Element, name: str) -> list[str]:
    """Return the values of the radio buttons or ticks of one name."""
    return [e.get("value", "") for e in form.iter("input") if e.get("name") == name]
