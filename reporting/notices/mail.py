"""The one mail there is: the same words, whatever the cause (docs/promise.md, "Notices").

It differs from others of its kind by the recipient, the minute and a name without meaning. It is
not translated: a language of its own would say who is on duty. It holds no link, so that nobody
gets used to following one from a mail to the desk. It is also true for a chair, who is told of a
promise that was missed and does not sign in there.
"""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from reporting.notices.address import domain_of

SUBJECT = "Please look at the desk"
TEXT = """\
Please sign in to the desk now, at whatever hour this mail reaches you, and
look at the list of reports. What is most urgent stands first. If you do not
sign in there, or cannot, please ring a lead of your oversight body and ask.

This mail goes out at fixed times, and at other times when the desk asks for
it. It has the same words every time. It does not say whether anything is
waiting for you: only the desk does.

Open the desk as you always do; this mail holds no link to it. Replies to
this mail are not read.
"""


def compose(sender: str, recipient: str, name: str, moment: datetime) -> bytes:
    """Return the mail to one recipient as it is sent; `name` is what makes its Message-ID."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = recipient
    message["Subject"] = SUBJECT
    message["Date"] = format_datetime(moment.replace(second=0, microsecond=0))
    message["Message-ID"] = f"<{name}@{domain_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(TEXT, charset="us-ascii", cte="7bit")
    return message.as_bytes()
