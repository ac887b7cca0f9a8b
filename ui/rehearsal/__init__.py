"""The real windows, worked by the program itself: demo pictures, self-test, journeys."""
