"""Steps of `nbgrader autograde`: read, put in order, run in isolation."""
