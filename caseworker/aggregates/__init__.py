"""Figures that may leave the centre: tables, what must be hidden in them, what was published."""
