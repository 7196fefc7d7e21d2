"""What sshd is told so that people come in by the keys of a workspace, and by nothing else."""
