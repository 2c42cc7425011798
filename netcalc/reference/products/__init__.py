"""The fast products behind convolutions and dense layers."""
