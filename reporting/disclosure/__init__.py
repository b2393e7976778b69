"""Every number that leaves the service is made, and attacked, here (docs/release.md).

Nothing in this package knows a report, a case, the store or the web: it is given coded facts as
values and gives back the bytes of a release.
"""
