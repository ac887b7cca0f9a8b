"""Charts on screen: painted, read aloud, and shown as a table."""
