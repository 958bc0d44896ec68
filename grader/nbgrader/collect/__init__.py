"""Steps of `nbgrader zip_collect`: whose work it is, and that its files may come in."""
