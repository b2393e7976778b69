"""Two release jobs at once: the database lets one work, and everything counts once."""

import threading

from reporting.releasing.counting import count_facts


def test_of_two_jobs_at_once_one_counts(any_figures):
    """The other waits, and then finds nothing left to do."""
    figures = any_figures
    figures.fill(0)
    for _ in range(3):
        figures.write(*figures.many(4))
    jobs = [figures.world.services("release") for _ in range(2)]
    together, failed = threading.Barrier(2), list[Exception]()

    def work(services):
        # Both have opened the same rows before either of them locks.
        met: list[bool] = []

        def advance(_):
            if not met:
                met.append(True)
                together.wait(30)

        try:
            count_facts(services, advance)
        except Exception as error:  # noqa: BLE001 - told by the assertion below
            failed.append(error)

    threads = [threading.Thread(target=work, args=(services,)) for services in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [] == failed
    assert 12 == figures.counted("received", "2026q1")
