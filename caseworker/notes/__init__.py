"""Case notes, the contact log, and how to reach somebody safely."""
