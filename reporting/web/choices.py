"""Draws the items of radios and checkboxes: most of the work of a page with many ticks.

Items that nobody has ticked are the same for everybody, so they are drawn once for each language
and remembered. What somebody ticked is drawn anew each time and remembered nowhere.
"""

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup

from reporting.web.fields import Option

_REMEMBERED = 256  # lists of choices: every field in every language
_DIVIDER = Markup('<div class="govuk-{kind}__divider">{text}</div>')
_ITEM = Markup(
    '<div class="govuk-{kind}__item">'
    '<input class="govuk-{kind}__input" name="{name}" type="{type}" id="{id}" value="{value}"'
    '{checked}{described}><label class="govuk-label govuk-{kind}__label" for="{id}">{label}'
    "</label>{hint}</div>\n"
)
_CHECKED, _NOTHING = Markup(" checked"), Markup("")
_DESCRIBED = Markup(' aria-describedby="{id}-item-hint"')
_HINT = Markup('<div id="{id}-item-hint" class="govuk-hint govuk-{kind}__hint">{hint}</div>')


def draw_items(kind: str, input_type: str, name: str, first: str, options: Sequence[Option]) -> str:
    """Return the items as HTML; `first` is the id of the first, and others count from it."""
    if any(option.selected for option in options):
        return _draw(kind, input_type, name, first, tuple(options))
    return _draw_once(kind, input_type, name, first, tuple(options))


def _draw(kind: str, input_type: str, name: str, first: str, options: tuple[Option, ...]) -> Markup:
    drawn, index = [], 0
    for option in options:
        if option.divider:
            index += 1
            drawn.append(_DIVIDER.format(kind=kind, text=option.divider))
        index += 1
        item = first if index == 1 else f"{first}-{index}"
        drawn.append(_draw_item(kind, input_type, name, item, option))
    return _NOTHING.join(drawn)


def _draw_item(kind: str, input_type: str, name: str, item: str, option: Option) -> Markup:
    hint = _HINT.format(id=item, kind=kind, hint=option.hint) if option.hint else _NOTHING
    return _ITEM.format(
        kind=kind,
        name=name,
        type=input_type,
        id=item,
        value=option.value,
        checked=_CHECKED if option.selected else _NOTHING,
        described=_DESCRIBED.format(id=item) if option.hint else _NOTHING,
        label=option.label,
        hint=hint,
    )


_draw_once = lru_cache(maxsize=_REMEMBERED)(_draw)
