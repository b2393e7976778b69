"""What a reporter asked for: a closed list of `vocabulary` that a reviewer ticks from."""

from flask_babel import lazy_gettext as _

from reporting.vocabulary import Term

# What a reporter asked for, in the conversation or in the report itself.
WISHES = (
    Term("record_only", _("Only write it down")),
    Term("tell_me_what_you_did", _("Tell me what you did")),
    Term("talk_anonymously", _("Talk without giving my name")),
    Term("support_only", _("Support for me, and nothing else")),
    Term("fix_the_thing", _("Put the thing right: a wall, a form, a rule")),
    Term("informal_action", _("An informal word")),
    Term("apology_restorative", _("An apology, or making it good")),
    Term("training_learning", _("Training or learning")),
    Term("formal_investigation", _("A formal investigation")),
    Term("complaint", _("A complaint")),
    Term("police_with_me", _("A report to the police, with me")),
    Term("police_for_me", _("A report to the police, for me")),
    Term("standards_complaint", _("A complaint about a councillor")),
    Term("wait_until_others", _("Wait until others report the same")),
    Term("not_sure", _("Not sure")),
)
