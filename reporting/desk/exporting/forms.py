"""The form before a copy of a case is made: for whom, why, and in which form."""

from collections.abc import Mapping

from flask_babel import gettext, lazy_gettext

from reporting import limits
from reporting.casefile import fingerprint_of_key, read_key, same_fingerprint
from reporting.desk.case.acting import ActForm
from reporting.desk.fields import Reason
from reporting.errors import CannotOpen
from reporting.web.fields import RadioChoice, TextArea, TextLine, Ticks, refuse
from reporting.web.options import Choice

PAPER, FILE, NOTES, CHECKED = "paper", "file", "notes", "checked"
_KEY_CHARACTERS = 2_500
_FINGERPRINT_CHARACTERS = 40


class ExportForm(ActForm):
    """What a copy is made for.

    `barred` are the public keys that nothing may be sealed to, `sizes` the bytes of each file.
    """

    to = TextLine(
        lazy_gettext("Who is it for?"),
        description=lazy_gettext("One person or panel, for instance: the chair of the hearing."),
        characters=limits.COPY_FOR_CHARACTERS,
        required=lazy_gettext("Write who it is for"),
    )
    reason = Reason(
        lazy_gettext("Why do they need it?"),
        description=lazy_gettext("It stays in the history, and the leads of your body read it."),
        required=lazy_gettext("Write why they need it"),
    )
    checked = Ticks(
        lazy_gettext("Who must not have it"),
        choices=(
            Choice(
                CHECKED,
                lazy_gettext("It cannot reach anybody it is about, or anybody who must not see it"),
            ),
        ),
        required=lazy_gettext("Make sure that it cannot reach anybody who must not see it"),
    )
    notes = Ticks(
        lazy_gettext("What goes with it"),
        choices=(Choice(NOTES, lazy_gettext("The notes of colleagues, too")),),
    )
    how = RadioChoice(
        lazy_gettext("How?"),
        choices=(
            Choice(PAPER, lazy_gettext("On paper")),
            Choice(FILE, lazy_gettext("In a file that only they can open")),
        ),
        required=lazy_gettext("Choose how"),
    )
    files = Ticks(
        lazy_gettext("Which of its photos and files go with it?"),
        description=lazy_gettext(
            "In a file alone. They show more than words: tick only what they must see."
        ),
    )
    key = TextArea(
        lazy_gettext("Their key, for a file"),
        description=lazy_gettext(
            "They make it with the command “reporting case key FILE”, and send you FILE.pub. Paste "
            "all of it."
        ),
        characters=_KEY_CHARACTERS,
    )
    fingerprint = TextLine(
        lazy_gettext("The fingerprint of their key"),
        description=lazy_gettext(
            "Sixteen letters and digits. Ask them by telephone, on a number that you know."
        ),
        characters=_FINGERPRINT_CHARACTERS,
    )
    barred: frozenset[bytes] = frozenset()
    sizes: Mapping[str, int] = {}
    public = b""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The files that go with it; a report without any has no such question."""
        return self.files.data if "files" in self else ()

    def check(self) -> None:
        """Take no key that is not whole, not theirs, or that of somebody with an account."""
        self._check_files()
        if self.how.data != FILE:
            return
        try:
            self.public = read_key(self.key.data)
        except CannotOpen:
            refuse(self.key, gettext("Paste the whole of their key, with its first line"))
            return
        if self.public in self.barred:
            refuse(
                self.key,
                gettext(
                    "This is the key of an account. Whoever has one and may open this report reads "
                    "it here; nobody else with an account may have it"
                ),
            )
        if not same_fingerprint(self.fingerprint.data, fingerprint_of_key(self.public)):
            refuse(
                self.fingerprint,
                gettext("This does not fit the key. Ask them again, and do not send anything yet"),
            )

    def _check_files(self) -> None:
        if not self.chosen:
            return
        if self.how.data == PAPER:
            refuse(self.files, gettext("On paper none of these goes with it. Untick them"))
        if sum(self.sizes.get(code, 0) for code in self.chosen) > limits.CASE_FILE_BYTES:
            most = limits.CASE_FILE_BYTES // 1_000_000
            refuse(
                self.files,
                gettext(
                    "Together these are more than %(most)s MB. Tick fewer, and make a second file "
                    "for the rest",
                    most=most,
                ),
            )
