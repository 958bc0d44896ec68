"""Examines one submission: learner's code in a sandboxed process, tests in a trusted one."""
