"""The service file: what loads, and how every mistake in it is told."""

import re
import tomllib
from copy import deepcopy
from datetime import date
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting import limits
from reporting.errors import ServiceFileError
from reporting.service import TABLES, Area, Language, Service, load_service, service_from

DOCUMENT = (Path(__file__).parent.parent / "docs" / "service-file.md").read_text("utf-8")
EXAMPLE = DOCUMENT.split("```toml\n")[1].split("```")[0]
DEMO = tomllib.loads(resources.files("reporting").joinpath("demo/service.toml").read_text("utf-8"))
MISSING = object()


def changed(path, value):
    """Return the demo's tree with `value` at `path` (keys and places), or without it."""
    tree = deepcopy(DEMO)
    place = tree
    for step in path[:-1]:
        place = place[step]
    if value is MISSING:
        del place[path[-1]]
    else:
        place[path[-1]] = value
    return tree


def refused(tree):
    """Return the error that `tree` raises."""
    with pytest.raises(ServiceFileError) as raised:
        service_from(tree)
    return raised.value


def unreadable(tmp_path, content):
    """Return the sentence with which a file holding `content` (bytes) is refused."""
    path = tmp_path / "council.toml"
    path.write_bytes(content)
    with pytest.raises(ServiceFileError) as raised:
        load_service(path)
    return raised.value.sentence


def test_the_demo_has_two_organisations_overseen_crosswise_by_two_bodies():
    """Each organisation's alternate is the other body, so every route can be tried."""
    service = service_from(DEMO)

    assert {"Demo City Council", "Demo Regional Transport"} == {
        each.name for each in service.organisations.values()
    }
    assert {"Demo Oversight North", "Demo Oversight South"} == {
        each.name for each in service.bodies.values()
    }
    assert ("north", "south") == (
        service.organisations["council"].body,
        service.organisations["council"].alternate,
    )
    assert ("south", "north") == (
        service.organisations["transport"].body,
        service.organisations["transport"].alternate,
    )
    assert {3} == {len(each.areas) for each in service.organisations.values()}
    assert Area("stations", "Stations", 600, "staff") == service.organisations["transport"].areas[1]


def test_the_demo_says_everywhere_that_it_is_one():
    """Nobody may take a made-up name or number for a real one."""
    service = service_from(DEMO)
    names = [service.name, *(each.name for each in service.organisations.values())]
    numbers = [service.telephone]
    names += [each.name for each in service.bodies.values()]
    names += [each.name for each in service.support if each.example]
    numbers += [each.telephone for each in service.bodies.values()]
    numbers += [each.telephone for each in service.support if each.example]

    assert service.demo
    assert all(name.startswith("Demo ") for name in names)
    real = {each.code for each in service.support if not each.example}
    assert {"samaritans", "childline"} == real
    assert all(each.checked_on > date(2026, 1, 1) for each in service.support)
    assert all(re.fullmatch(r"0151 496 0\d{3} \(example\)", number) for number in numbers)


def test_the_demo_is_in_the_first_wave_of_languages_and_local_time():
    """English first, with British dates; the others in the words of those who speak them."""
    service = service_from(DEMO)

    assert Language("en", "English", "en_GB") == service.languages[0]
    assert ["ar", "pl", "ro", "zh_Hans", "fa", "ckb", "ur"] == [
        language.locale for language in service.languages[1:]
    ]
    assert ZoneInfo("Europe/London") == service.timezone
    assert "https://www.bbc.co.uk/weather" == service.leave_url


def test_the_example_in_the_document_loads(tmp_path):
    """Whoever copies the example starts from a file that works."""
    path = tmp_path / "service.toml"
    path.write_text(EXAMPLE, "utf-8")

    service = load_service(path)

    assert isinstance(service, Service)
    assert not service.demo
    assert "Exampleton Council" == service.organisations["council"].name


def test_where_the_service_is_found_may_be_said():
    """An address to type, and where each body takes forms on paper."""
    service = service_from(DEMO)

    assert "https://demo-reports.example" == service.address
    assert "" == service_from(changed(("address",), MISSING)).address
    assert service.bodies["north"].paper
    assert "" == service_from(changed(("bodies", 0, "paper"), MISSING)).bodies["north"].paper


def test_the_document_lists_the_keys_of_the_code():
    """Each heading under "Keys" is a table, each row of it a key."""
    documented = {}
    for section in DOCUMENT.partition("\n## Keys\n")[2].partition("\n## ")[0].split("\n### ")[1:]:
        heading, _, rows = section.partition("\n")
        table = re.fullmatch(r"`\[+([\w.]+)\]+`|The file itself", heading)
        assert table is not None
        documented[table[1] or ""] = tuple(re.findall(r"^\| `(\w+)` \|", rows, re.MULTILINE))

    assert dict(TABLES) == documented


@pytest.mark.parametrize(
    ("path", "value", "key", "told"),
    [
        (("name",), MISSING, "name", "missing"),
        (("name",), "", "name", "''"),
        (("name",), " x", "name", "' x'"),
        (("name",), "x" * 201, "name", "'xxx"),
        (("name",), "a\u202eb", "name", r"'a\u202eb'"),
        (("name",), "a\x07b", "name", r"'a\x07b'"),
        (("name",), 7, "name", "7"),
        (("colour",), "red", "colour", "'red'"),
        (("demo",), 1, "demo", "1"),
        (("demo",), "yes", "demo", "'yes'"),
        (("timezone",), "Europe/Atlantis", "timezone", "'Europe/Atlantis'"),
        (("timezone",), "Europe", "timezone", "'Europe'"),
        (("timezone",), "../../etc/passwd", "timezone", "'../../etc/passwd'"),
        (("leave_url",), "http://example.org", "leave_url", "'http://example.org'"),
        (("leave_url",), "javascript:alert(1)", "leave_url", "'javascript:alert(1)'"),
        (("leave_url",), "https://u@example.org/", "leave_url", "'https://u@example.org/'"),
        (("leave_url",), "https://example.org/?from=us", "leave_url", "from=us"),
        (("address",), "http://reports.example", "address", "'http://reports.example'"),
        (("address",), "https://reports.example/en/", "address", "/en/'"),
        (("address",), "https://localhost", "address", "'https://localhost'"),
        (
            ("bodies", 1, "paper"),
            "Post room of demo city council, 1 High Street",
            "bodies[2].paper",
            "'Post room of demo city council, 1 High Street'",
        ),
        (("languages",), [], "languages", "[]"),
        (("languages",), "en", "languages", "'en'"),
        (("languages", 0), "en", "languages[1]", "'en'"),
        (("languages", 0, "tag"), "en-GB", "languages[1].tag", "'en-GB'"),
        (("languages", 0, "tag"), "cy", "languages[1].locale", "'en_GB'"),
        (("languages", 0, "locale"), "en_QQ", "languages[1].locale", "'en_QQ'"),
        (("bodies", 1, "code"), "north", "bodies[2].code", "'north'"),
        (("bodies", 0, "code"), "North", "bodies[1].code", "'North'"),
        (("organisations", 0, "body"), "east", "organisations[1].body", "'east'"),
        (("organisations", 0, "alternate"), "north", "organisations[1].alternate", "'north'"),
        (("organisations", 1, "code"), "council", "organisations[2].code", "'council'"),
        (("organisations", 1, "areas"), [], "organisations[2].areas", "[]"),
        (
            ("organisations", 1, "areas", 2, "code"),
            "stations",
            "organisations[2].areas[3].code",
            "'stations'",
        ),
        (("organisations", 0, "promise"), 36, "organisations[1].promise", "36"),
        (
            ("organisations", 0, "promise"),
            {"acknowledge": 36},
            "organisations[1].promise.acknowledge",
            "36",
        ),
        (
            ("organisations", 1, "promise"),
            {"acknowledge_hours": 240},
            "organisations[2].promise.acknowledge_hours",
            "240",
        ),
        (
            ("organisations", 1, "promise"),
            {"acknowledge_hours": True},
            "organisations[2].promise.acknowledge_hours",
            "True",
        ),
        (
            ("organisations", 1, "promise"),
            {"update_days": 28.0},
            "organisations[2].promise.update_days",
            "28.0",
        ),
        (
            ("organisations", 1, "promise"),
            {"check_in_months": 6},
            "organisations[2].promise.check_in_months",
            "6",
        ),
        (
            ("organisations", 1, "promise"),
            {"check_in_months": 5, "second_check_in_months": 5},
            "organisations[2].promise.second_check_in_months",
            "5",
        ),
        (("support", 0, "checked_on"), "2026-01-15", "support[1].checked_on", "'2026-01-15'"),
        (("support", 0, "about_in"), {"cy": "Cyngor"}, "support[1].about_in.cy", "'Cyngor'"),
        (("support", 0, "about_in"), {"en": "Advice"}, "support[1].about_in.en", "'Advice'"),
        (("support", 0, "name_in"), {"ar": " "}, "support[1].name_in.ar", "' '"),
        (("support", 0, "telephone_in"), "ar", "support[1].telephone_in", "'ar'"),
        (("support", 0, "boroughs"), ["leeds"], "support[1].boroughs", "['leeds']"),
        (("bsl_ways", 0, "about_in"), {"cy": "Ffon"}, "bsl_ways[1].about_in.cy", "'Ffon'"),
        (("organisations", 0, "people"), MISSING, "organisations[1].people", "missing"),
        (("support", 2, "telephone"), MISSING, "support[3].telephone", "missing"),
        (("demo",), False, "support[1].example", "True"),
    ],
)
def test_a_mistake_is_told_with_key_value_and_what_is_allowed(path, value, key, told):
    """One sentence, from which the file can be mended without reading code."""
    error = refused(changed(path, value))

    assert key == error.key
    assert error.sentence.startswith(f"service file: {key} is ")
    assert told in error.sentence
    assert f"; allowed is {error.allowed}" in error.sentence
    assert error.allowed


def test_a_number_too_long_to_write_out_is_told_in_words():
    """TOML's hexadecimal numbers have no limit, and Python refuses to print such a one."""
    error = refused(changed(("name",), 16**5_000))

    assert error.sentence.startswith("service file: name is a very large number; allowed is text")


def test_the_document_quotes_sentences_that_are_told():
    """The examples of mistakes are not made up."""
    same_body = refused(changed(("organisations", 0, "alternate"), "north")).sentence
    no_code = refused(changed(("organisations", 1, "areas", 0, "code"), MISSING)).sentence
    ten_days = {"acknowledge_hours": 240}
    too_late = refused(changed(("organisations", 0, "promise"), ten_days)).sentence
    welsh = refused(changed(("support", 0, "about_in"), {"cy": "Cyngor"})).sentence
    slots = refused(changed(("notice_slots",), ["8:00"])).sentence

    assert same_body.replace("north", "first").replace("south", "second") in DOCUMENT
    assert welsh in DOCUMENT
    assert slots in DOCUMENT
    assert no_code in DOCUMENT
    assert too_late in DOCUMENT


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"name = 'x'\n\ndemo true\n", "line 3"),
        (b"name = 'x'\nname = 'y'\n", "line 2"),
        (b"name = 'x'\n# \xff\n", "line 2 is not UTF-8"),
        (b"name = " + b"[" * 100_000, "nested too deeply"),
        (b"name = " + b"9" * 5_000, "digits"),
        (b"#" * (limits.SERVICE_FILE_BYTES + 1), "longer than 262144 bytes"),
    ],
    ids=["no equals sign", "key twice", "bad UTF-8", "deep", "large number", "long"],
)
def test_what_is_not_toml_is_told_with_file_and_line(tmp_path, content, told):
    """Whatever the file holds, the answer is a sentence and never a traceback."""
    sentence = unreadable(tmp_path, content)

    assert sentence.startswith("service file council.toml cannot be read: ")
    assert told in sentence
    assert str(tmp_path) not in sentence


def test_a_file_that_is_not_there_is_told(tmp_path):
    """A wrong REPORTING_SERVICE_FILE is the likeliest mistake of all."""
    with pytest.raises(ServiceFileError) as missing:
        load_service(tmp_path / "nowhere.toml")
    with pytest.raises(ServiceFileError) as folder:
        load_service(tmp_path)
    with pytest.raises(ServiceFileError) as impossible:
        load_service(Path("a\0b.toml"))

    assert "service file nowhere.toml cannot be read: No such file or directory" == str(
        missing.value
    )
    assert str(folder.value).endswith("cannot be read: Is a directory")
    assert str(impossible.value).endswith("cannot be read: no such name is possible")


LEAVES = st.one_of(
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from([1, 24, 36, 72]),
    st.sampled_from(["north", "south", "en", "en_GB", "Europe/London", "council"]),
)
KEYS = st.sampled_from(sorted({key for keys in TABLES.values() for key in keys}))
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(KEYS, st.text(max_size=8)), inner, max_size=8),
    ),
    max_leaves=20,
)
PATHS: list[tuple[str | int, ...]] = [(key,) for key in TABLES[""]]
PATHS += [("organisations", 0, key) for key in TABLES["organisations"]]
PATHS += [("languages", 0, key) for key in TABLES["languages"]]
PATHS += [("support", 0, key) for key in TABLES["support"]]


@given(TREES)
def test_a_random_tree_raises_nothing_but_the_sentence(tree):
    """No tree that TOML can hold ends in a traceback; a random one never passes, either."""
    error = refused(tree)

    assert 2_000 > len(error.sentence)


@given(st.sampled_from(PATHS), TREES)
def test_the_demo_with_one_random_branch_loads_or_is_refused_with_a_sentence(path, branch):
    """One wrong branch in a good file is the mistake people make."""
    tree = changed(path, branch)

    try:
        service = service_from(tree)
    except ServiceFileError as error:
        assert error.sentence.startswith("service file: ")  # noqa: PT017 (either may happen)
    else:
        assert isinstance(service, Service)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
def test_random_bytes_raise_nothing_but_the_sentence(tmp_path_factory, content):
    """The same for what is not even TOML."""
    path = tmp_path_factory.mktemp("service") / "service.toml"
    path.write_bytes(content)

    with pytest.raises(ServiceFileError):
        load_service(path)


@pytest.mark.parametrize(
    ("key", "value", "allowed"),
    [
        ("people", 99, "a whole number from 100 to"),
        ("people", MISSING, "a whole number from 100 to"),
        ("of", "people", "one of staff, residents"),
        ("of", MISSING, "one of staff, residents"),
        ("of", "residents", "a whole number from 10000 to"),
    ],
)
def test_an_area_that_would_point_at_people_is_refused(key, value, allowed):
    """Or one without a head-count beside others that have one."""
    error = refused(changed(("organisations", 0, "areas", 1, key), value))

    assert error.key.startswith("organisations[1].areas[2].")
    assert allowed in error.sentence


def test_head_counts_may_be_missing_altogether():
    """Reports are taken as always; no figures are released then."""
    tree = deepcopy(DEMO)
    for area in tree["organisations"][0]["areas"]:
        del area["people"], area["of"]

    areas = service_from(tree).organisations["council"].areas

    assert [(None, None)] * 3 == [(area.people, area.of) for area in areas]


def test_kinds_are_told_in_nine_groups_or_in_four():
    """Nine, where the file does not say."""
    organisations = service_from(DEMO).organisations

    assert ("nine", "four") == tuple(each.kinds for each in organisations.values())
    error = refused(changed(("organisations", 0, "kinds"), "five"))
    assert "organisations[1].kinds is 'five'; allowed is one of nine, four" in error.sentence


def test_a_file_in_english_alone_translates_nothing(tmp_path):
    """A translation would be shown to nobody."""
    path = tmp_path / "service.toml"
    path.write_text(f'{EXAMPLE}about_in = {{ ar = "x" }}\n', "utf-8")

    with pytest.raises(ServiceFileError) as raised:
        load_service(path)

    assert "support[1].about_in" == raised.value.key
    assert "every page is in English" in raised.value.sentence
