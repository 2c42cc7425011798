"""What a network learns from: generated sets, files, digits; held against the network, split, scaled."""
