"""What the service promises, checked."""
