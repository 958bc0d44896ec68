"""What `check` says to wrong answers that nobody foresaw, written by hand as students do."""

from __future__ import annotations

import pytest

from course.run.quiet import quiet
from tests.authoring.lessons import loaded
from tests.lessons.unforeseen.corpus import fails, is_known, unforeseen

MARKS_LOST = {
    "affine_backward__squeezed": "No example has one neuron.",
    "chain__cases_up_to_three": "No example has more than three functions.",
    "descend_until__no_cap_at_zero": "No example has max_steps = 0.",
    "gradient_descent__scales_gradient_in_place": "In no example grad_f keeps what it returns.",
    "inverse_time_lr__smallest_rate": "No example falls below a thousandth.",
    "map_laplace_mean__absolute_mean": "In no example with readings on both sides of zero is their "
    "mean beyond the threshold.",
    "map_laplace_mean__sign_of_first_reading": "In no example the first reading and the mean have "
    "different signs and the mean is beyond the threshold.",
    "map_linear__pseudo_inverse_for_few": "No example has two weights more than examples.",
    "matmul_backward__squeezed": "No example has a dimension of 1.",
    "max_stable_lr__power_iteration": "No example has two large eigenvalues close together.",
    "mle_gaussian__set_of_readings": "No example has the same reading twice.",
    "my_run__lucky_rate": "The one seed of the examples is a lucky one.",
    "numerical_gradient__vectors_and_matrices": "No example has three dimensions.",
    "sgd_epoch__gradient_twice": "No example counts the calls of grad_f.",
    "softmax_cross_entropy__shift_by_first_class": "No example has a first logit that is smaller "
    "than the largest by 1000.",
    "softmax_cross_entropy__shift_by_mean": "No example has logits beyond 1000.",
    "Value__whole_powers": "No example has a power that is not whole.",
}
"""Wrong answers that `check` calls right and that lose marks, and what no example has."""

UNSEEN = {
    "adam_update__zip_of_dicts": "params and grads always have their keys in the same order.",
    "ema__without_memory_gives_values_back": "No test looks whether the result is a new array.",
    "gradient_descent__first_step_by_hand": "No test has steps = 0.",
    "gradient_descent__stops_early": "No test has steps beyond the minimum.",
    "minibatches__table_of_floats": "No test looks at the type of the labels.",
    "my_run__keeps_the_best_on_test": "The test digits are there for everybody to read.",
    "my_run__weights_of_their_own": "Two seeds give two runs by their batches alone.",
    "nesterov_step__gradient_in_place": "In no test grad_f keeps what it returns.",
    "nesterov_step__minus_in_place": "theta comes back but for its last bit, and in no test that "
    "bit changes.",
    "run_adam__scales_gradient_in_place": "In no test grad_f keeps what it returns.",
    "run_adam__stops_early": "No test has steps beyond the minimum.",
    "run_momentum__first_step_by_hand": "No test has steps = 0.",
    "run_momentum__scales_gradient_in_place": "In no test grad_f keeps what it returns.",
    "run_momentum__stops_early": "No test has steps beyond the minimum.",
    "sgd_epoch__clipped": "No test has a gradient with an entry beyond 10.",
    "train__clips_gradients": "No test has a gradient with an entry beyond 1.",
    "train__stops_when_good": "No test has a loss below a thousandth.",
}
"""Wrong answers that `check` calls right and that earn full marks, and what no test has."""

WITHOUT_WORDS = {
    "01-mle-map": 6, "02-gradient-descent": 5, "03-chain-rule": 2, "04-gd-variants": 6,
    "05-momentum": 4, "06-adam": 5, "07-capstone": 7,
}  # fmt: skip
"""How many answers may meet neither a named hint nor a diagnosis: as measured, never more."""

WITH_FALSE_WORDS = {
    "01-mle-map": 0, "02-gradient-descent": 0, "03-chain-rule": 1, "04-gd-variants": 3,
    "05-momentum": 0, "06-adam": 0, "07-capstone": 3,
}  # fmt: skip
"""How many answers may be told what was judged false of them: as measured, never more."""

LESSONS = list(WITHOUT_WORDS)


@pytest.mark.parametrize("lesson", LESSONS)
def test_wrong_answers_are_told_so_in_true_words(lesson: str) -> None:
    """None is called right but those listed; few meet no words, few meet false ones."""
    answers = unforeseen(lesson)
    green = [answer for answer in answers if answer.meets == "right"]
    silent = [answer.name for answer in answers if answer.meets == "neither"]
    false = {answer.name: answer.false_words for answer in answers if answer.false_words}
    assert {answer.name for answer in green} <= MARKS_LOST.keys() | UNSEEN.keys()
    with quiet():
        lucky = [answer.name for answer in green if answer.name in MARKS_LOST and not fails(answer)]
    assert lucky == [], "the hidden tests catch these"
    assert len(silent) <= WITHOUT_WORDS[lesson], silent
    assert len(false) <= WITH_FALSE_WORDS[lesson], false
    for answer in answers:
        for words in answer.unjudged:
            print(f"not judged yet: {answer.name}: {words}")


def test_no_exam_knows_these_answers() -> None:
    """There are at least 300, some for each exercise, each with a line on its error."""
    answers = [answer for lesson in LESSONS for answer in unforeseen(lesson)]
    exercises = [one.name for lesson in LESSONS for one in loaded(lesson)]
    names = {answer.name for answer in answers}
    assert len(answers) == len(names) >= 300
    assert names >= MARKS_LOST.keys() | UNSEEN.keys()
    assert min(sum(a.one.name == name for a in answers) for name in exercises) >= 8
    assert [answer.name for answer in answers if is_known(answer) or not answer.error] == []
