"""The part of JSON Schema (2020-12) that docs/release.schema.json uses; no other word is known."""

import re
from collections.abc import Iterator
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "null": (type(None),),
}
_SAID = {"$schema", "title", "$defs"}  # words that ask for nothing


def find_misfits(
    value: Any, schema: dict[str, Any], root: dict[str, Any] | None = None
) -> list[str]:
    """Return what does not fit, by the word of the schema that it breaks."""
    top = root or schema
    if "$ref" in schema:
        return find_misfits(value, top["$defs"][schema["$ref"].removeprefix("#/$defs/")], top)
    return [
        misfit
        for word, wanted in schema.items()
        if word not in _SAID
        for misfit in _CHECKS[word](value, wanted, schema, top)
    ]


def _plain(word, fits):
    def check(value, wanted, _schema, _top) -> Iterator[str]:
        if not fits(value, wanted):
            yield word

    return check


def _type(value, wanted):
    return isinstance(value, _TYPES[wanted]) and not (wanted == "integer" and value is True)


def _properties(value, wanted, _schema, top):
    for name, inner in wanted.items():
        if isinstance(value, dict) and name in value:
            yield from (f"{name}.{each}" for each in find_misfits(value[name], inner, top))


def _additional(value, wanted, schema, top):
    others = value.keys() - schema.get("properties", {}).keys() if isinstance(value, dict) else ()
    for name in others:
        if wanted is False:
            yield "additionalProperties"
        else:
            yield from find_misfits(value[name], wanted, top)


def _items(value, wanted, _schema, top):
    for each in value if isinstance(value, list) else ():
        yield from find_misfits(each, wanted, top)


def _prefix(value, wanted, _schema, top):
    for each, inner in zip(value if isinstance(value, list) else (), wanted, strict=False):
        yield from find_misfits(each, inner, top)


def _some(value, wanted, _schema, top):
    if all(find_misfits(value, inner, top) for inner in wanted):
        yield "anyOf"


def _one(value, wanted, _schema, top):
    if sum(not find_misfits(value, inner, top) for inner in wanted) != 1:
        yield "oneOf"


_CHECKS = {
    "type": _plain("type", _type),
    "const": _plain("const", lambda value, wanted: value == wanted and value is not True),
    "enum": _plain("enum", lambda value, wanted: value in wanted),
    "pattern": _plain("pattern", lambda value, wanted: re.search(wanted, str(value))),
    "minimum": _plain("minimum", lambda value, wanted: isinstance(value, int) and value >= wanted),
    "maximum": _plain("maximum", lambda value, wanted: isinstance(value, int) and value <= wanted),
    "multipleOf": _plain("multipleOf", lambda value, by: isinstance(value, int) and not value % by),
    "minItems": _plain("minItems", lambda value, least: len(value) >= least),
    "maxItems": _plain("maxItems", lambda value, most: len(value) <= most),
    "required": _plain("required", lambda value, names: set(names) <= value.keys()),
    "properties": _properties,
    "additionalProperties": _additional,
    "items": _items,
    "prefixItems": _prefix,
    "anyOf": _some,
    "oneOf": _one,
}
