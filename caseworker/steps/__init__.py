"""The six steps of casework, one module each, and transfer. Any step can be opened again (R-205).

Every step module has the same shape: acts that change the case, and `findings(reads, case_id)`,
which says what is still missing and why it matters. `progress` finishes and reopens them all.
"""
