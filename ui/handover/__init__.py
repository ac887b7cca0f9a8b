"""Other centres: their cards, and the cases that go out and come in."""
