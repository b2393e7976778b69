"""House rules on code, one function each: what it finds in a syntax tree, by line."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Lines = Iterator[int]

_SQL = re.compile(
    r"\s*(SELECT|INSERT\s+INTO|UPDATE|DELETE|CREATE|ALTER|DROP|GRANT|REVOKE|PRAGMA|VACUUM|BEGIN"
    r"|COMMIT|ROLLBACK|SET\s+ROLE|LOCK\s+TABLE)\b"
)
_CLOCKS = frozenset({"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "ctime"})
_TIMEKEEPERS = frozenset({"datetime", "date", "time", "dt"})
_STEADY = frozenset({"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns"})
_DANGEROUS_CALLS = frozenset(
    {"eval", "exec", "compile", "__import__", "render_template_string", "Markup", "print"}
)
_DANGEROUS_MODULES = frozenset(
    {"marshal", "pickle", "random", "shelve", "tempfile", "uuid", "xml", "yaml"}
)
_OLD_DIGESTS = frozenset({"sha1", "sha-1", "md5", "SHA1", "MD5"})


@dataclass(frozen=True)
class Rule:
    """A house rule: its sentence, what breaks it, where it may be broken, and a bad sample."""

    sentence: str
    find: Callable[[ast.Module], Lines]
    allowed: tuple[str, ...]
    bad: tuple[str, ...]


def _names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name, node.lineno
            case ast.keyword(arg=str(name)) | ast.alias(name=name):
                yield name, node.lineno


def _strings(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def _imports(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield alias.name, node.lineno
            case ast.ImportFrom(module="random", names=[ast.alias(name="SystemRandom")]):
                continue  # The operating system's dice are good ones.
            case ast.ImportFrom(module=str(module)):
                yield module, node.lineno


def find_sql(tree: ast.Module) -> Lines:
    """Find text that a database would carry out."""
    return (line for text, line in _strings(tree) if _SQL.match(text))


def find_addresses(tree: ast.Module) -> Lines:
    """Find whoever asks where somebody is or what they browse with."""
    wanted = {"remote_addr", "access_route", "user_agent"}
    for name, line in (*_names(tree), *_strings(tree)):
        if name in wanted:
            yield line


def find_clocks(tree: ast.Module) -> Lines:
    """Find whoever reads the time or a stopwatch."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner in _TIMEKEEPERS:
                if name in _CLOCKS | _STEADY:
                    yield node.lineno
            case ast.Attribute(value=ast.Attribute(attr="datetime" | "date"), attr=name):
                if name in _CLOCKS:
                    yield node.lineno
            case ast.ImportFrom(module="time"):
                yield node.lineno


def find_dangers(tree: ast.Module) -> Lines:
    """Find ways to run data as code, to mark text as safe HTML, to print, or to roll weak dice."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in _DANGEROUS_CALLS:
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr="system" | "popen")):
                yield node.lineno
            case ast.Call(func=ast.Attribute(attr="render_template_string" | "Markup")):
                yield node.lineno
            case ast.keyword(arg="shell", value=ast.Constant(value=True)):
                yield node.value.lineno
    for module, line in _imports(tree):
        if module.partition(".")[0] in _DANGEROUS_MODULES:
            yield line


def find_old_digests(tree: ast.Module) -> Lines:
    """Find digests that are broken."""
    for name, line in (*_names(tree), *_strings(tree)):
        if name in _OLD_DIGESTS:
            yield line


def find_rows_in_pages(tree: ast.Module) -> Lines:
    """Find pages that are given what the database answered instead of a dataclass."""
    raw = {"mappings", "fetchall", "fetchone", "all", "scalars"}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="render_template")):
                for part in node.keywords:
                    match part.value:
                        case ast.Call(func=ast.Attribute(attr=name)) if name in raw:
                            yield node.lineno


RULES = (
    Rule(
        "only the store and its migrations hold SQL",
        find_sql,
        ("reporting/store/*",),
        ('connection.execute("SELECT * FROM report")', 'run(f"DELETE FROM {table}")'),
    ),
    Rule(
        "nobody asks for an address or an agent",
        find_addresses,
        (),
        (
            "request.remote_addr",
            "def log(user_agent): ...",
            'getattr(request, "remote_addr")',
            "request.access_route[0]",
        ),
    ),
    Rule(
        "only clock reads the time",
        find_clocks,
        ("reporting/clock.py",),
        (
            "datetime.now(UTC)",
            "date.today()",
            "time.time()",
            "time.monotonic()",
            "import datetime\ndatetime.datetime.now()",
            "from time import time",
            "Column(default=datetime.now)",
        ),
    ),
    Rule(
        "nothing runs data as code, marks text as safe, prints, rolls weak dice or writes aside",
        find_dangers,
        (),
        (
            "eval(text)",
            "exec(text)",
            "import pickle",
            "from random import choice",
            "import uuid",
            "import tempfile",
            'os.system("ls")',
            'subprocess.run("ls", shell=True)',
            "render_template_string(text)",
            "flask.render_template_string(text)",
            "Markup(text)",
            "markupsafe.Markup(text)",
            "print(report)",
        ),
    ),
    Rule(
        "SHA-1 and MD5 are nowhere, but for the codes of a second factor",
        find_old_digests,
        ("reporting/totp.py",),
        ("hashlib.sha1(text)", 'hashlib.new("md5")', "hashes.SHA1()", "from hashlib import md5"),
    ),
    Rule(
        "pages are given dataclasses, not rows",
        find_rows_in_pages,
        (),
        ('render_template("a.html", cases=connection.execute(q).mappings())',),
    ),
)
