"""Forms of the centre: installed, filled about a case or a person, read and exported."""
