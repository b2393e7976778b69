"""The words for what a file is, for what was taken out of it, and for why one is not taken."""

from flask_babel import lazy_gettext as _

from reporting.evidence import codes
from reporting.vocabulary import Term

FILE_KINDS = (
    Term(codes.PICTURE, _("A picture")),
    Term(codes.DOCUMENT, _("Pages")),
    Term(codes.PLAIN, _("Plain text")),
)
REMOVED = (
    Term(codes.LOCATION, _("the place")),
    Term(codes.TIME, _("the time")),
    Term(codes.DEVICE, _("the phone or camera model")),
    Term(codes.AUTHOR, _("the name of an author")),
    Term(codes.SOFTWARE, _("the name of a program")),
    Term(codes.TITLE, _("a title or description")),
    Term(codes.COMMENT, _("a comment")),
    Term(codes.THUMBNAIL, _("a small copy of the picture")),
    Term(codes.EDITS, _("what was changed before")),
    Term(codes.PROFILE, _("the colours of one screen or camera")),
    Term(codes.APPENDED, _("something after the end of the picture, such as a short film")),
    Term(codes.FRAMES, _("the other pictures of a moving one")),
    Term(codes.SCRIPTS, _("small programs")),
    Term(codes.ENCLOSED, _("other files inside")),
    Term(codes.SELECTABLE, _("text that could be copied, with anything hidden behind the page")),
    Term(codes.HIDDEN, _("characters that nobody sees")),
    Term(codes.SIZE, _("some sharpness, because it was very large")),
    Term(codes.OTHER, _("other notes about the file")),
)
FILE_REFUSALS = (
    Term(codes.EMPTY, _("This file is empty. Choose another one.")),
    Term(
        codes.TOO_LARGE,
        _(
            "This file is larger than 10 MB. Take a screenshot of it, or save it smaller, and add "
            "that."
        ),
    ),
    Term(
        codes.NOT_TAKEN,
        _(
            "We cannot take out what such a file tells about you, so we do not take it. We take "
            "photos (JPEG, PNG, WebP), PDF and plain text. You can take a screenshot and add that, "
            "or describe in your own words what the file shows."
        ),
    ),
    Term(
        codes.MISLABELLED,
        _(
            "The name of this file says that it is something else than it is. You can take a "
            "screenshot of what it shows and add that."
        ),
    ),
    Term(
        codes.TWO_KINDS,
        _(
            "This file is two kinds of file at once, so something may be hidden in it. You can "
            "take a screenshot of what it shows and add that."
        ),
    ),
    Term(
        codes.BROKEN,
        _(
            "This file is not whole, or not as such files should be. Open it and save it once "
            "more, or take a screenshot of it, and add that."
        ),
    ),
    Term(
        codes.LOCKED,
        _(
            "This PDF is locked with a password. Save it without the password, or take "
            "screenshots of it, and add those."
        ),
    ),
    Term(
        codes.TOO_MANY_PAGES,
        _("This PDF has more than 20 pages. Save the pages that matter, and add those."),
    ),
    Term(
        codes.TOO_MUCH,
        _(
            "This file holds more than we can look through safely. You can take a screenshot of "
            "what it shows and add that."
        ),
    ),
    Term(
        codes.TOO_MANY,
        _("You have added 5 files, which is as many as we take. Remove one to add another."),
    ),
    Term(
        codes.NOT_NOW,
        _("We cannot take files at the moment. Nothing else is lost. Try again in a few minutes."),
    ),
)
