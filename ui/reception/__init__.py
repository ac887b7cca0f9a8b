"""Reception: numbers at the desk, and one number's way from urgent needs to a record."""
