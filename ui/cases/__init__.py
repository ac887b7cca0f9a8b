"""Cases: the list, and one case's page with its six steps."""
