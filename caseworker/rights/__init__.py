"""Data rights: wishes and their answers, the copy, the audit trail in words (R-441, R-442)."""
