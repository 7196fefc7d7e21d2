"""The minutes of a meeting, told as a document in the language spoken."""
