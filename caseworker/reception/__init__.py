"""Reception: urgent needs, a number, eligibility, orientation, and then perhaps a record."""
