"""The six steps on screen, one module each, all in the image of `step_view`."""
