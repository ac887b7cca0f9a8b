"""The week of follow-ups on screen."""
