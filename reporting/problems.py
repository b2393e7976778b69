"""What can be wrong with a record that is signed one entry after another; readers are told."""

# An entry does not open; is not signed by whom it names; is missing between others; or after them.
UNREADABLE, UNSIGNED, GAP, MISSING = "unreadable", "unsigned", "gap", "missing"
