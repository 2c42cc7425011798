"""The neurons of a network as on the slides: columns of circles, an edge for each weight."""
