"""Known answers, and the program that writes them."""
