"""What tells who wrote an English text, or whom it is about."""

from collections.abc import Iterator

from reporting.marks.capitals import WORD, find_names
from reporting.marks.rule import (
    ALONE,
    MOMENT,
    NAME,
    NUMBER,
    ONLY,
    POST,
    TELEPHONE,
    Found,
    any_of,
    find_all,
    rule,
)

_DAYS = any_of("monday tuesday wednesday thursday friday saturday sunday")
_MONTHS = any_of(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sept sep oct nov dec"
)
_HOURS = any_of(
    "one two three four five six seven eight nine ten eleven twelve 1 2 3 4 5 6 7 8 9 10 11 12"
)
_ORDINAL = r"(?:\d{1,2}(?:st|nd|rd|th))"
_ORDINAL_WORD = any_of(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth "
    "twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth "
    "twenty-seventh twenty-eighth twenty-ninth thirty-first"
)
_PART = r"(?:\s+(?:morning|afternoon|evening|night|lunchtime))?"
_MOMENTS = (
    rule(
        MOMENT,
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTHS}\b(?:[.,]?\s+(?:19|20)\d\d)?"
        rf"|\b(?:the\s+)?{_ORDINAL_WORD}\s+of\s+{_MONTHS}\b"
        rf"|\b{_MONTHS}\.?\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?![\d:])\b(?:,?\s+(?:19"
        rf"|20)\d\d)?",
    ),
    rule(
        MOMENT,
        rf"\b(?:on|since|until|till|from|by|{_DAYS})\s+(?P<mark>the\s+{_ORDINAL})\b"
        r"(?!\s+(?:floor|time|one|person|day|week|month|year|century))",
    ),
    rule(
        MOMENT,
        r"(?<![\d.£$€])(?:1[0-2]|0?[1-9])(?:\.[0-5]\d)?\s?(?:[ap]\.m\.|[ap]m\b|o[’']?clock\b)"
        rf"|\b{_HOURS}\s+o[’']?clock\b"
        rf"|\b(?:half|quarter|(?:five|ten|twenty|twenty-five|5|10|20"
        rf"|25)(?:\s+minutes)?)\s+(?:past|to)\s+{_HOURS}\b"
        rf"|\bhalf\s+(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
        r"|\b(?:[01]\d|2[0-3])[0-5]\d\s?(?:hrs|hours)\b"
        r"|\bat\s+(?:[01]?\d|2[0-3])\.[0-5]\d\b(?!\s?%)"
        r"|\bat\s+(?:exactly\s+|about\s+|around\s+)?(?:midnight|noon|midday)\b",
    ),
    rule(
        MOMENT,
        r"\bthe\s+day\s+before\s+yesterday\b"
        rf"|\byesterday\b{_PART}|\blast\s+night\b|\bearlier\s+today\b"
        r"|\bthis\s+(?:morning|afternoon|evening)\b"
        rf"|\b(?:last|this|on|this\s+past)\s+{_DAYS}\b{_PART}"
        r"|\b(?:two|three|four|five|six|2|3|4|5|6)\s+days\s+ago\b",
    ),
)

_NUMBERS = (
    rule(TELEPHONE, r"\b(?:ext|extension)\.?\s*(?:number|no\.?)?\s*:?\s*\d{3,6}\b"),
    rule(
        NUMBER,
        r"\b(?:staff|employee|payroll|personnel|pay|badge|collar|clock|works|agency|tenancy|case|"
        r"complaint|reference|ref|ticket|log|crime|incident|account|student|patient|nhs|"
        r"national\s+insurance|insurance|candidate|applicant|application|warrant|pass|membership"
        r"|id)"
        r"(?:\s+(?:number|no|num|id|ref|reference|card|code))?\.?"
        r"\s*(?:is|was|:|\#|=)?\s*\#?\s*(?P<mark>[a-z]{0,4}[-/]?\d[\da-z]{1,11}"
        r"(?:[-/][\da-z]{1,8}){0,2})\b",
    ),
    rule(NUMBER, r"\b(?:number|no\.)\s+(?P<mark>[a-z]{0,4}\d{4,10})\b"),
)

_FUNCTION = any_of(
    "payroll finance financial hr it i.t. ict housing parks planning licensing benefits revenues "
    "communications comms press media audit procurement facilities estates catering kitchen fleet "
    "transport depot waste recycling refuse cleansing cleaning highways enforcement parking "
    "environmental_health trading_standards library museum gallery leisure pool sports youth "
    "community admissions attendance sen send safeguarding ward theatre site office building "
    "project "
    "programme policy data legal contracts contract sales marketing training learning equality "
    "equalities diversity inclusion edi wellbeing health_and_safety safety customer_service "
    "customer_services customer call_centre contact_centre reception post_room records "
    "registration electoral elections democratic_services committee accounts accounting purchasing "
    "purchase stores warehouse night nights shift regional branch store shop floor duty "
    "operations business systems network software research lab laboratory maintenance grounds "
    "repairs homelessness tenancy income lettings allocations adoption fostering family "
    "children’s children's events tourism heritage conservation ecology tree arboricultural "
    "recruitment recruiting resourcing information_governance governance risk insurance "
    "engagement partnerships complaints quality exams examinations cover pastoral year music "
    "science maths english history lifeguard bereavement cemetery crematorium mortuary court "
    "translation interpreting immigration asylum resettlement probation welfare rights debt "
    "energy climate lighting drainage flood bridges street_lighting economic_development"
)
_RANK = any_of(
    "manager officer director supervisor coordinator co-ordinator adviser advisor lead leader "
    "administrator clerk engineer technician inspector analyst accountant secretary warden "
    "steward planner developer designer editor specialist consultant apprentice assistant "
    "superintendent foreman inspector buyer controller auditor solicitor surveyor registrar "
    "teacher "
    "partner trainer executive porter"
)
_BEFORE = (
    r"(?:(?:deputy|assistant|senior|acting|interim|chief|principal|junior|trainee|lead"
    r"|temporary)\s+){0,2}"
)
_JOB = any_of(
    "accountant administrator analyst apprentice architect assistant barista bricklayer builder "
    "bus_driver carer care_worker caretaker cashier caseworker chaplain chef clerk cleaner "
    "controller cook councillor counsellor curator dentist designer developer doctor driver "
    "ecologist economist editor electrician engineer firefighter gardener governor groundsman "
    "groundskeeper guard healthcare_assistant hairdresser inspector instructor intern interpreter "
    "joiner journalist labourer lawyer lecturer librarian lifeguard lorry_driver manager mechanic "
    "mentor midwife nurse nursery_nurse occupational_therapist officer operative optician "
    "paramedic "
    "paralegal personal_assistant pharmacist photographer physio physiotherapist plasterer plumber "
    "police_officer porter postman postwoman principal producer programmer psychologist "
    "radiographer receptionist registrar researcher roofer scientist secretary security_guard "
    "social_worker solicitor statistician steward student_nurse supervisor support_worker surveyor "
    "surgeon tailor taxi_driver teacher teaching_assistant team_leader technician therapist "
    "traffic_warden trainee trainer translator tutor usher vet waiter waitress warden webmaster "
    "welder youth_worker health_visitor social_work_student binman"
)
_OWN = any_of(
    "caretaker receptionist librarian chaplain registrar janitor concierge bursar matron foreman "
    "mayor treasurer headteacher head_teacher deputy_head headmaster headmistress chief_executive "
    "monitoring_officer lollipop_lady lollipop_man crossing_patrol shop_steward union_rep "
    "fire_warden first_aider lifeguard coroner groundsman gardener handyman handyperson cook chef "
    "porter night_porter mechanic electrician plumber carpenter joiner nurse school_nurse midwife "
    "secretary apprentice intern trainee graduate_trainee company_secretary town_clerk "
    "personal_assistant lead_member cabinet_member vice_chancellor curator archivist beadle usher "
    "interpreter translator webmaster postman dinner_lady"
)
_POSTS = (
    rule(
        POST,
        rf"\b{_BEFORE}{_FUNCTION}(?:\s+(?:and|&|/)\s+{_FUNCTION})?(?:\s+(?:team|services?"
        rf"|support))?\s+{_RANK}s?\b",
    ),
    rule(
        POST,
        r"\b(?:deputy\s+|assistant\s+|interim\s+|acting\s+)?(?:head|director)\s+of\s+"
        r"(?!(?:the|a|my|our|their)\s+(?:queue|table|line|stairs|room|bed))(?:the\s+)?[\w’'-]+"
        r"(?:\s+(?:and|&)\s+[\w’'-]+|\s+(?:services?|department|year|health|governance))?"
        r"|\bchief\s+[\w-]+\s+officer\b|\bchief\s+(?:executive|inspector|accountant|librarian)\b",
    ),
    rule(POST, rf"\b(?:the|our|their|as|only)\s+(?P<mark>{_BEFORE}{_OWN})\b"),
    rule(
        POST,
        r"\b(?:i\s+am|i[’']m|im|i\s+was|i\s+work(?:ed)?\s+(?:here\s+)?as|i[’']ve\s+been"
        r"|i\s+have\s+been|working\s+as|"
        r"employed\s+as|job\s+as|my\s+job\s+is|my\s+role\s+is|i\s+started\s+as|qualified\s+as"
        r"|acting\s+as)\s+"
        rf"(?:only\s+|just\s+|also\s+)?(?:an?|the|one\s+of\s+the|their|our)?\s*(?P<mark>(?!line"
        rf"|team|project)(?:[\w-]+\s+){{0,2}}{_JOB})s?\b",
    ),
    rule(POST, rf"\bas\s+(?:the|an?)\s+(?P<mark>(?:[\w-]+\s+)?{_JOB})\b"),
    rule(POST, rf"\bas\s+(?:the|an?)\s+(?P<mark>{_JOB})\b"),
    rule(POST, r"\b(?:band|grade|scale|spine\s+point)\s+\d{1,2}[a-d]?\b"),
)

_PEOPLE = any_of(
    "black brown asian white muslim jewish hindu sikh arab african chinese somali polish romanian "
    "roma romani gypsy traveller irish indian pakistani bangladeshi nigerian caribbean jamaican "
    "turkish kurdish iranian iraqi syrian yemeni sudanese eritrean vietnamese filipino filipina "
    "mixed mixed-race non-white bame hijabi foreign foreigner immigrant migrant refugee woman man "
    "girl boy female male person one worker employee member lady guy pupil student child parent "
    "family tenant apprentice nurse teacher driver cleaner muslims someone portuguese ghanaian "
    "latina latino korean japanese thai"
)
_THINGS = (
    r"(?:time|times|thing|things|way|ways|reason|problem|difference|option|options|choice|answer|"
    r"place|explanation|issue|good|other|comment|response|reply|word|words|question|day|bit|part|"
    r"hope|solution|excuse|help|advice|sign|bus|job|shift|toilet|seat|room|language|food|step|fix)"
)
_ONLY = (
    rule(ONLY, rf"\bthe\s+only\s+(?!{_THINGS}\b)[\w-]+"),
    rule(
        ONLY,
        rf"\b(?:only|just)\s+(?:one\s+)?{_PEOPLE}(?:\s+[\w-]+)?\s+(?:in|on|of|at|here|there|who"
        rf"|working|left|among)\b",
    ),
    rule(ONLY, r"\bonly\s+(?:i|me)\b(?!\s+and\b)"),
    rule(ONLY, rf"\bthe\s+(?:sole|one)\s+(?:and\s+only\s+)?(?:{_PEOPLE}|who|with|wearing|that)\b"),
    rule(ONLY, rf"\bthe\s+first\s+(?:ever\s+)?{_PEOPLE}\b(?!\s+(?:to\s+say|time))"),
    rule(
        ONLY,
        r"\bone\s+of\s+(?:only\s+|just\s+|the\s+only\s+)?(?:two|three|four|a\s+few|very\s+few"
        r"|a\s+handful|the\s+few|2|3|4)\b(?!\s+(?:things|reasons|ways|times|options))",
    ),
    rule(ONLY, r"\b(?:only|just)\s+(?:two|three|a\s+few|a\s+handful|2|3)\s+of\s+us\b"),
    rule(
        ONLY,
        r"\b(?:nobody|no\s+one|no-one|noone)\s+else\s+(?:here|in|on|at|from|wears|speaks|looks"
        r"|has|is|fasts|prays)\b"
        r"(?!\s+(?:said|heard|saw|spoke|listening|the\s+room|earshot))",
    ),
    rule(
        ONLY,
        r"\b(?:everyone|everybody|all\s+the\s+others|the\s+rest)(?:\s+else)?\s+(?:here\s+"
        r"|in\s+[\w\s]{1,20}|on\s+[\w\s]{1,20})?(?:is|are|was|were)\s+white\b",
    ),
)

_TWO = (
    r"(?:him|her|them|me|he|she|i|us|my\s+(?:manager|boss|supervisor)|the\s+(?:manager|boss"
    r"|supervisor))"
)
_ALONE = (
    rule(
        ALONE,
        r"\b(?:just|only)\s+(?:the\s+)?(?:two|2|three|3)\s+of\s+us\b"
        r"|\bthe\s+two\s+of\s+us\s+(?:alone|were\s+alone|on\s+our\s+own|in\s+(?:the|a|his"
        r"|her)\s+[\w]+)",
    ),
    rule(ALONE, rf"\b(?:just|only)\s+{_TWO}\s+and\s+{_TWO}\b"),
    rule(
        ALONE,
        r"\b(?:nobody|no\s+one|no-one|noone|not\s+another\s+soul"
        r"|none\s+of\s+the\s+others)(?:\s+else)?\s+(?:had\s+|could\s+have\s+|could\s+"
        r"|would\s+have\s+|has\s+)?"
        r"(?:was\s+(?:there|around|near|nearby|listening|present|about|in)|were\s+(?:there"
        r"|around)|is\s+ever\s+there|heard?|saw|seen|see|witnessed|overheard|in\s+(?:the\s+room"
        r"|earshot)|to\s+hear|to\s+see|there)\b",
    ),
    rule(
        ALONE,
        r"\b(?:no|without(?:\s+any)?|were\s+not\s+any|weren[’']t\s+any"
        r"|not\s+any)\s+witness(?:es)?\b",
    ),
    rule(
        ALONE,
        r"\b(?:i|we|he\s+and\s+i|she\s+and\s+i|us)\s+(?:was|were)\s+(?:all\s+|left\s+|both\s+"
        r"|completely\s+)?(?:alone|on\s+(?:my|our)\s+own|by\s+(?:myself|ourselves))\b"
        r"|\balone\s+(?:with\s+(?:him|her|me|them|my|the|[a-z])|together|in\s+(?:the|a|his"
        r"|her)\s+(?:office|room|car|van|lift|kitchen|corridor|store|cab|shop))"
        r"|\bon\s+(?:my|our)\s+own\s+with\b|\b(?:got|had|took|caught|found"
        r"|had\s+got)\s+me\s+(?:alone|on\s+my\s+own|by\s+myself)\b"
        r"|\bwhen\s+(?:i[’']m|i\s+am|i\s+was|we\s+are|we\s+were|we[’']re)\s+(?:alone|on\s+(?:my"
        r"|our)\s+own|by\s+(?:myself|ourselves))\b",
    ),
    rule(
        ALONE,
        r"\b(?:in\s+private|behind\s+closed\s+doors|one[\s-]to[\s-]one|1[\s-]to[\s-]1|1:1"
        r"|one[\s-]on[\s-]one|121)\b"
        r"|\bbetween\s+(?:him|her|the\s+two\s+of\s+us|us\s+two|me)\s+and\s+(?:me|him|her"
        r"|my\s+manager)\b|\bjust\s+between\s+us\b"
        r"|\b(?:out\s+of|beyond)\s+(?:everyone[’']s|anyone\s+else[’']s|their|the\s+others[’']?"
        r"|anybody\s+else[’']s)?\s*earshot\b"
        r"|\bwhisper(?:ed|ing|s)?\s+(?:it\s+|this\s+|that\s+)?(?:to\s+me|in(?:to)?\s+my\s+ear"
        r"|so\s+(?:that\s+)?(?:only\s+i|no\s?-?one))\b"
        r"|\bso\s+(?:that\s+)?(?:only\s+i|i\s+alone|nobody\s+else|no\s+one\s+else)\s+(?:could"
        r"|would)\s+hear\b"
        r"|\b(?:only\s+i|i\s+alone)\s+(?:heard|saw|could\s+hear|was\s+there)\b"
        r"|\beveryone\s+else\s+had\s+(?:gone|left)\b",
    ),
)

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lady|Lord|Cllr|Councillor|Imam|Rev"
    r"|Reverend|Father|Sister|Nurse|Doctor|Sheikh|PC|PCSO|DC|Sgt|Sergeant|Inspector|Auntie|Uncle"
    r"|Judge|Pastor|Coach)"
)
_NAMES = (
    rule(NAME, rf"\b{_TITLE}\.?\s+(?:{WORD}|[A-Z]\b\.?)(?:\s+{WORD}){{0,2}}", exact=True),
    rule(NAME, r"\b(?:mr|mrs|ms|dr|cllr)\b\.?\s+(?!and\b|or\b|who\b|from\b)[a-z’'-]{2,20}"),
    rule(
        NAME,
        rf"\b(?i:called|named|name\s+is|name\s+was|name[’']s|known\s+as"
        rf"|surname\s+is)\s+(?P<mark>{WORD}(?:\s+{WORD})?)(?!\s+(?i:me|us)\b)",
        exact=True,
    ),
    rule(NAME, rf"\b(?P<mark>[A-Z]\.\s?(?:[A-Z]\.\s?)?{WORD})", exact=True),
)

RULES = (*_MOMENTS, *_NUMBERS, *_ALONE, *_ONLY, *_NAMES, *_POSTS)


def find(text: str) -> Iterator[Found]:
    """Yield what the rules find, in the order in which they count."""
    yield from find_all(RULES, text)
    yield from find_names(text)
