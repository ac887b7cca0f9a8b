"""People: the list, one person's page, and what they said yes or no to."""
