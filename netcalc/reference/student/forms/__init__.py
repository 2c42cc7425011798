"""The forms of the course's assignments, by the names of what they compute: what each is called with, and the truth."""

from typing import Final

from netcalc.reference.student.case import Form
from netcalc.reference.student.forms.connected import AFFINE, AFFINE_RELU
from netcalc.reference.student.forms.dropout import DROPOUT
from netcalc.reference.student.forms.elementwise import ELEMENTWISE
from netcalc.reference.student.forms.losses import SOFTMAX, SOFTMAX_WEIGHTS, SVM, SVM_WEIGHTS
from netcalc.reference.student.forms.norms import BATCHNORM, GROUPNORM, LAYERNORM, SPATIAL_BATCHNORM
from netcalc.reference.student.forms.sandwiches import SANDWICHES
from netcalc.reference.student.forms.windows import AVG_POOL, CONV, MAX_POOL

FORMS: Final[dict[str, Form]] = {
    "affine": AFFINE,
    "fc": AFFINE,
    "conv": CONV,
    "max_pool": MAX_POOL,
    "pool": MAX_POOL,
    "avg_pool": AVG_POOL,
    "batchnorm": BATCHNORM,
    "spatial_batchnorm": SPATIAL_BATCHNORM,
    "layernorm": LAYERNORM,
    "groupnorm": GROUPNORM,
    "spatial_groupnorm": GROUPNORM,
    "dropout": DROPOUT,
    **ELEMENTWISE,
    "svm_loss": SVM,
    "softmax_loss": SOFTMAX,
    "svm_loss_of_weights": SVM_WEIGHTS,
    "softmax_loss_of_weights": SOFTMAX_WEIGHTS,
    "affine_relu": AFFINE_RELU,
    **SANDWICHES,
}
