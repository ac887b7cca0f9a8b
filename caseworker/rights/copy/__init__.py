"""The copy of a record for the person: every item, screened for others named in it (R-442)."""
