"""Today: the first screen of the day."""
