"""What a command says when something was refused."""

from reporting.errors import (
    Changed,
    ReportingError,
    RosterRefused,
    StoreUnavailable,
    StoreUncertain,
)


def sentence_of(error: ReportingError) -> str:
    """Return what to tell an operator; some errors speak to reporters by themselves."""
    match error:
        case RosterRefused():
            return (
                "a roster is missing, expired or not as its leads signed it; see: reporting check"
            )
        case StoreUncertain():
            return "the database broke off while it wrote; look whether it was done"
        case StoreUnavailable():
            return "the database does not answer; nothing was changed"
        case Changed():
            return "somebody else changed the same thing at the same time; nothing was changed"
    return error.sentence
