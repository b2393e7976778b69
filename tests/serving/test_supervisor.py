"""The supervisor says what happens, brings back what dies and leaves nobody behind."""

import json
import os
import selectors
import signal
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest

from reporting import limits
from reporting.serving.child import Child, Running
from reporting.serving.supervisor import describe_end
from tests.serving.family import COMMAND
from tests.support.gunicorn import PATIENCE, REPOSITORY, children_of, serve, wait_for_end


class Family:
    """A supervisor, its lines and the processes it told of."""

    def __init__(self, process):
        self.process = process
        self.members = []
        self._selector = selectors.DefaultSelector()
        self._selector.register(process.stdout, selectors.EVENT_READ)
        self._rest = b""

    def line(self):
        """Return the next line for people; note the processes in the others."""
        while True:
            while b"\n" not in self._rest:
                assert self._selector.select(PATIENCE), "the supervisor went silent"
                data = os.read(self.process.stdout.fileno(), 65_536)
                assert data, "the supervisor ended"
                self._rest += data
            text, _, self._rest = self._rest.partition(b"\n")
            if not text.startswith(b"{"):
                return text.decode()
            told = json.loads(text)
            self.members.append(told)

    def until(self, wanted):
        """Return the first line that holds `wanted`."""
        while wanted not in (line := self.line()):
            pass
        return line

    def everybody(self):
        """Return all processes that were told of."""
        return [process for member in self.members for process in member.values()]


def free_port():
    """Return a port nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextmanager
def family(*kinds):
    """Start a supervisor over children of these kinds."""
    children = [f"{kind}:{free_port()}" for kind in kinds]
    with subprocess.Popen(
        [*COMMAND, "parent", *children],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        found = Family(process)
        try:
            yield found
        finally:
            process.terminate()
            process.wait(PATIENCE)
            found._selector.close()
            assert wait_for_end(found.everybody())


def test_addresses_are_told_when_they_answer():
    """One line a child with its address, then that everything runs."""
    with family("one", "two") as found:
        lines = {found.line(), found.line()}

        assert {"one", "two"} == {line.partition(": http://127.0.0.1:")[0] for line in lines}
        assert "Everything is running. Press Ctrl-C to stop." == found.line()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopping_leaves_nobody(number):
    """Ctrl-C, SIGTERM and a closed terminal end children and their workers."""
    with family("one", "two") as found:
        found.until("Everything")

        found.process.send_signal(number)

        assert 0 == found.process.wait(PATIENCE)
        assert 4 == len(found.everybody())
        assert wait_for_end(found.everybody(), 1)


def test_being_killed_leaves_nobody():
    """Even `kill -9` of the supervisor takes children and, through them, workers along."""
    with family("one") as found:
        found.until("Everything")

        found.process.kill()

        assert 2 == len(found.everybody())
        assert wait_for_end(found.everybody(), 3)


def test_a_dead_child_is_told_and_brought_back_and_its_workers_are_gone():
    """The orphans go before the restart, because they could hold the port."""
    with family("careless") as found:
        found.until("Everything")
        first = found.members[0]

        os.kill(first["child"], signal.SIGKILL)

        assert "careless was ended by SIGKILL; starting it again in 0.5 seconds." == found.line()
        assert wait_for_end([first["worker"]])
        assert found.line().startswith("careless: http://127.0.0.1:")
        assert first["child"] != found.members[1]["child"]


def test_a_child_that_cannot_start_stops_everything():
    """A wrong setting does not become an endless row of restarts."""
    with family("one", "unable") as found:
        told = found.until("unable")

        assert "unable ended with code 3 before it could serve; stopping the others." == told
        assert 1 == found.process.wait(PATIENCE)


def test_a_deaf_child_is_killed():
    """Whoever does not stop in time is stopped."""
    with family("deaf") as found:
        found.until("Everything")

        found.process.terminate()

        assert 0 == found.process.wait(PATIENCE)
        assert wait_for_end(found.everybody(), 1)


def test_a_second_ctrl_c_does_not_wait():
    """Told twice, it kills at once."""
    with family("deaf") as found:
        found.until("Everything")
        begun = time.monotonic()

        found.process.send_signal(signal.SIGINT)
        while found.process.poll() is None and time.monotonic() - begun < PATIENCE:
            found.process.send_signal(signal.SIGINT)
            found._selector.select(0.05)

        # One signal more than was needed may still find it on its way out.
        assert found.process.wait(PATIENCE) in {0, -signal.SIGINT}
        assert time.monotonic() - begun < 1


def test_restarts_wait_longer_each_time_up_to_a_bound():
    """A child that keeps dying costs little."""
    running = Running(Child("one", ("true",)))
    running.start()

    delays = [running.delay() for _ in range(10)]
    running.bury()

    assert [0.5, 1, 2, 4, 8, 16, 30, 30, 30, 30] == delays
    assert limits.RESTART_SECONDS == (delays[0], delays[-1])


def test_an_end_is_told_in_words():
    """By code or by signal."""
    assert "ended with code 4" == describe_end(4)
    assert "was ended by SIGTERM" == describe_end(-15)


def test_workers_of_gunicorn_die_with_their_master(tmp_path):
    """A master that is killed leaves no worker on its port."""
    application = "tests.serving.quick:create_app()"
    with serve(application, tmp_path / "output", "--name", "tiny", "--workers", "2") as server:
        assert 200 == server.get("/healthz")
        workers = children_of(server.process.pid)

        server.process.kill()

        assert workers
        assert wait_for_end(workers, 3)


def test_a_dead_worker_is_replaced(tmp_path):
    """Killing a worker costs one process for a moment and no more."""
    application = "tests.serving.quick:create_app()"
    with serve(application, tmp_path / "output", "--name", "tiny", "--workers", "1") as server:
        assert 200 == server.get("/healthz")
        (worker,) = children_of(server.process.pid)

        os.kill(worker, signal.SIGKILL)

        assert wait_for_end([worker])
        assert 200 == server.get("/healthz")
        assert [worker] != children_of(server.process.pid)
