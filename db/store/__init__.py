"""The encrypted local store of one laptop."""
