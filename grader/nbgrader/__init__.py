"""The steps that nbgrader runs in place of its own, or beside them."""
