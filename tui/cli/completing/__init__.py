"""What fits at the cursor of a shell: asked for by the scripts in `shells`, answered from what `--help` is made of."""
