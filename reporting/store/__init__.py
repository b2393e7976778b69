"""The only SQL of the project: tables, the engine, and one module per thing stored."""
