"""How a network is trained, as a spec says it: the loss, the decay of the learning rate, the recipe."""
