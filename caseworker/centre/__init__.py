"""The centre: its settings, beds, incidents, feedback."""
