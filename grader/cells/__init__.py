"""What can be read from the source of cells without running it."""
