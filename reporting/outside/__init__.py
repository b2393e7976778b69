"""Looks at a service from outside, as a visitor's browser and an authority for certificates do."""
