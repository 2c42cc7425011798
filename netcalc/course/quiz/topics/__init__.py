"""The catalogue of topics: what may be practised, in the order of the lectures; a new topic is a line here."""

from typing import Final

from netcalc.course.quiz.question import Topic
from netcalc.course.quiz.topics import circuits, counts, fields, gradients, matrices, memory, training, windows

TOPICS: Final = {
    topic.name: topic
    for topic in (
        Topic("volumes", "what comes out of a layer", windows.VOLUMES),
        Topic("strides", "where a window goes, and whether it fits", windows.STRIDES),
        Topic("counting", "neurons, weights, parameters, multiplications", counts.COUNTING),
        Topic("sharing", "parameters with and without sharing", counts.SHARING),
        Topic("receptive-field", "what a value sees of the input", fields.FIELDS),
        Topic("circuits", "values, forward through the gates", circuits.CIRCUITS),
        Topic("gradients", "gradients, backward through the gates", gradients.GRADIENTS),
        Topic("vectorised-gradients", "gradients of matrices, and their shapes", matrices.MATRICES),
        Topic("memory", "bytes of weights, of activations, of training", memory.MEMORY),
        Topic("training", "losses, updates, rates, curves", training.TRAINING),
    )
}


def topic_of(written: str) -> str | None:
    """Give the topic that somebody means; None where it is none.

    >>> topic_of("Receptive field"), topic_of("vectorized gradients"), topic_of("homework.yaml")
    ('receptive-field', 'vectorised-gradients', None)
    """
    name = "-".join(written.lower().replace("_", " ").replace("-", " ").split()).replace("vectorized", "vectorised")
    return name if name in TOPICS else None
