"""A recurrent net of McCulloch and Pitts' units is a finite automaton: this one finds the binary numbers 3 divides.

Its state is the remainder so far, one unit firing for each of 0, 1, 2. Reading a bit x takes remainder r to
(2r + x) mod 3: each unit of the next state asks which of two units fired, and whether x did; x excites or inhibits.
"""

from netcalc import circuit

STEP = """
stay0 = step(r0 - 1) * step(-x)    # 2*0 + 0 = 0
from1 = step(r1 + x - 2)           # 2*1 + 1 = 3
next0 = step(stay0 + from1 - 1)
from2 = step(r2 - 1) * step(-x)    # 2*2 + 0 = 4
from0 = step(r0 + x - 2)           # 2*0 + 1 = 1
next1 = step(from2 + from0 - 1)
turn1 = step(r1 - 1) * step(-x)    # 2*1 + 0 = 2
stay2 = step(r2 + x - 2)           # 2*2 + 1 = 5
next2 = step(turn1 + stay2 - 1)
fires = next0 + next1 + next2      # one of the three
"""


def run(word: str) -> tuple[float, ...]:
    """Read a word bit by bit; the units that fire at the end."""
    state = (1.0, 0.0, 0.0)
    for bit in word:
        found = circuit(STEP, r0=state[0], r1=state[1], r2=state[2], x=int(bit))
        values = {stage.name: stage.value for stage in found.stages if isinstance(stage.value, float)}
        state = (values["next0"], values["next1"], values["next2"])
        assert values["fires"] == 1
    return state


for number in (6, 7, 9, 20):
    state = run(f"{number:b}")
    fired = "".join(f"{each:.0f}" for each in state)
    print(f"{number:2} = {number:5b}: state {fired}, {'accepted' if state[0] else 'rejected'}")
for number in range(32):
    assert run(f"{number:b}")[number % 3] == 1
