"""What `concord serve` stands on: what was asked for, by which key, and what of the machine a session may have."""
