"""Training: what a loss begins with, updates, rates, and what a curve says."""

from typing import Final

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.question import Kind, Question, of_circuit

STEP: Final = "Against the gradient, by the rate: w - lr·dw."
MOMENTUM: Final = "First the velocity, v = momentum·v - lr·dw; then w + v."
EVEN: Final = "With C classes all alike likely each has the probability 1/C: the loss is -ln(1/C)."
BATCHES: Final = "The last, smaller batch is used too: round up."
SQUARES: Final = "The loss has l2·w² in it, whose gradient is 2·l2·w: it is added to the data's."
CURVES: Final = (
    ("The loss falls in a straight line, slowly", "a", "the rate is too low"),
    ("The loss grows from epoch to epoch, and becomes nan", "b", "the rate is too high"),
    ("Training accuracy 99%, validation accuracy 70%, and the gap grows", "c", "the net overfits"),
    ("Training and validation accuracy are both 45%, with no gap", "d", "the net has too little capacity"),
)
MEANINGS: Final = {letter: meaning for _, letter, meaning in CURVES}


def beginning(draws: Draws) -> Question:
    """Ask what a softmax loss begins with."""
    classes = draws.one(2, 5, 10, 20, 100, 1000)
    text = f"A softmax classifier of {classes} classes, before training: about which loss do you expect?"
    return of_circuit(text, "value", "-ln(1/C)", {"C": classes}, EVEN)


def batches(draws: Draws) -> Question:
    """Ask how many updates an epoch has."""
    samples, size = draws.between(3, 60) * 100 + draws.one(0, 50), draws.one(32, 64, 128)
    text = f"{samples} examples in batches of {size}: how many updates has an epoch?"
    return Question({"text": text, "answer": f"({samples} + {size} - 1)//{size}"}, BATCHES)


def step(draws: Draws) -> Question:
    """Ask for a weight after a step."""
    w, dw, lr = draws.signed(9) / 10, draws.signed(8), draws.one(0.1, 0.01, 0.5)
    text = f"w = {w}, dw = {dw}, learning rate {lr}: what is w after a step of gradient descent?"
    return of_circuit(text, "value", "w - lr*dw", {"w": w, "lr": lr, "dw": dw}, STEP)


def curve(draws: Draws) -> Question:
    """Ask what a curve says."""
    said, letter, _ = draws.one(*CURVES)
    hint = "Compare: how the loss falls, and the gap between training and validation."
    return Question({"text": f"{said}: what does it say?", "choices": MEANINGS, "right": letter}, hint)


def momentum(draws: Draws) -> Question:
    """Ask for a weight after a step with momentum."""
    w, v, dw = draws.between(1, 9) / 10, draws.signed(5) / 10, draws.signed(6)
    text = f"w = {w}, velocity v = {v}, dw = {dw}, momentum 0.9, learning rate 0.1: what is w after the step?"
    return of_circuit(text, "value", "n = 0.9*v - 0.1*dw; f = w + n", {"w": w, "v": v, "dw": dw}, MOMENTUM)


def regularised(draws: Draws) -> Question:
    """Ask for a gradient with regularisation."""
    w, dw, l2 = draws.signed(8), draws.signed(5), draws.one(0.1, 0.01, 0.5)
    data = f"The data's loss has the gradient {dw} on w = {w}"
    text = f"{data}; l2 = {l2} adds l2·w² to the loss: what is the whole gradient?"
    return of_circuit(text, "value", "dw + 2*l2*w", {"w": w, "dw": dw, "l2": l2}, SQUARES)


TRAINING: Final[tuple[tuple[Kind, ...], ...]] = ((beginning, batches), (step, curve), (momentum, regularised))
