"""Forms as data: looked over, installed, retired, filled, and their answers given on."""
