"""Steps of `nbgrader generate_assignment`: nothing secret gets out, and tests can be run."""
