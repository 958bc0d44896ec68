"""nbgrader's settings for this course; read by its commands and by the formgrader.

The lessons are the folders in source/: there is no list of them here.
"""

import os

from grader import configure

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "optimization"
if "NBGRADER_DB_URL" in os.environ:  # otherwise gradebook.db beside this file
    c.CourseDirectory.db_url = os.environ["NBGRADER_DB_URL"]

# What stands in place of an answer. `check` takes NotImplementedError for "not written yet".
c.ClearSolutions.code_stub = {
    "python": "# Write your answer here, then delete the next line.\nraise NotImplementedError"
}
c.ClearSolutions.text_stub = "*Write your answer here.*"

# A marking scheme stands in a locked question here. nbgrader wants it in a "task" cell, which would
# ask for a mark of its own for every learner; the guard on release sees to it that nothing leaks.
c.ClearMarkScheme.enforce_metadata = False

# Challenges: their points are on top of full marks.
c.Bonus.cells = [
    "01-map_laplace_mean-check",
    "02-descend_until-check",
    "03-mlp_gradients-check",
    "04-average_iterates-check",
    "05-nesterov_step-check",
    "06-adamw_step-check",
    "07-loss_on_plane-check",
]

# Seconds for one cell, and for its output to arrive on a busy machine.
c.Execute.timeout = 60
c.Execute.iopub_timeout = 30
# For one call that a test makes of a learner's function: the limit on a loop without an end.
c.IsolatedExecute.limits = {"call_seconds": 10, "submission_seconds": 300}

# Lines of output and of a traceback kept for each cell.
c.LimitOutput.max_lines = 400
c.LimitOutput.max_traceback = 60

# Names that zip_collect understands, the time of submission being optional:
#   ada_05-momentum.ipynb   ada_2026-01-30T150000_05-momentum.ipynb
#   ada.zip or ada_2026-01-30T150000.zip, with 05-momentum.ipynb in it
c.FileNameCollectorPlugin.named_regexp = (
    r".*/extracted/(?P<student_id>[A-Za-z0-9][\w.@+-]*?)"
    r"(?:_(?P<timestamp>\d{4}-\d\d-\d\dT\d{6}))?"
    r"[_/](?:[^_.][^/]*/)?(?P<file_id>\d\d-[\w-]+)\.ipynb$"
)

# Learners' notebooks run in a sandbox, whose warm processes import these once for the whole class.
c.IsolatedExecute.learner_packages = ["course"]
c.IsolatedExecute.preload = [
    "numpy",
    "matplotlib.pyplot",
    "ipywidgets",
    "anywidget",
    "course.pictures.explore.picture",
    "course.pictures.graph.picture",
    "course.pictures.noise_ball.picture",
    "course.pictures.posterior.picture",
    "course.pictures.training.picture",
]
c.IsolatedExecute.trusted_preload = ["numpy", "exam"]

# Lessons' exams are tried with many more broken answers by tests/mutation.
c.MustCross.try_broken = False

configure(c)
