"""What differs between owners, interpreters and advisers: addresses and words, one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from reporting.serves import ADVISER, INTERPRETER, OWNER


@dataclass(frozen=True)
class Sort:
    """The pages of one kind: `all` and `one` are endpoints, the rest is what they say."""

    kind: str
    path: str
    all: str
    one: str
    title: LazyString
    nothing: LazyString
    name: LazyString
    text: LazyString
    handling: tuple[LazyString, ...]
    button: LazyString
    sent: LazyString


_NOT_THE_SOURCE = lazy_gettext(
    "Do not try to find out who told us, and let nobody else try. Do not compare it with rotas, "
    "logs, styles of writing or what you remember."
)
_NOT_FORWARD = lazy_gettext(
    "Do not forward, copy, print or photograph this page. It was written for you alone."
)
_NO_DETRIMENT = lazy_gettext(
    "Treating somebody worse because they may have reported is against the law."
)

SORTS: Mapping[str, Sort] = {
    OWNER: Sort(
        kind=OWNER,
        path="/referrals",
        all="referrals",
        one="referral",
        title=lazy_gettext("What you are asked"),
        nothing=lazy_gettext("Nothing is asked of you at the moment."),
        name=lazy_gettext("Request"),
        text=lazy_gettext("Summary"),
        handling=(
            _NOT_THE_SOURCE,
            _NOT_FORWARD,
            lazy_gettext(
                "If others have to act, tell them what to do, and not what you have read here. "
                "Say nothing to those whom it may be about before you have spoken to us."
            ),
            _NO_DETRIMENT,
        ),
        button=lazy_gettext("Send the answer"),
        sent=lazy_gettext("Your answer was sent to the oversight body."),
    ),
    INTERPRETER: Sort(
        kind=INTERPRETER,
        path="/translations",
        all="translations",
        one="translation",
        title=lazy_gettext("What you are asked to translate"),
        nothing=lazy_gettext("There is nothing to translate at the moment."),
        name=lazy_gettext("Text"),
        text=lazy_gettext("The text"),
        handling=(
            lazy_gettext(
                "Translate what is there, as it is there. Mend nothing, leave nothing out, and "
                "keep names as they stand. Where something has two meanings, give both."
            ),
            _NOT_FORWARD,
            lazy_gettext("Do not put it into a translation program or a website."),
            lazy_gettext(
                "If you know anybody in it, stop, tell us by telephone, and tell nobody else."
            ),
        ),
        button=lazy_gettext("Send the translation"),
        sent=lazy_gettext("Your translation was sent to the oversight body."),
    ),
    ADVISER: Sort(
        kind=ADVISER,
        path="/advice",
        all="advice",
        one="advice_one",
        title=lazy_gettext("Where your advice is asked"),
        nothing=lazy_gettext("Nobody asks for your advice at the moment."),
        name=lazy_gettext("Question"),
        text=lazy_gettext("What we know"),
        handling=(
            _NOT_THE_SOURCE,
            _NOT_FORWARD,
            lazy_gettext(
                "If a child or an adult at risk is in danger now, ring us at once, and the "
                "emergency number if we cannot be reached. Do not wait to answer here."
            ),
            _NO_DETRIMENT,
        ),
        button=lazy_gettext("Send the advice"),
        sent=lazy_gettext("Your advice was sent to the oversight body."),
    ),
}
