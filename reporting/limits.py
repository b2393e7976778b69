"""Every number that is a rule, with its reason. No other module holds one."""

KIB = 1024

# Sealed sizes: one length for every report, so that length says nothing (docs/envelope.md).
PAYLOAD_SIZE = 64 * KIB
TRIAGE_SIZE = 4 * KIB
STATUS_SIZE = 1 * KIB
MESSAGE_SIZES = (4 * KIB, 16 * KIB)
SESSION_SIZE = 4 * KIB
ACCOUNT_SIZE = 2 * KIB
NOTICE_SIZE = 256
STANZA_ROW_SIZE = 2560  # holds a stanza that is sealed once more to the watch
NOTE_SIZE = 2 * KIB  # the routing note: room for about 170 accounts, more than a triage header has
CASE_EVENT_SIZES = (4 * KIB, 16 * KIB)  # as messages are
CHAIN_SIZE = 128
CARD_SIZE = 512
DECLARED_REASON_SIZE = 8 * KIB  # why somebody declares a connection, and then another
PROPOSAL_SIZE = 256 * KIB  # the next release: several times the largest menu
AGREEMENT_SIZE = 256
CARD_REFERRALS = 6  # the newest: a list shows no more, and the card has one size
CARD_LINKS = 8
REFERRAL_SIZE = 16 * KIB  # as the longest message: what is asked always has this one size
REFERRAL_STATUS_SIZE = 192
REFERRAL_SUMMARY_CHARACTERS, REFERRAL_SUMMARY_BYTES = 4_000, 9_000
REFERRAL_ASKED_CHARACTERS = 1_000
REFERRAL_PART_CHARACTERS = 2_000  # of each part of an owner's answer
REFERRAL_ANSWER_CHARACTERS = 8_000
REFERRAL_ANSWER_BYTES = 12_000  # as a message's
REFERRAL_WORKING_DAYS = (2, 5, 10, 20)  # within which an owner may be asked to answer
ADVISER_DAYS = 1  # as an officer for allegations about staff and children is told within
OWN_WORDS = 8  # so many in a row are a quotation
PASSAGE_BYTES = 8_000  # of a text to translate at once: its translation may be longer
GATE_NIGHT = (22, 8)  # local hours in which one signature is enough for serious risk
GATE_REASON_CHARACTERS = 1_000
GATE_TEXT_CHARACTERS = 3_000  # fits into one event, whatever the letters
GATE_SECOND_HOURS = 24  # within which the second follows
EVENT_SIZE = 192  # an event of the watch before its signature
MISSED_SIZE = 512
WATCH_STATE_SIZE = 512

# Text. People are told characters; bytes as sealed (JSON, UTF-8) decide, because the payload
# has one size: it holds the longest story with every tick.
STORY_CHARACTERS, STORY_BYTES = 15_000, 56_000
MESSAGE_CHARACTERS, MESSAGE_BYTES = 5_000, 12_000
NAMED_CHARACTERS = 100  # of somebody who must not see a report
DETAILS_SHOWN = 10  # of what could tell who wrote a story, one by one: more would not be read
# What happened since a decision, to one lead: rows of one size, whether or not they hold anything.
CHECK_IN_CHARACTERS, CHECK_IN_BYTES = 2_000, 6_000
CHECK_IN_ROW_SIZE = 8 * KIB
CHECK_IN_KEPT_MONTHS = 12
CHECK_INS = 2  # after three months and after six
# Of a first answer's own letters: "Thank you." has them, "Noted." has not. Counted in bytes,
# because three Chinese signs can be a sentence.
ACKNOWLEDGEMENT_LEAST_BYTES = 8
# Of an outcome's own letters: one thing that was done, or why none was possible, is a sentence.
OUTCOME_LEAST_BYTES = 24
# What one event holds: it is sealed in 16 KiB with all its fields at their longest.
OUTCOME_CHARACTERS, OUTCOME_BYTES = 4_000, 8_000
EVIDENCE_CHARACTERS, EVIDENCE_BYTES = 1_000, 2_500
TRIED_CHARACTERS, TRIED_BYTES = 200, 500
PLAN_CHARACTERS, PLAN_BYTES = 2_000, 6_000
NOTE_CHARACTERS, NOTE_BYTES = 5_000, 12_000
REASON_CHARACTERS, REASON_BYTES = 1_000, 3_000
COPY_FOR_CHARACTERS = 100  # who a copy of a case is for: a person or a panel
CASE_FILE_BYTES = 12_000_000  # of the files in one copy: each is in memory while it is sealed
CASE_FILE_STEP = 256 * KIB  # the length of a sealed copy tells hardly how much was written

# Receipt: 7 words drawn from 7,776 are 90 random bits; the eighth is a checksum.
RECEIPT_RANDOM_WORDS, RECEIPT_WORDS = 7, 8
WORDS_IN_LIST = 7_776
RECEIPT_TEXT_CHARACTERS = 1_000  # of what is typed on return; longer is refused unread
WORDS_OFFERED = 3  # for a word that is not in the list
RECEIPT_REPAIRS = 12  # near words tried in each place when all are listed but do not fit
RECEIPT_VISIT_MINUTES = 30  # how long a browser may read the conversation without the words
RECEIPT_AGAIN_MINUTES = 15  # how long a browser is shown the same words again
DRAFT_HOURS = 24
SAVED_DAYS = 4  # of answers saved under words: from Friday to Tuesday, so that a weekday says it
DRAFT_PURGE_DAYS = 2  # the day it is made is not whole, so one day would be less than 24 hours
STAMP_HOURS = 24  # a form page older than this is stale
STAMP_SKEW_HOURS = 1  # machines differ by seconds; across a full hour that is a whole unit

# The promise: 24 clock hours, every day of the year (action 2.9). Each period has a default and the
# range an organisation may choose from in the service file (docs/deadlines.md).
ACKNOWLEDGE_HOURS = 24
ACKNOWLEDGE_HOURS_RANGE = (1, 72)  # a weekend at most: beyond that nobody waits for an answer
TRIAGE_DAYS = 3  # danger and a plan to keep the reporter safe are looked at by then
TRIAGE_DAYS_RANGE = (1, 7)
SECOND_READER_SEVERITY = 3  # from here on a second reader looks at a decision
PLAN_WORKING_DAYS = 10  # what will be done is told to the reporter
PLAN_WORKING_DAYS_RANGE = (1, 20)
AMBER_SHARE = 2  # the second half of the target is amber: from 12 hours of 24 on
RED_SHARE = 6  # the last sixth of the target begins with the rung *red*: 20 hours of 24
HANDOVER_TARGETS = 2  # after so many targets without an answer the alternate body takes over
WATCH_SECONDS = 60  # between two turns of the watch
RUNGS_AT_ONCE = 200  # reports a transaction: others who write wait a tenth of a second
CLOCK_SKEW_MINUTES = 2  # watches on two machines differ by seconds; more means a clock set back
CLOCK_JUMP_MINUTES = 5  # further ahead of the steady clock, and believed once it lasts so long
AGAIN_HOURS = 24  # from the last rung on, everybody who can open the report is told this often
UPDATE_DAYS = 28  # after an answer, the next word to the reporter is due within this
UPDATE_DAYS_RANGE = (7, 56)
OUTCOME_MONTHS = 3  # the European benchmark: an outcome, or dated reasons why there is none yet
OUTCOME_MONTHS_RANGE = (1, 6)
SUPPORT_ASK_DAYS = 7  # after the first answer, which offers support: has it helped?
SURVEY_DAYS = 7  # after the outcome, while people remember how they were treated
SURVEY_DAYS_RANGE = (1, 28)
CHECK_IN_MONTHS = 3  # after the outcome: has anybody treated the reporter worse since?
CHECK_IN_MONTHS_RANGE = (1, 6)
SECOND_CHECK_IN_MONTHS = 6  # as long as a claim may be brought to a tribunal
SECOND_CHECK_IN_MONTHS_RANGE = (2, 12)
INTERPRETER_DAYS = 3  # until a person answers in the reporter's language
INTERPRETER_DAYS_RANGE = (1, 7)
SUMMARY_HOURS = 72  # the reporter's, to object to a summary: never fewer
SUMMARY_HOURS_RANGE = (72, 336)
OWNER_WORKING_DAYS = 5  # of silence from a case owner before each step of their ladder
OWNER_WORKING_DAYS_RANGE = (1, 10)
AMBER_DAYS_SHARE = 4  # of a period in days, the last quarter is amber, begun days counted
RED_DAYS = 1  # and its last day is red
CASE_END_DAYS = (90, 28)  # amber and red, before a report is removed: it must be closed by then
KEY_END_DAYS = (28, 7)  # amber and red, before a key ends: the next takes a ceremony
HOLIDAYS_WARNING_DAYS = 60  # before the list of bank holidays ends: time for a new release
DUE_HOUR_OF_DAY = 23  # coarse due times are the last full hour of their day
ANSWER_BUCKETS = (6, 12, 24, 48)  # hours; a longer wait is the bucket 0, "more than 48"
RETENTION_MONTHS = 12  # after a case is closed: time to come back, and for any claim
RETENTION_MONTHS_RANGE = (6, 24)
OPEN_RETENTION_DAYS = 6 * 365  # a report nobody closed is kept at most this long

# Notices. Five minutes are longer than a mail may take, and short enough after a crash.
NOTICE_LEASE_MINUTES = 5
NOTICES_A_TURN = 100
NOTICE_WAITS = (1, 2, 4, 8, 15)  # minutes after each failure: greylisting asks for a few of them
REFUSED_WAIT = 24 * 60  # minutes: an address that does not exist will hardly do so sooner
NOTICE_MINUTES = 7 * 24 * 60  # a notice that waits longer is dropped; newer ones say the same
ADDRESS_CHARACTERS = 254  # of a mail address (RFC 5321)
CONTACT_SIZE = 512  # the longest address fits, so that its length says nothing
MAIL_WAIT_SECONDS = 10  # for each answer of a mail server
MAIL_SECONDS = 45  # of one mail with one server, however slowly it goes on answering
# After so long no further mail is begun in a turn: one takes two servers' time at most, and the
# lease must not end before it does.
SENDING_SECONDS = 180
PING_SECONDS = 5
BEHIND_QUARTERS = 2  # what is due and so long not done is told at the report: a turn is a minute
ALARM_MINUTES = 15  # a silent watch, or a slot's mail that has not left: then everybody is told
HEALTH_SECONDS = 10  # how old what the desk says of that may be, so that no page waits for it

# Test reports. The founding plan wants at least three a quarter; one or two more now and then, so
# that nobody can say after the third that the next report is none. Rows are always as many, blank
# ones among them, so that their number says nothing.
TEST_REPORT_SIZE = 2 * KIB
LEAST_TESTS = 3
TEST_ROWS = 5
TEST_PLAN_DAYS = 7  # with less of a quarter left, the first ones are planned for the next
NIGHT_HOURS = (22, 6)  # a person who answers in these has been woken, or works at night
TEST_RETENTION_DAYS = 28  # a test that was answered goes as soon as a bare case may
COUNT_HOURS = 72  # after a quarter; the longest target, so the last test has had its time
QUARTERS_SHOWN = 8  # two years on the public page
FACT_SIZE = 2 * KIB  # more than one quarter's facts can take; nothing longer is read

# Facts (docs/facts.md): rows of one size, so many at each writing that neither their number nor
# their length tells a fact from a dummy.
FACT_ROW_SIZE = 2560
FACT_ROWS = 64
DECIDED_MONTHS = 3  # the European benchmark again, as a figure
TALLY_STEP = 64 * KIB  # sealed counts are a multiple of this, so that their length says little

# Duty. Three shifts divide a day by the clock on the wall, also where that clock is changed.
SHIFTS_A_DAY = 3
HOURS_A_SHIFT = 8
HOURS_A_WEEK = 168
LEAST_ON_DUTY = 3  # with two, one who is ill leaves the other on duty day and night
NOTICE_SLOTS = (8, 12, 16, 20)  # local hours at which everybody on duty gets mail, if not set
SLOT_DAYS = 7  # how far back missed slots are told
GAP_DAYS = 14  # a shift with nobody on duty is told this long ahead: time enough to ask around
OWN_DUTY_DAYS = 28  # how far ahead people are shown their own shifts
ROTA_WEEKS_AHEAD = 13  # a quarter can be planned
ROTA_DAYS_AHEAD = 366  # in a file; what lies further ahead has a mistyped year
ABSENCE_DAYS = 366  # of one absence; a longer one is a mistyped year as well
ROTA_KEPT_DAYS = 200  # a whole quarter, and the one after it, in which its hours are published

# Roster.
ROSTER_DAYS = 35
ROSTER_THRESHOLD = 2  # leads who sign a roster, unless the root says another number of them
ROSTER_WARNING_DAYS = 7  # before a roster runs out, `reporting check` complains
OWNER_ANSWER_DAYS = (2, 1)  # amber, and red, before the day an owner was asked to answer by
ROSTER_END_DAYS = (ROSTER_WARNING_DAYS, 2)  # amber and red: a weekend later it may be too late
LEAST_RECIPIENTS = 3  # of each body, recovery counted: losing any one loses no report
RECOVERY_SHARES, RECOVERY_THRESHOLD = 3, 2

# Accounts and desk sessions (RFC 9106, second recommended option).
ARGON2_TIME_COST = 3
ARGON2_MEMORY_KIB = 64 * KIB
ARGON2_LANES = 4
ARGON2_PASSES_AT_ONCE = 2  # on one machine: bounds memory at 128 MiB
USERNAME_CHARACTERS = 64
PASSPHRASE_WORDS = 6
PASSPHRASE_CHARACTERS = 1_024
INVITATION_DAYS = 7
ATTEMPTS_KEPT_DAYS = 56  # long enough to ask, too short for a file on anybody
OFFER_SIZE = 512  # user name, passphrase and code secret, as the page of joining carries them
OFFER_CHARACTERS = 1_024
SESSION_IDLE_MINUTES = 15
SESSION_HOURS = 12
TOTP_DIGITS = 6
CODE_CHARACTERS = 24  # a code with spaces between its digits is never longer
TOTP_STEP_SECONDS = 30
TOTP_WINDOW = 1  # steps either side, for clocks that differ

# Desk index and queue.
INDEX_ENTRY_SIZE = 96  # room in a chunk; an entry takes 83 today
INDEX_CHUNK_ENTRIES = 256
REPORTS_BATCH = 100  # at once, in memory and in a transaction: who waits, waits a tenth of a second
CASES_A_PAGE = 25
SEARCH_SECONDS = 1.5  # in one request, before the page says how far the search is
SEARCH_BATCH = 32  # reports at once: 2 MiB of sealed text, whatever the answer
SEARCH_CHARACTERS = 100
REFRESH_SECONDS = 1.5  # opening unseen stanzas in one request, before a progress page

# Published numbers (docs/release.md). Base, width and smallest number belong together.
FIVES = 5  # published numbers are multiples of this
WIDTH = 9  # counts that one published number may stand for: a to a + 8
FEWEST = 5  # no number is printed for fewer reports, no set has fewer possible counts
DENSITY = 3  # reports a cell, by the published total, before a table is released
QUARTER_LEAST = 10  # published total of a quarter of its own; below, it joins the next
YEAR_LEAST = 20  # published total of a year with tables; below, three years are pooled
POOL_YEARS = 3
QUARTER_CLOSES_DAYS = 28  # after its end: late triage still counts in it
AREA_STAFF = 100  # of the smallest area a table may name
AREA_RESIDENTS = 10_000
RATE_LEAST = 50  # published denominator of a rate in per cent
RATE_WORDS_LEAST = 25  # of a rate in words
TEST_REPORTS_A_QUARTER = 3  # so that the promise line never shows that anybody reported
KNOWN_RECORDS = 2  # reports that one insider is taken to know
ATTACK_SECONDS = 600.0  # an attack that is not done by then refuses the release
INSIDER_TRIALS = 100  # insiders of one group tried one by one; a larger group fails as a whole
INSIDER_GROUPS = 30  # told apart by rows without room; of more, each set is tried by itself
FINDINGS_SHOWN = 20  # one by one on a terminal; more are counted
RELEASE_FILE_BYTES = 4 * 1024 * KIB
RELEASE_CODE_CHARACTERS = 64  # of one code in a release
LONGEST_PERIOD = 12  # quarters: three years
LARGEST_NUMBER = 10**9  # in a release; above every count, and exact in any program
RELEASE_UNKNOWNS = 100_000  # cells of the base table behind the files of one attack

# Public pages of figures (docs/statistics.md).
ORGANISATIONS_IN_FULL = 2  # on the first page; where there are more, each has a page of its own
FIGURES_BUCKET = 4 * KIB  # pages of figures are public, so their size tells nothing
COMPARED_PERIODS = 40  # offered for a comparison: ten years of quarters
NUMBER_DIGITS = 9  # of the number of a release in an address
FIGURES_READY = 64  # pages of tables, drawn once in each language and remembered
STATEMENTS_READY = 1_024  # checked once and remembered by each process
BROKEN_RUNNING = 2  # promises broken one after another before "what will change" is asked
ASSESSMENT_CHARACTERS = 3_000
QUESTION_CHARACTERS = 1_000
REPLY_CHARACTERS = 2_000
ITEM_CHARACTERS = 600  # of what was said, and of what was done
CHANGE_CHARACTERS = 2_000
ITEMS_SHOWN = 6  # newest on the first page; the page of the organisation has all
FEEDBACK_CHARACTERS = 2_000
FEEDBACK_SIZE = 9 * KIB  # the longest text fits in every script, so its length says nothing
FEEDBACK_DAYS = 366
FEEDBACK_A_DAY = 1_000  # letters: a box that somebody floods is closed for the day
FEEDBACK_RATE = 1 / 10  # a second
FEEDBACK_BURST = 20
FEEDBACK_SHOWN = 200  # newest first

# Web.
FORM_BODY_BYTES = 256_000
KEPT_CHARACTERS = 200_000  # of base64 in the sign-in form: its body must stay below that
FORM_PARTS = 100
FORM_FIELDS = 300
# Every page is a multiple of this: the form fits, and so does a conversation of some length, so
# that who looks on from the network cannot tell a person who came back from one who looked.
PAGE_BUCKET = 32 * KIB
LEAST_SECONDS_TO_SEND = 2  # a program is faster than a person

# Floods: slow them, never a rush. No bucket is keyed to a person or an address.
BUCKET_RATE = 30.0  # a second
BUCKET_BURST = 200
DAILY_CEILING = 20_000
CEILING_TENTH = 10  # a ceiling lies in its uppermost tenth, elsewhere each minute
DRAFTS_WAITING = 40_000  # of everybody, in 2.6 GB: two days of as many reports as a day may bring
UNANSWERED_MESSAGES = 50  # of one reporter in a row: more is a program, or somebody to telephone
SIGN_IN_RATE = 1 / 6  # attempts a second for a user name from unknown browsers
SIGN_IN_BURST = 10
SIGN_IN_WAITING = 2  # threads of a worker in the slow hash, and as many for known browsers
DEVICE_DAYS = 180  # a browser not signed in with for so long counts as unknown again
PEOPLE_A_BROWSER = 4  # who may be known to one browser, each with a token of their own
MOST_BUCKETS = 10_000  # of one kind in one process: bounds memory

# Files (docs/evidence.md). What people are told is 10 MB; sealed, a file has one of four sizes.
FILES_A_REPORT = 5
FILES_ADDED = 5  # later, whatever came with it: its words must not tell how many that were
FILE_BYTES = 10_000_000
UPLOAD_BODY_BYTES = FILE_BYTES + 64 * KIB  # of the form that brings one
UPLOAD_DRAINED_BYTES = 200_000_000  # a film is read to its end, and then told that it is too large
UPLOAD_RATE = 8 * KIB  # bytes a second; slower than that on the whole is cut
UPLOAD_IDLE_SECONDS = 30  # nothing at all for so long is cut; also the first credit
UPLOADS_AT_ONCE = 48  # of one worker, each in a sealed file of up to 10 MB
FILE_CHUNK = 256 * KIB
FILE_CHUNKS = (
    1,
    4,
    16,
    40,
)  # 256 KiB, 1, 4 or 10 MiB: what size tells of a photo is next to nothing
FILE_CHUNKS_WAITING = 8_000  # of everybody, not sent yet: 2 GiB; a flood must not fill the disk
FILE_RATE, FILE_BURST = 1.0, 60  # files a second that a process takes on
FILE_HEAD_BYTES = 2 * KIB  # kind, what was removed and where pages lie: there is room in any file
FILE_NOTE_CHARACTERS = 16  # of the ending of a file name, all that is used of it
PICTURE_PIXELS = 16_000_000  # decoded whole, in 64 MB; a page of print stays legible at a quarter
PICTURE_PIXELS_IN_PARTS = 110_000_000  # of a photo that can be decoded at a half or a quarter
PREVIEW_PIXELS = 500_000  # shown before a file is sealed: quick on a slow line
PAGES_A_FILE = 20
PAGE_RESOLUTIONS = (150, 100, 72, 50)  # pixels an inch, the finest that fits
PAGE_PIXELS = 4_500_000  # a page of A3 at 150
CLEANING_MEMORY = 192 * 1024 * KIB  # address space of the process that decodes, its code included
CLEANING_SECONDS = 20  # of its processor
CLEANING_WAIT_SECONDS = 25  # by the clock: less than a worker may be silent
TEXT_SHOWN_CHARACTERS = 5_000  # of a text file before it is sealed: more would not be read there
SLOW_LINE_BITS = 1_000_000  # a second: a poor mobile line sends no more

# Video in sign language. A part fits into the buffer of a connection, so sending holds no thread.
VIDEOS = 2  # the same in two formats: which of them a browser plays differs
VIDEO_PART_BYTES = 128 * KIB
VIDEO_BYTES = 100_000_000  # several minutes of signing that can be read on a phone
VIDEO_BESIDE_BYTES = VIDEO_PART_BYTES  # captions and poster go out whole
TRANSCRIPT_CHARACTERS = 10_000

# Looking from outside (`reporting check --address`).
OUTSIDE_SECONDS = 10  # for one connection
OUTSIDE_BYTES = 256 * KIB  # of one answer that is read
PRELOAD_SECONDS = 365 * 24 * 3600  # the least age that the list of browsers takes

# Demo.
DEMO_DAYS_AHEAD = 3650  # its clock can be set forward; after ten years nothing of it is left to see

# Service file.
SUPPORT_STALE_DAYS = 180  # since somebody rang: after half a year numbers and hours may be others
SERVICE_FILE_BYTES = 256 * KIB
SERVICE_TEXT_CHARACTERS = 200  # of one name, telephone or sentence in it

# Serving. Slow requests wait without holding a thread (reporting/serving/worker.py), so the
# limits can be kind: the longest story passes in time at 50 kbit/s, a poor mobile line.
WORKERS = 2
MOST_WORKERS = 64
THREADS = 8
CONNECTIONS = 256  # of one worker, waiting ones included
HEAD_SECONDS = 10  # request line and headers that take longer are cut
BODY_SECONDS = 10  # a form body that takes longer is cut
SEND_SECONDS = 10  # an answer that is not taken by then is cut: it does hold a thread
KEEP_ALIVE_SECONDS = 2
LINGER_SECONDS = 1  # for the other end to read the last answer before the connection closes
LINGER_BYTES = 64 * KIB  # what it may go on sending meanwhile
HEAD_BYTES = 32 * KIB
SEND_BUFFER_BYTES = 256 * KIB  # any page fits, so the system sends it and the thread is free
STOP_SECONDS = 5  # a stopped process that is still there is killed
RESTART_SECONDS = (0.5, 30)  # a child that keeps dying waits twice as long each time
