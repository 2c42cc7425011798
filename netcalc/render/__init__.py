"""Results made into text: tables, Markdown, CSV, LaTeX, JSON, HTML; the only place where that is done."""
