"""nbgrader reads this before a course's own settings: from here on a mistake in them stops it.

Otherwise it would log the mistake, go on without any of the course's settings, and so run hidden
tests in the learner's own process. It is copied into the environment; see `launch.environment`.
"""

from nbgrader.apps import NbGrader

NbGrader.raise_config_file_errors = True
