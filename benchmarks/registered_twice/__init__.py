"""People of many customs, registered once and again, to measure how the second record is found."""
