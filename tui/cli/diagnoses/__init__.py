"""What `concord doctor` looks at: the machine and the account, the workspace's folder, who may get in."""
