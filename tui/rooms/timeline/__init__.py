"""The timeline: what of a goal, or of all goals, lies when, in lanes by department over weeks."""
