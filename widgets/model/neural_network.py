"""Neural Network."""

from __future__ import annotations

from typing import ClassVar, Literal

from satsuma.widget import setting, widget
from satsuma.widgets.model._learning import Learning

ICON = ("M5 4a2 2 0 1 0 .01 0z M5 16a2 2 0 1 0 .01 0z M19 10a2 2 0 1 0 .01 0z "
        "M12 4.5a1.5 1.5 0 1 0 .01 0z M12 16.5a1.5 1.5 0 1 0 .01 0z "
        "M7 6h3.5 M7 18h3.5 M6 8l5 8.5 M6 16l5-8.5 M13.5 7l4 3.5 M13.5 17l4-3.5")


@widget("Neural Network", icon=ICON,
        keywords=("multilayer perceptron", "deep", "classify", "learner", "predict",
                  "supervised"))
class NeuralNetwork(Learning):
    """Learn to tell classes, by layers of small units.

    The numbers of a row go into a layer of units; each adds them up with weights of its own and
    hands on what comes out, and the last layer tells the probabilities of the classes. The weights
    are improved round by round until that helps no more.

    Give it a table whose **target** is a category. Columns are scaled before, each to mean 0 and
    spread 1, and what is missing becomes the mean of its column. Embeddings of pictures come from a
    large network already: a small one after it seldom does better than **Logistic Regression**,
    and takes longer.

    Chance decides where the weights begin and in which order rows come; the same **seed** gives
    the same network.

    Without data the widget sends its **learner** only, a plan of how to learn. With data it sends
    the **model** too.
    """

    layers: str = setting("100", "Hidden layers", help=(
        "How many units each hidden layer has: 100 is one layer, “100, 50” are two."))
    activation: Literal["relu", "tanh", "logistic", "identity"] = setting(
        "relu", "Activation", help="What a unit makes of the sum before it hands it on.")
    alpha: float = setting(1e-4, "Regularization", low=0, high=1e4, help=(
        "How strongly weights are kept small: more is a simpler network."))
    iterations: int = setting(200, "Rounds at most", low=1, high=10_000, help=(
        "All rows are looked at so many times, unless it is done before."))
    seed: int = setting(0, "Seed", low=0, high=999_999, help=(
        "Decides what is drawn by chance."))

    method: ClassVar[str] = "neural_network"
