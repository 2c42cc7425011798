"""What is watched while a net learns: its loss and accuracy, its units, how large its updates are."""
