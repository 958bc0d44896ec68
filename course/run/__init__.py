"""Run a learner's code: step by step, within a time limit, quietly, and say where it failed."""
