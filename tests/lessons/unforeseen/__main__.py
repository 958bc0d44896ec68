"""`python -m tests.lessons.unforeseen` writes down what `check` says that nobody has judged yet.

Each new sentence goes into `<lesson>.judged.json` with `null`; whoever reads it puts `true` or
`false` in its place. Sentences that are no longer said stay, in case they come back.
"""

from __future__ import annotations

import json

from authoring.lesson import lesson_names
from tests.lessons.unforeseen.corpus import judgements, judgements_path, unforeseen

for lesson in lesson_names():
    judged = judgements(lesson)
    for answer in unforeseen(lesson):
        for words in answer.unjudged:
            judged.setdefault(answer.name, {})[words] = None
            print(f"{answer.name}: {answer.error}\n    {words}")
    if judged:
        text = json.dumps(judged, indent=1, ensure_ascii=False)
        judgements_path(lesson).write_text(text + "\n")
