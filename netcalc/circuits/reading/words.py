"""Which words may be called, in the spellings of the blackboard, of Python and of NumPy; what others probably mean."""

from typing import Final

from netcalc.circuits.ops import FUNCTIONS
from netcalc.text.nearness import slipped

PREFIXES: Final = frozenset({
    "np", "numpy", "math", "torch", "F", "jnp", "tf", "np.linalg", "numpy.linalg", "torch.linalg", "tf.nn", "tf.math",
    "torch.nn.functional", "jax.nn",
})  # fmt: skip
CALLED: Final = {  # other spellings, and what each is
    "ln": "log", "maximum": "max", "minimum": "min", "amax": "max", "amin": "min", "fabs": "abs", "absolute": "abs",
    "matmul": "@", "mm": "@", "dot": "dot", "inner": "dot", "transpose": "transpose", "pow": "**", "power": "**",
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/", "negative": "neg",
    "sigma": "sigmoid", "logistic": "sigmoid", "expit": "sigmoid", "sig": "sigmoid", "heaviside": "step",
}  # fmt: skip
PAIRS: Final = frozenset({"@", "dot", "**", "+", "-", "*", "/"})
METHODS: Final = frozenset({"dot", "sum", "mean", "max", "min", "transpose", "matmul", "abs", "exp", "log", "norm"})
CALLABLE: Final = frozenset({*FUNCTIONS, *CALLED, "square"})
MEANT: Final = {  # functions that others have: no slips of ours; what to write instead, where there is something
    "acos": "", "acosh": "", "arccos": "", "arcsin": "", "arctan": "", "asin": "", "asinh": "", "atan": "",
    "atanh": "", "argmax": "", "argmin": "", "cbrt": "x ** (1/3)", "ceil": "", "floor": "", "round": "", "sign": "",
    "sgn": "", "erf": "", "prod": "", "var": "mean((x - mean(x))**2)", "std": "sqrt(mean((x - mean(x))**2))",
    "cosh": "(exp(x) + exp(-x)) / 2", "sinh": "(exp(x) - exp(-x)) / 2", "tan": "sin(x) / cos(x)",
    "cot": "cos(x) / sin(x)", "log10": "log(x) / log(10)", "log2": "log(x) / log(2)", "log1p": "log(1 + x)",
    "exp2": "2 ** x", "expm1": "exp(x) - 1", "hypot": "sqrt(x**2 + y**2)", "softplus": "log(1 + exp(x))",
    "swish": "x * sigmoid(x)", "silu": "x * sigmoid(x)", "mish": "x * tanh(log(1 + exp(x)))", "elu": "", "selu": "",
    "gelu": "", "relu6": "min(relu(x), 6)", "hinge": "max(0, 1 - x)", "reciprocal": "1 / x", "outer": "",
    "cross_entropy": "-log_softmax(x)[0], where 0 is the right class", "crossentropy": "-log_softmax(x)[0]",
    "mse": "mean((x - y)**2)", "concat": "", "stack": "", "reshape": "", "where": "", "clip": "min(max(x, a), b)",
    "floor_divide": "", "cumsum": "", "conv": "", "lg": "log(x) / log(10)", "atan2": "", "cross": "", "zeros": "",
    "ones": "", "zeros_like": "", "ones_like": "", "full": "", "array": "", "asarray": "", "rand": "", "randn": "",
    "eye": "", "arange": "", "range": "", "linspace": "", "len": "", "print": "", "int": "", "float": "", "pinv": "",
    "inv": "", "det": "", "trace": "", "diag": "", "dropout": "", "Σ": "sum(x)", "einsum": "",
}  # fmt: skip
CONSTANTS: Final = {  # what others know as a number
    "pi": "give pi=3.141592653589793", "e": "e to the power of x is written exp(x)",
}  # fmt: skip
SHORT: Final = 3  # a variable's name, not a function's
OWN: Final = {"leakyrelu": "leaky_relu", "logsoftmax": "log_softmax", "th": "tanh", "average": "mean", "length": "norm"}


def meant(word: str) -> str:
    """Say what to write instead of a word that may not be called; nothing where nobody knows.

    >>> meant("log10"), meant("sigmoyd"), meant("argmax"), meant("LeakyReLU")
    ('write log(x) / log(10)', 'write sigmoid(...)', '', 'write leaky_relu(...)')
    """
    low = word if word in MEANT else word.lower()
    if low in MEANT:
        return f"write {MEANT[low]}" if MEANT[low] else ""
    known = low if low in FUNCTIONS else OWN.get(low) or CALLED.get(low) or slipped(word, FUNCTIONS)
    return f"write {known}(...)" if known else ""


def product_or_function(word: str) -> str:
    """Say what a word with brackets behind it may have been, of which nothing else is known.

    >>> product_or_function("w1"), product_or_function("act")
    ('a product is written w1 * (...)', 'a product is written act * (...); a function is defined before: act(x) = ...')
    """
    product = f"a product is written {word} * (...)"
    short = len(word.rstrip("0123456789")) < SHORT
    return product if short else f"{product}; a function is defined before: {word}(x) = ..."
