"""What a person's sessions remember of a workspace, and what in it they have not read yet."""
