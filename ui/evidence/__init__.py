"""Files that show something: chosen, checked, looked at from memory."""
