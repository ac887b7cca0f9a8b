"""The parts that screens are made of; one concept a file."""
