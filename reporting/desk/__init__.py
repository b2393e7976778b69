"""The desk: where reviewers of an oversight body open, acknowledge and answer reports."""
