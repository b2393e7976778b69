"""What only a demo has: a service file, people in a file, a rota, and a clock to set forward."""
