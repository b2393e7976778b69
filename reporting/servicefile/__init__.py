"""Parts of the service file: a strict reader of its tables, and what each kind of table says."""
