"""What is printed: the form on paper, posters and cards (docs/posters.md)."""
