"""Groups that people belong to, as the census asks, and as they are counted (docs/vocabulary.md).

Asked after a report was sent, apart from it and of whoever likes to answer (docs/facts.md).
"""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _

from reporting.vocabulary import YES_NO, Term, codes

# The harmonised groups of the census in England, in which people find themselves.
WHITE = (
    Term("white_british", _("English, Welsh, Scottish, Northern Irish or British")),
    Term("white_irish", _("Irish")),
    Term("gypsy_irish_traveller", _("Gypsy or Irish Traveller")),
    Term("roma", _("Roma")),
    Term("other_white", _("Any other White background")),
)
MIXED = (
    Term("white_black_caribbean", _("White and Black Caribbean")),
    Term("white_black_african", _("White and Black African")),
    Term("white_asian", _("White and Asian")),
    Term("other_mixed", _("Any other mixed or multiple background")),
)
ASIAN = (
    Term("indian", _("Indian")),
    Term("pakistani", _("Pakistani")),
    Term("bangladeshi", _("Bangladeshi")),
    Term("chinese", _("Chinese")),
    Term("other_asian", _("Any other Asian background")),
)
BLACK = (
    Term("caribbean", _("Caribbean")),
    Term("african", _("African")),
    Term("other_black", _("Any other Black background")),
)
OTHER = (
    Term("arab", _("Arab")),
    Term("any_other", _("Any other ethnic group")),
)
# The five that they are counted in: nineteen would never be dense enough to be published.
ETHNIC_GROUPS_IN_FIVE = (
    Term("white", _("White")),
    Term("mixed", _("Mixed or multiple ethnic groups")),
    Term("asian", _("Asian or Asian British")),
    Term("black", _("Black, Black British, Caribbean or African")),
    Term("other_group", _("Another ethnic group")),
)
ETHNIC_GROUPS = (*WHITE, *MIXED, *ASIAN, *BLACK, *OTHER)
GROUP_IN_FIVE: Mapping[str, str] = {
    term.code: five
    for five, listed in zip(
        codes(ETHNIC_GROUPS_IN_FIVE), (WHITE, MIXED, ASIAN, BLACK, OTHER), strict=True
    )
    for term in listed
}
# Jewish and Sikh people are ethnic groups in law as well; here they are asked for once.
RELIGIONS = (
    Term("no_religion", _("No religion")),
    Term("buddhist", _("Buddhist")),
    Term("christian", _("Christian")),
    Term("hindu", _("Hindu")),
    Term("jewish", _("Jewish")),
    Term("muslim", _("Muslim")),
    Term("sikh", _("Sikh")),
    Term("another_religion", _("Another religion")),
)
SEXES = (Term("female", _("Female")), Term("male", _("Male")))
AGES = (
    Term("under_eighteen", _("Under 18")),
    Term("from_eighteen", _("18 to 24")),
    Term("from_twenty_five", _("25 to 39")),
    Term("from_forty", _("40 to 59")),
    Term("from_sixty", _("60 and over")),
)
# What is counted of whoever answers, each a population of its own: no two answers are joined.
COUNTED: Mapping[str, tuple[Term, ...]] = {
    "ethnic_group": ETHNIC_GROUPS_IN_FIVE,
    "religion": RELIGIONS,
    "disability": YES_NO,
    "sex": SEXES,
    "age": AGES,
}
