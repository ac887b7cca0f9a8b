"""Documents shown in the window, from memory."""
