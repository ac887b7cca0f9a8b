"""What a supervisor looks after: the month in figures, what waits for a decision, caseloads."""
