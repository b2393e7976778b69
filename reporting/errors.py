"""The exception tree: every error carries the plain sentence that a person is shown.

Nothing secret ever goes into a message: a sentence names what to do next, never what was in
the data.
"""

import reprlib


def _say(sentence: str) -> str:
    """Return `sentence`; the name puts it into the catalogues, in which reporters read it."""
    return sentence


class ReportingError(Exception):
    """Root of every error this package raises on purpose."""

    sentence = "Something went wrong. Nothing was kept. Please try again."

    def __init__(self, sentence: str | None = None) -> None:
        """Keep `sentence`, or the class's own where none is given."""
        self.sentence = sentence or type(self).sentence
        super().__init__(self.sentence)


class CannotOpen(ReportingError):
    """A sealed thing did not open.

    One error for every cause (wrong key, altered byte, other row, unknown version), so that
    nobody can learn from the answer which part of a forgery was right.
    """

    sentence = _say("This could not be opened.")

    def __init__(self) -> None:
        """Take no argument: a reason would be an oracle."""
        super().__init__()


class BadSignature(ReportingError):
    """A signature does not fit what it claims to sign."""

    sentence = "A signature does not fit."


class TooLong(ReportingError):
    """Text is longer than the one size everything is padded to."""

    sentence = "This text is too long. Please shorten it."


class ReceiptMistyped(ReportingError):
    """Receipt words that cannot be right, found without looking anything up.

    `said` are the sentences as the catalogues know them, with a place for `count`, which is how
    many words were read. `nearest` maps each word that is not in the list to those closest to it.
    """

    sentence = _say("One of the words does not fit. Please check them and try again.")
    EMPTY = _say("Please enter the eight words of your receipt.")
    TOO_LONG = _say("That is too long for a receipt. Please enter only the words or their numbers.")
    # None of these has a plural to choose: "eight" is the noun's number in every language.
    COUNT = _say("A receipt has eight words; we read %(count)s.")
    UNKNOWN = _say("Some of this is not in our list. Please check the spelling.")
    APART = _say(
        "The words are all in our list, but they do not fit together. One may be another word, or "
        "two may have changed places. Please check them and try again."
    )

    def __init__(
        self, *said: str, count: int = 0, nearest: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        """Keep what another language needs beside the sentence."""
        self.said = said or (self.sentence,)
        self.count = count
        self.nearest = nearest or {}
        super().__init__(" ".join(self.said) % {"count": count})


class RosterRefused(ReportingError):
    """No roster that may be sealed to: unsigned, altered, expired, rolled back or too small."""

    sentence = _say(
        "We cannot take reports at the moment, because we cannot be certain who would read them. "
        "Nothing was kept."
    )


class NobodyLeft(ReportingError):
    """Every account of both bodies is excluded, so no one could open the report."""

    sentence = _say(
        "With these choices nobody would be left who could read your report. "
        "Please leave at least one choice open."
    )


class StoreUnavailable(ReportingError):
    """The database could not keep what it was given; nothing of it was kept."""

    sentence = _say("We could not store your report. Nothing was kept. Please try again.")


class StoreUncertain(StoreUnavailable):
    """The database broke off in the moment of a commit: all of it was kept, or nothing."""

    sentence = _say(
        "We cannot be sure that this was kept. Please look whether it is there before you send it "
        "again."
    )


class Changed(ReportingError):
    """Somebody else changed the same thing first; nothing was overwritten."""

    sentence = _say(
        "Somebody changed this while you were writing. Please look again before you send."
    )


class ListChanged(Changed):
    """Another signed list came into force while something was sealed under the one before."""

    sentence = _say(
        "The signed list changed at this very moment, so nothing was kept or sent: somebody may "
        "have another account by now, or may have left. Please look again, and press once more."
    )


class NotAllowed(ReportingError):
    """Something that cannot be done to a case in the state it is in."""

    sentence = "This cannot be done while the case is where it is. Nothing was changed."


class ProposalRefused(ReportingError):
    """A list of recipients that waits for signatures, and can never come into force."""

    sentence = (
        "The list that waited for signatures cannot come into force any more. "
        "Take it back, and propose another."
    )


class AlreadySent(Changed):
    """New answers came from a browser that still shows the receipt of a report."""

    sentence = _say(
        "A report was just sent from this browser. Please note its eight words first, "
        "then send another one."
    )


class NoSuchReport(ReportingError):
    """Words that could be a receipt, but are none of a report we hold, or not any more."""

    sentence = _say("We hold no report under these words.")


class FileRefused(ReportingError):
    """A file that is not taken; `code` is one of `evidence.words.FILE_REFUSALS`."""

    sentence = "This file was not added. Nothing of it was kept."

    def __init__(self, code: str) -> None:
        """Keep the code beside the sentence."""
        super().__init__()
        self.code = code


class SignInRefused(ReportingError):
    """Wrong user name, passphrase or code, or a disabled account: one sentence for all."""

    sentence = _say("That user name, passphrase and code do not fit together. Please try again.")


class InvitationRefused(ReportingError):
    """Wrong user name or words, or an invitation used or too old: one sentence for all."""

    sentence = (
        "That user name and invitation do not fit together, or the invitation was used or is older "
        "than 7 days. Please check both, or ask your lead for a new one."
    )


class NameTaken(ReportingError):
    """Somebody has the user name already, or is invited under it."""

    sentence = "Somebody has this user name already. Please choose another."


class TooMany(ReportingError):
    """A bucket is empty or the day's ceiling is reached."""

    sentence = _say(
        "Very many people are using this service just now. Please try again in a minute."
    )


class ReleaseRefused(ReportingError):
    """Figures that must not be published, or could not be shown to be safe."""

    sentence = "Nothing is released."


class ReportUnfinished(ReportingError):
    """A report on a release whose mandatory part nobody has written."""

    sentence = (
        "There is no report yet: a lead has to write its challenges first, on the pages of figures."
    )


class AttackUnfinished(ReleaseRefused):
    """The attack did not come to an end, or the solver gave no clear answer: never a pass."""

    sentence = "The attack on these figures did not finish, so nothing is released."


class FactRefused(ReleaseRefused):
    """A row of facts that must not be counted; names it by its random number, and what is wrong."""


class TallyUnreadable(ReleaseRefused):
    """Sealed counts that do not open."""


class ReleaseFileError(ReportingError):
    """A file that is no release, or was altered; names the place and what belongs there."""

    sentence = "This file is not a release."


class SettingError(ReportingError):
    """A setting in the environment or on the command line cannot be used."""

    sentence = "A setting cannot be used."


SERVICE_FILE = "service file"


class ServiceFileError(SettingError):
    """A value of the service file cannot be used; names the key, the value and what is allowed."""

    def __init__(
        self,
        key: str,
        value: object,
        allowed: str,
        sentence: str | None = None,
        *,
        file: str = SERVICE_FILE,
    ) -> None:
        """Say which `key` of which `file` has which `value`, and what is `allowed` there."""
        said = f"{file}: {key} is {_shown(value)}; allowed is {allowed}"
        super().__init__(sentence or said)
        self.key, self.value, self.allowed = key, value, allowed


class ServiceFileUnreadable(ServiceFileError):
    """The service file is missing, unreadable or not TOML; names the file and, if any, the line."""

    def __init__(self, name: str, reason: str, file: str = SERVICE_FILE) -> None:
        """Say which file, and why it cannot be read."""
        sentence = f"{file} {name} cannot be read: {reason}"
        super().__init__(name, reason, "a readable TOML file", sentence)


_SHORT = reprlib.Repr()
_SHORT.maxstring = 100


def _shown(value: object) -> str:
    """Return `value` as Python writes it, shortened: a sentence stays a sentence."""
    try:
        return _SHORT.repr(value)
    except ValueError:  # a number of so many digits that Python refuses to write it out
        return "a very large number"
