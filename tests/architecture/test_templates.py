"""No template carries script, a style of its own, or anything from another machine."""

import re

import pytest

from tests.architecture.places import ROOT, name_of

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
RULES = {
    "script": (re.compile(r"<\s*script|javascript:", re.IGNORECASE), '<p><script src="a.js">'),
    "handler": (re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE), '<a onclick="go()">'),
    "style": (re.compile(r"<style|<[^>]*\sstyle\s*=", re.IGNORECASE), '<p style="color: red">'),
    "other machine": (
        re.compile(r"(src|href|action|srcset|url)\s*[=(]\s*[\"']?\s*(https?:)?//", re.IGNORECASE),
        '<img src="//example.org/x.png">',
    ),
    "refresh": (
        re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE),
        '<meta http-equiv="refresh">',
    ),
    "frame": (re.compile(r"<\s*(iframe|object|embed|base)\b", re.IGNORECASE), "<iframe>"),
    "unescaped": (re.compile(r"\|\s*safe\b|autoescape\s+false|Markup\("), "{{ story | safe }}"),
}


def find(rule, html):
    """Return what breaks the rule in a template, its comments left out."""
    return RULES[rule][0].findall(COMMENT.sub("", html))


@pytest.mark.parametrize("rule", RULES)
def test_no_template_has_it(rule):
    """Every template keeps the rule."""
    broken = [name_of(path) for path in TEMPLATES if find(rule, path.read_text("utf-8"))]

    assert [] == broken


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_catches(rule):
    """A bad sample is found."""
    assert find(rule, RULES[rule][1])


def test_every_template_is_escaped():
    """Names end in .html, because Jinja escapes those alone."""
    assert TEMPLATES
    assert set() == {path.suffix for path in TEMPLATES} - {".html"}


PUBLIC = [path for path in TEMPLATES if not name_of(path).startswith("templates/desk/")]
# After a value or a block, whatever tags are closed between; the desk alone is always in English.
FIXED_END = re.compile(r"[}%]\}(?:\s*</[a-z0-9]+>)*[.;?!](?=[\s<]|$)")


def test_no_sentence_ends_in_a_sign_that_is_not_translated_with_it():
    """Chinese has another full stop, and Arabic another semicolon and question mark."""
    ends = {name_of(path): FIXED_END.findall(path.read_text("utf-8")) for path in PUBLIC}

    assert {} == {name: found for name, found in ends.items() if found}


@pytest.mark.parametrize(
    "html", ["{{ kind }}. {{ more }}", "<a>{{ here }}</a>.", "{% endif %}; {{ _('more') }}"]
)
def test_a_fixed_sign_is_found(html):
    """After a value, behind a closing tag, and after a block."""
    assert FIXED_END.search(html)
