"""What stands under `make`: the environment, the learner's copies, JupyterLab and the tests.

Only the standard library is imported here, because nothing else is there yet.
"""
