"""The directory of help: entries, what fits a need, and how fresh it is."""
