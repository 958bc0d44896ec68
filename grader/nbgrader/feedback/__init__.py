"""Steps of `nbgrader generate_feedback`: what a learner gets back, and safe HTML."""
