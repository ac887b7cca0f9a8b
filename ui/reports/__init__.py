"""What a supervisor looks after: the month, what waits, caseloads, and figures that go out."""
