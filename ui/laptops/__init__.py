"""The laptops of a centre: preparing, adding, ending, and waiting to be let in."""
