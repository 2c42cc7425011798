"""What the page asks, a file a question; a new one is a file, and a line here."""

from typing import Final

QUESTIONS: Final = {
    "start": ("start", "Start"),
    "spec": ("start", "Bundled"),
    "file": ("file", "Opened"),
    "network": ("network", "Shown"),
    "report": ("network", "Whole"),
    "explanation": ("explanation", "Explained"),
    "comparison": ("comparison", "Compared"),
    "picture": ("picture", "Pictured"),
    "circuit": ("circuit", "Gates"),
    "practice": ("practice", "Asked"),
    "answer": ("practice", "Answer"),
    "working": ("practice", "Worked"),
    "training": ("training", "Trained"),
}
