"""What looks alike in every language: addresses, numbers, dates in figures."""

from reporting.marks.rule import EMAIL, MOMENT, NUMBER, POSTCODE, TELEPHONE, rule

_CLOCK = r"(?:[01]?\d|2[0-3])"

# The first rule that finds a place keeps it: a date is never taken for a telephone number.
RULES = (
    rule(EMAIL, r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
    rule(EMAIL, r"(?<![\w.])@\w[\w.]{2,30}"),
    rule(MOMENT, r"(?<![\d/.-])\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?![\d/-])"),
    rule(MOMENT, r"(?<![\d/.-])\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\d/-])"),
    rule(MOMENT, rf"(?<![\d:.£$€]){_CLOCK}:[0-5]\d(?::[0-5]\d)?(?:\s?[ap]\.?m\b)?(?!\d)"),
    rule(TELEPHONE, r"(?<![\w£$€+])(?:\+|00)?\(?\d(?:[\s().-]{0,2}\d){8,14}(?!\w)"),
    rule(POSTCODE, r"\b[a-z]{1,2}\d[a-z\d]?\s{0,2}\d[abd-hjlnp-uw-z]{2}\b"),
    rule(NUMBER, r"\b[a-ceghj-pr-tw-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
    rule(NUMBER, r"\b[A-Z]{2}\d{2}\s?[A-Z]{3}\b", exact=True),
    rule(NUMBER, r"\b[A-Z]{1,4}[-/]?\d{4,10}\b", exact=True),
    rule(NUMBER, r"(?<![\w£$€.,:/-])\d{6,8}(?![\w:/]|[.,]\d)"),
)
