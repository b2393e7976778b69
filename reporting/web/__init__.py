"""Guards shared by all surfaces, one a file. Each is installed by a surface's `create_app`."""
