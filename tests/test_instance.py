"""The instance folder: what is pinned, and that nothing of it is half written."""

import stat

import pytest

from reporting import primitives
from reporting.errors import SettingError
from reporting.instance import (
    OFFSET,
    STATISTICS,
    Instance,
    make_instance,
    make_kept_keys,
    open_instance,
    pin_root,
    read_root,
    root_bytes,
    write_file,
)

PUBLIC = primitives.signing_public(primitives.new_signing_seed())


@pytest.fixture
def instance(tmp_path):
    """A real instance with one pinned root."""
    made = make_instance(tmp_path / "instance", demo=False)
    pin_root(made, "north", root_bytes("north", PUBLIC, demo=False))
    return made


def test_what_was_made_can_be_opened(instance):
    """Kind, keys and roots are there."""
    found = open_instance(instance.folder)

    assert Instance(instance.folder, demo=False) == found
    assert 32 == len(found.session_key)
    assert 1216 == len(found.load_watch().wrap_public)
    assert PUBLIC == found.load_roots()["north"].public


def test_two_instances_share_no_key(tmp_path):
    """Each has a session key and a watch of its own."""
    one, other = (make_instance(tmp_path / name, demo=True) for name in ("one", "other"))

    assert one.session_key != other.session_key
    assert one.load_watch().wrap_public != other.load_watch().wrap_public


@pytest.mark.parametrize("content", ["", "[]", "{", '{"v": 2, "demo": true}', '{"demo": true}'])
def test_a_folder_that_is_no_instance_is_told(tmp_path, content):
    """With the command that makes one."""
    (tmp_path / "instance.json").write_text(content)

    with pytest.raises(SettingError, match="reporting init"):
        open_instance(tmp_path)


def test_an_empty_folder_is_no_instance(tmp_path):
    """Likewise."""
    with pytest.raises(SettingError, match="reporting init"):
        open_instance(tmp_path)


def test_the_lowest_version_only_rises(instance):
    """No later call accepts an older roster again."""
    for version in (5, 3, 4):
        instance.raise_version("north", version)

    assert 5 == instance.load_roots()["north"].lowest_version


def test_the_lowest_delegation_only_rises(instance):
    """Nor an older delegation; the roster that stands beside it is that of the highest."""
    for number in (5, 3, 4):
        instance.raise_delegation("north", number, bytes([number]))

    root = instance.load_roots()["north"]
    assert (5, b"\5") == (root.lowest_delegation, root.last_before)


def test_files_are_their_owners_alone(instance):
    """Keys and settings 0600, folders 0700, whatever the umask."""
    modes = {
        stat.S_IMODE(path.stat().st_mode) for path in instance.folder.rglob("*") if path.is_file()
    }

    assert {0o600} == modes
    assert 0o700 == stat.S_IMODE(instance.keys.stat().st_mode)


def test_a_file_is_replaced_whole(tmp_path):
    """The new content stands alone, and nothing else is left beside it."""
    path = tmp_path / "version"
    write_file(path, b"a long first content")

    write_file(path, b"2")

    assert b"2" == path.read_bytes()
    assert [path] == list(tmp_path.iterdir())


@pytest.mark.parametrize("linked", [False, True])
def test_a_file_that_waits_in_the_place_of_a_secret_never_receives_it(tmp_path, linked):
    """Whoever shares the folder could have put one there that they can read."""
    path, theirs = tmp_path / "key", tmp_path / "theirs"
    theirs.write_bytes(b"before")
    waiting = tmp_path / "key.new"
    if linked:
        waiting.symlink_to(theirs)
    else:
        waiting.hardlink_to(theirs)

    write_file(path, b"secret")

    assert (b"before", b"secret") == (theirs.read_bytes(), path.read_bytes())
    assert 0o600 == path.stat().st_mode & 0o777
    assert not path.is_symlink()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        root_bytes("north", PUBLIC, demo=False).replace(b'"v":1', b'"w":1'),
        root_bytes("north", PUBLIC[:31], demo=False),
    ],
    ids=("empty", "no-keys", "no-text", "wrong-key", "short"),
)
def test_a_file_that_is_no_root_is_told(tmp_path, data):
    """The sentence names the file."""
    path = tmp_path / "north.root"
    path.write_bytes(data)

    with pytest.raises(SettingError, match=r"north\.root"):
        read_root(path)


def test_an_instance_of_something_strange_is_refused(tmp_path):
    """A demo flag that is neither true nor false counts as real: no demo key fits it."""
    (tmp_path / "instance.json").write_text('{"v": 1, "demo": "yes"}')

    assert not open_instance(tmp_path).demo


@pytest.mark.parametrize("name", [STATISTICS, OFFSET])
def test_a_key_of_the_release_job_is_made_once_and_never_again(instance, name):
    """A lost one is told, and so is another in its place; making keys again makes none."""
    path = instance.keys / name
    load = instance.load_statistics if name == STATISTICS else instance.load_offset_key
    kept = path.read_bytes()

    path.unlink()
    assert [] == make_kept_keys(instance)
    with pytest.raises(SettingError, match=r"is lost; put back the copy .* no program makes"):
        load()
    write_file(path, bytes(len(kept)))
    with pytest.raises(SettingError, match="is not the one that was made here"):
        load()
    write_file(path, kept)
    assert load()


def test_an_instance_from_before_the_release_job_gets_its_keys(instance):
    """Until then the sentence says how; a key whose making was cut short is taken as it is."""
    (instance.folder / "instance.json").write_text('{"v": 1, "demo": false}')
    before = (instance.keys / OFFSET).read_bytes()
    (instance.keys / STATISTICS).unlink()
    with pytest.raises(SettingError, match="run: reporting init"):
        instance.load_statistics()

    assert [STATISTICS, OFFSET] == make_kept_keys(instance)

    assert before == instance.load_offset_key()
    assert instance.load_statistics().wrap_public != instance.load_watch().wrap_public
    assert Instance(instance.folder, demo=False) == open_instance(instance.folder)
