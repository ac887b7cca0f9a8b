"""Charts as plain data, and how each is drawn by any pen: on screen and on paper alike."""
