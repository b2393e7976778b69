"""The people of a body: their accounts, and how they come into its signed list and leave it."""
