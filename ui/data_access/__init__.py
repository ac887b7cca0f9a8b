"""Screens for who asks from outside for data that is not public."""
