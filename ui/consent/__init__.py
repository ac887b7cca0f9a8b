"""What somebody says yes or no to: the talk on screen, its state, and withdrawing a yes."""
