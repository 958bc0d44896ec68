"""The most probable weights of a linear model, under wide and narrow Gaussian priors."""

import numpy as np

from exam import Exam, Mistake


class MapLinearExam(Exam):
    examples = {
        "for three examples and two weights": "map_linear(X=np.array([[1.0, 0.5], [1.0, 2.0], [1.0, -1.0]]), y=np.array([1.0, 2.0, 0.5]), sigma2=0.5, tau2=2.0)",
        "for fewer examples than weights": "map_linear(np.array([[1.0, 2.0, -1.0], [0.5, 1.0, 3.0]]), np.array([2.0, -1.0]), 3.0, 0.5)",
        "for two examples and two weights": "map_linear(np.array([[1.0, 2.0], [1.0, -0.5]]), np.array([3.0, 1.0]), 0.5, 2.0)",
        "for one example and three weights": "map_linear(np.array([[1.0, 2.0, -1.0]]), np.array([2.0]), 3.0, 0.5)",
    }

    def inputs(self, rng, m=6, d=3, **fixed):
        arrays = dict(X=rng.normal(size=(m, d)), y=rng.normal(size=m))
        return arrays | dict(sigma2=rng.uniform(0.3, 3.0), tau2=rng.uniform(0.3, 3.0)) | fixed

    def any_size(self, rng):
        "is right for any number of weights, with more examples than weights"
        for m, d in [(2, 1), (8, 2), (3, 3), (40, 5)]:
            self.agree(**self.inputs(rng, m, d))

    def few_examples(self, rng):
        "is right with fewer examples than weights"
        for m, d in [(1, 2), (2, 5), (3, 4)]:
            self.agree(*self.inputs(rng, m, d).values())

    def variances(self, rng):
        "weighs data and prior rightly for small and large variances of both"
        for sigma2, tau2 in [(0.01, 5.0), (20.0, 0.05), (3.0, 3.0), (0.2, 0.1)]:
            self.agree(**self.inputs(rng, sigma2=sigma2, tau2=tau2))

    def balance(self, rng):
        "is where the pull of the data and the pull of the prior cancel"
        given = self.inputs(rng)
        w = np.asarray(self.agree(**given), dtype=float)
        pull = given["X"].T @ (given["y"] - given["X"] @ w) / given["sigma2"]
        self.alike(w / given["tau2"], pull)

    def wide_prior(self, rng):
        "is the least-squares fit when the prior is very wide"
        given = self.inputs(rng, 9, 3, tau2=1e9)
        self.close(self.learner(**given), np.linalg.lstsq(given["X"], given["y"])[0])

    def first_weight(self, rng):
        "pulls at the first weight, too, even when its feature is always 1"
        given = self.inputs(rng, 7, 2, tau2=0.05)
        given["X"][:, 0] = 1.0
        self.agree(**given | {"y": given["y"] + 4.0})

    def more_data(self, rng):
        "counts every example: twice the data is like half the noise variance"
        given = self.inputs(rng)
        twice = {"X": np.tile(given["X"], (2, 1)), "y": np.tile(given["y"], 2)}
        halved = self.agree(**given | {"sigma2": given["sigma2"] / 2})
        self.close(self.learner(**given | twice), halved)

    def keeps_inputs(self, rng):
        "leaves X and y unchanged"
        self.unchanged(**self.inputs(rng, 4, 4))

    mistakes = [
        Mistake("λ inverted",
                "A wide prior pulls harder here, and noisy data are trusted more. Which of the two variances stands below the line?",
                swap=("sigma2 / tau2", "tau2 / sigma2")),
        Mistake("λ = 1/τ²",
                "The noise plays no part. How much should you trust the data when they are noisy?",
                swap=("sigma2 / tau2", "1 / tau2")),
        Mistake("λ = σ²",
                "The prior's width plays no part. How hard should a wide prior pull?",
                swap=("sigma2 / tau2", "sigma2")),
        Mistake("λ = 1/σ²",
                "The prior's width plays no part, and noisy data are trusted more. Which variances make up the ratio, and which way round?",
                swap=("sigma2 / tau2", "1 / sigma2")),
        Mistake("λ = τ²",
                "The noise plays no part, and a wide prior pulls harder. Which variances make up the ratio, and which way round?",
                swap=("sigma2 / tau2", "tau2")),
        Mistake("λ = σ²τ²",
                "You multiply the variances. Which of them should make the pull weaker?",
                swap=("sigma2 / tau2", "sigma2 * tau2")),
        Mistake("λ = σ/τ",
                "This is the ratio of the standard deviations. Which ratio comes out when you multiply the gradient by the noise variance?",
                swap=("sigma2 / tau2", "np.sqrt(sigma2 / tau2)")),
        Mistake("λ squared",
                "This is the ratio squared. Which ratio comes out when you multiply the gradient by the noise variance?"
                " sigma2 and tau2 are squares already.",
                swap=("sigma2 / tau2", "(sigma2 / tau2) ** 2")),
        Mistake("λ·m",
                "Your pull grows with the number of examples. That belongs to a cost that averages; a log-likelihood is a sum.",
                swap=("ridge = sigma2 / tau2", "ridge = len(y) * sigma2 / tau2")),
        Mistake("λ/m",
                "Your pull shrinks with the number of examples. The data's term grows by itself: what happens to the prior's?",
                swap=("ridge = sigma2 / tau2", "ridge = sigma2 / tau2 / len(y)")),
        Mistake("λ/2",
                "The pull is half of what it should be. Both terms of the cost have a factor of one half: what becomes of it?",
                swap=("ridge = sigma2 / tau2", "ridge = sigma2 / tau2 / 2")),
        Mistake("2λ",
                "The pull is twice too strong. Both terms of the cost have a factor of one half: what becomes of it?",
                swap=("ridge = sigma2 / tau2", "ridge = 2 * sigma2 / tau2")),
        Mistake("adds λ to every entry",
                "You add the ratio to every entry of the matrix. To which entries does the identity add it?",
                swap=("ridge * np.eye(X.shape[1])", "ridge")),
        Mistake("no λ",
                "You add the identity itself, whatever the variances. How strong should the pull be?",
                swap=("ridge * np.eye", "np.eye")),
        Mistake("ignores the prior",
                "This is the least-squares fit, the MLE. What does the prior add?",
                swap=("np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ y)", "np.linalg.pinv(X) @ y")),
        Mistake("inverts a matrix that may have no inverse",
                "This is the least-squares fit, the MLE, and it fails where there are fewer examples than weights. What does the prior add?",
                swap=(" + ridge * np.eye(X.shape[1])", "")),
        Mistake("prior's sign",
                "The prior pushes the weights away from zero. Where does it want them?",
                swap=("X.T @ X + ridge", "X.T @ X - ridge")),
        Mistake("first weight without a prior",
                "The first weight feels no pull from the prior. The prompt says which weights have one.",
                swap=("np.eye(X.shape[1])", "np.diag(np.append(0.0, np.ones(X.shape[1] - 1)))")),
        Mistake("shrinks the least-squares fit",
                "You shrink all weights of the least-squares fit by one factor. The prior pulls hardest where the data say least: it belongs inside the matrix.",
                swap=("np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ y)", "np.linalg.pinv(X) @ y / (1 + ridge)")),
        Mistake("X·Xᵀ",
                "You build the matrix of examples with examples. Which size should it have: one row for each example, or one for each weight?",
                swap=("X.T @ X + ridge * np.eye(X.shape[1])", "X @ X.T + ridge * np.eye(X.shape[0])")),
        Mistake("multiplies instead of solving",
                "You multiply by the matrix. The equation says that the matrix times w gives the right side: what undoes a matrix?",
                swap=("np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ y)", "(X.T @ X + ridge * np.eye(X.shape[1])) @ (X.T @ y)")),
        Mistake("elementwise inverse",
                "You divide by the entries one by one. A matrix is undone as a whole.",
                swap=("np.linalg.solve(X.T @ X + ridge * np.eye(X.shape[1]), X.T @ y)", "(1 / (X.T @ X + ridge * np.eye(X.shape[1]))) @ (X.T @ y)")),
        Mistake("result as a column",
                "The numbers are right, but they stand in a column, a matrix with one column. Which shape has w?",
                swap=("X.T @ y)", "X.T @ y[:, None])")),
        Mistake("the predictions",
                "These are the model's predictions. What is asked for are the weights that make them.",
                swap=("return np.linalg.solve", "return X @ np.linalg.solve")),
        Mistake("changes X",
                "The numbers are right, but the caller's own X was changed.",
                code='''
                def map_linear(X, y, sigma2, tau2):
                    X /= np.sqrt(sigma2)
                    return np.linalg.solve(X.T @ X + np.eye(X.shape[1]) / tau2, X.T @ y / np.sqrt(sigma2))
                '''),
    ]
