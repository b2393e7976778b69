"""What a running server costs, read from /proc: processor time and memory of its processes."""

import os
from pathlib import Path

PROC = Path("/proc")
_GROUP, _UTIME, _STIME = 2, 11, 12  # places in /proc/<pid>/stat after the name (proc(5))
KIB = 1024


def stat_fields(stat: str) -> list[str]:
    """Return the fields of a stat line after the program's name, which may hold anything."""
    return stat.rpartition(")")[2].split()


def members_of(group: int, proc: Path = PROC) -> dict[int, list[str]]:
    """Return process id -> stat fields of every process in a process group."""
    found = {}
    for path in proc.glob("[0-9]*/stat"):
        try:
            fields = stat_fields(path.read_text())
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended between the list and the look
        if int(fields[_GROUP]) == group:
            found[int(path.parent.name)] = fields
    return found


def processor_seconds(group: int, proc: Path = PROC) -> float:
    """Return the user and system time that a process group has used so far."""
    ticks = sum(int(f[_UTIME]) + int(f[_STIME]) for f in members_of(group, proc).values())
    return ticks / os.sysconf("SC_CLK_TCK")


def proportional_bytes(process: int, proc: Path = PROC) -> int:
    """Return the memory of a process, pages shared with others counted by share (PSS)."""
    for line in (proc / str(process) / "smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * KIB
    raise ValueError("smaps_rollup has no Pss line")
