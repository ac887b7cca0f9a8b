"""Data rights: what the audit trail says, in words (R-441)."""
