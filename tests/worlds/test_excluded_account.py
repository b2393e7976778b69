"""An excluded account lives in a world in which the report does not exist, byte by byte."""

import re
from datetime import timedelta

import pytest

from tests.desk.casework import CARD, OUTCOME, fill
from tests.support.cast import NOW
from tests.support.dump import read_all, shape_of
from tests.support.journey import ANSWERS
from tests.support.routes import places_of

# Tokens and revisions are random in every answer, whoever asks and whatever there is to see.
RANDOM = re.compile(rb'name="(csrf_token|revision)" value="[^"]*"')
# The framework names the moment a cookie expires by the system's clock, not by ours.
COOKIE = re.compile(r"^([^=]+)=[^;]*|Expires=[^;]*")
# north-reviewer-2 has declared a connection to the council, north-reviewer-3 to its line managers.
OPEN = dict(ANSWERS)
ABOUT_MANAGER = dict(ANSWERS) | {"about": ["line_manager"]}
STRUCK_MANAGER = dict(ANSWERS) | {"struck": ["line_manager"]}
EXCLUSIONS = [
    ("north-reviewer-2", OPEN),
    ("north-reviewer-3", ABOUT_MANAGER),
    ("north-reviewer-3", STRUCK_MANAGER),
    ("south-reviewer-1", OPEN),
]
AGAINST_NORTH = dict(ANSWERS) | {"struck": ["oversight_provider_or_this_service"]}
EVERY_PAGE = [
    ("north-reviewer-2", OPEN, "north-reviewer-1"),
    ("north-lead-1", AGAINST_NORTH, "south-reviewer-1"),
]
FILTERS = ("", "?state=waiting", "?state=answered", "?organisation=council", "?after=1-00")
DUTY = ("/duty", "/my-duty", "/duty/absences", "/duty/2026-05-04", "/duty/2026-05-11")
SOME_CASE = "0123456789abcdef"
COPY = {
    "to": "the chair of the hearing", "reason": "The hearing.", "checked": ("checked",),
    "how": "paper",
}  # fmt: skip


def masked(page):
    """Return everything of an answer but what is random in each."""
    headers = [
        (name, COOKIE.sub(r"\1", value) if name == "Set-Cookie" else value)
        for name, value in page.headers
    ]
    return page.status, headers, RANDOM.sub(rb"\1", page.body)


def tour(world, username, case):
    """Return every page the account gets to see, the address of `case` included."""
    reviewer = world.reviewer(username)
    for query in FILTERS:
        reviewer.get(f"/cases{query}")
    for address in DUTY:
        reviewer.get(address)
    reviewer.get("/")
    for number in (case, "ffffffffffffffff", "not-a-number"):
        reviewer.get(f"/cases/{number}")
        for action in ("acknowledge", "messages"):
            values = {"message": "Hello", "revision": "1", "csrf_token": token_of(reviewer)}
            page = reviewer.post(f"/cases/{number}/{action}", values)
            # The page names what was asked for in no way, so the addresses may differ.
            assert 404 == page.status
    return [masked(page) for page in reviewer.seen]


def token_of(reviewer):
    """Return a good token of the session, from the form that signs out."""
    page = reviewer.get("/cases")
    found = re.search(rb'name="csrf_token" value="([^"]+)"', page.body)
    assert found is not None
    return found[1].decode()


@pytest.mark.parametrize(("username", "answers"), EXCLUSIONS)
@pytest.mark.parametrize("answered", [False, True])
def test_with_and_without_the_report_every_page_is_the_same(
    make_world, username, answers, answered
):
    """Lists, filters, counts, the report's own address, and attempts to answer it."""
    with_report, without = make_world(), make_world()
    case = SOME_CASE
    assert with_report.reporter().write_report(answers)
    reader = with_report.reviewer("north-reviewer-1")
    (case,) = reader.list_cases()
    if answered:
        reader.acknowledge(case, "Thank you.")
    for world in (with_report, without):
        world.clock.moment = NOW + timedelta(hours=3)

    assert tour(without, username, SOME_CASE) == tour(with_report, username, case)


def test_with_and_without_the_report_the_rota_is_the_same(make_any_world):
    """Nobody reads or writes a row of it because a report came, waits or is answered."""
    with_report, without = make_any_world(), make_any_world()
    before = rota_of(with_report)
    with_report.reporter().write_report()
    reader = with_report.reviewer("north-lead-1")
    (case,) = reader.list_cases()
    waiting = [masked(reader.get(address)) for address in DUTY]
    reader.acknowledge(case, "Thank you.")
    answered = [masked(reader.get(address)) for address in DUTY]
    other = without.reviewer("north-lead-1")

    empty = [masked(other.get(address)) for address in DUTY]

    assert waiting == answered == empty
    assert before == rota_of(with_report) == rota_of(without)


def rota_of(world):
    """Return all that a world keeps of who is on duty, in no order."""
    rows = read_all(world.store)
    return [
        sorted(str({k: v for k, v in row.items() if k != "id"}) for row in rows[table])
        for table in ("duty", "absence", "swap")
    ]


def test_the_comparison_sees_a_difference(make_world):
    """Somebody who may read the report does get other pages."""
    with_report, without = make_world(), make_world()
    with_report.reporter().write_report()

    pages = [masked(world.reviewer("north-reviewer-1").page) for world in (with_report, without)]

    assert pages[0] != pages[1]


@pytest.mark.parametrize(
    ("username", "excluding"),
    [
        ("north-reviewer-3", ABOUT_MANAGER),
        ("north-reviewer-3", STRUCK_MANAGER),
        ("north-reviewer-1", AGAINST_NORTH),
    ],
)
def test_with_and_without_the_exclusion_dumps_have_one_shape(make_any_world, username, excluding):
    """Same tables, columns, row counts, and length of every value, sessions and index included."""
    worlds = [make_any_world(), make_any_world()]
    seen = []
    for world, answers in zip(worlds, (OPEN, excluding), strict=True):
        words = world.reporter().write_report(answers)
        excluded, other = world.reviewer(username), world.reviewer("south-lead-1")
        seen.append((excluded.list_cases(), other.list_cases()))
        world.reporter().return_with(words)

    assert 1 == len(seen[0][0])
    assert [] == seen[1][0]
    assert shape_of(worlds[0].store) == shape_of(worlds[1].store)


def test_the_index_of_an_excluded_account_is_as_long(make_world):
    """Each report has its entry in everybody's index, a decoy where it cannot be opened."""
    world = make_world()
    for answers in (OPEN, ABOUT_MANAGER):
        world.reporter().write_report(answers)
    counts = {
        username: len(world.reviewer(username).list_cases())
        for username in ("north-reviewer-1", "north-reviewer-2", "north-reviewer-3")
    }

    index = read_all(world.store)["desk_index"]
    lengths: dict[int, list[tuple[int, int]]] = {row["account_id"]: [] for row in index}
    for row in index:
        lengths[row["account_id"]].append((row["chunk"], len(row["bytes"])))

    assert {"north-reviewer-1": 2, "north-reviewer-2": 0, "north-reviewer-3": 1} == counts
    assert 3 == len(lengths)
    assert 1 == len({tuple(sorted(each)) for each in lengths.values()})


def work_on(world, username, case):
    """Do to a report what a reader does: answer the question, read, acknowledge and triage it."""
    reader = world.reviewer(username)
    reader.get(f"/cases/{case}/opening")
    reader.submit(reader.page.form_with("known"), {"known": "no", "reason": "I am on duty."})
    reader.acknowledge(case, "Thank you. We have read it.")
    reader.get(f"/cases/{case}/triage")
    page = reader.submit(reader.page.form_with("seen"), CARD)
    assert 200 == page.status, page.errors


def work_further(world, username, case):
    """Leave everything behind that a reader can alone: a note, a proposal, a copy, a summary."""
    reader = world.reviewer(username)
    for path, values in (
        ("notes", {"text": "The counter on the second floor."}),
        ("outcome", OUTCOME),
        ("export", COPY),
        ("gates/own_name", {"reason": "They asked us to.", "text": "We complain ourselves."}),
    ):
        page = fill(reader, case, path, values)
        assert 200 == page.status, (path, page.errors)
    reader.reply(case, "We have begun, and will write again.")
    reader.get("/cases?state=all")
    reader.get("/search")
    reader.submit(reader.page.form_with("words"), {"words": "counter"})
    assert "1 report" in reader.page.text or case in reader.page.body.decode()


def everything(world, username, case):
    """Return what each address of the desk answers to an account, `case` as the id in it."""
    reviewer = world.reviewer(username)
    # A first look prepares the list, and takes the same pages with and without anything in it.
    reviewer.get("/cases")
    found = {}
    for place in places_of(world.desk, number=case):
        # A file is nobody's page, and its headers go by the system's clock.
        if "GET" in place.methods and place.endpoint != "static":
            page = reviewer.request("GET", place.address)
            found[place.address.replace(case, "<number>")] = masked(page)
    reviewer.get("/search")
    for words in ("counter", "second floor", case[:8]):
        page = reviewer.submit(reviewer.page.form_with("words"), {"words": words})
        found[f"search of {len(words)} letters"] = page.status, page.text
        reviewer.get("/search")
    return found


@pytest.mark.parametrize(("username", "answers", "reader"), EVERY_PAGE)
def test_with_and_without_the_report_every_address_of_the_desk_is_the_same(
    make_world, username, answers, reader
):
    """A page that is added later is asked here too; the report is answered and triaged."""
    with_report, without = make_world(), make_world()
    with_report.reporter().write_report(answers)
    [case] = with_report.reviewer(reader).list_cases()
    work_on(with_report, reader, case)
    work_further(with_report, reader, case)
    for world in (with_report, without):
        world.clock.moment = NOW + timedelta(hours=3)

    seen = everything(with_report, username, case)

    assert everything(without, username, SOME_CASE) == seen
    assert 200 == seen["/cases"][0]
    assert {404} == {answer[0] for at, answer in seen.items() if "<number>" in at}


@pytest.mark.parametrize(("username", "answers", "reader"), EVERY_PAGE)
def test_whatever_is_sent_to_an_excluded_report_is_as_to_none(
    make_world, username, answers, reader
):
    """Every address that takes a form: one answer, and no row but the count of attempts."""
    world = make_world()
    world.reporter().write_report(answers)
    [case] = world.reviewer(reader).list_cases()
    work_on(world, reader, case)
    excluded = world.reviewer(username)
    excluded.get("/cases")
    values = {"csrf_token": token_of(excluded), "revision": "1", "message": "Hello."}
    before = {**read_all(world.store), "session": [], "attempt": []}
    addresses = [
        (place.address, place.address.replace(case, SOME_CASE))
        for place in places_of(world.desk, number=case)
        if "POST" in place.methods and place.address.startswith(f"/cases/{case}")
    ]

    answers_of = [
        [masked(excluded.post(address, values)) for address in pair] for pair in addresses
    ]

    assert 25 < len(addresses)
    assert all(to_case == to_none for to_case, to_none in answers_of)
    assert {404} == {status for pair in answers_of for status, _, _ in pair}
    assert before == {**read_all(world.store), "session": [], "attempt": []}


@pytest.mark.parametrize("recused", [False, True])
def test_after_work_and_a_recusal_dumps_have_one_shape(make_any_world, recused):
    """Whether the report excludes somebody shows in no length, however far the case is."""
    shapes = []
    for answers in (OPEN, ABOUT_MANAGER):
        world = make_any_world()
        world.reporter().write_report(answers)
        [case] = world.reviewer("north-reviewer-1").list_cases()
        work_on(world, "north-reviewer-1", case)
        if recused:
            other = world.reviewer("north-lead-1")
            other.get(f"/cases/{case}/opening")
            other.submit(other.page.form_with("known"), {"known": "yes"})
            assert [] == other.list_cases()
        world.reviewer("north-reviewer-3").list_cases()
        shapes.append(shape_of(world.store))

    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("username", ["north-reviewer-2", "south-reviewer-1"])
def test_asking_for_an_excluded_report_and_for_none_leaves_dumps_of_one_shape(
    make_any_world, username
):
    """The same count, on both databases, and nothing else."""
    counts, shapes = [], []
    for known in (True, False):
        world = make_any_world()
        world.reporter().write_report(OPEN)
        [case] = world.reviewer("north-reviewer-1").list_cases()
        excluded = world.reviewer(username)
        for path in ("", "/opening", "/notes"):
            excluded.get(f"/cases/{case if known else SOME_CASE}{path}")
        counts.append([row["count"] for row in read_all(world.store)["attempt"]])
        shapes.append(shape_of(world.store))

    assert [[3], [3]] == counts
    assert shapes[0] == shapes[1]
