"""The witness as pages: a network verified, a student's layer and a student's file held against it."""
