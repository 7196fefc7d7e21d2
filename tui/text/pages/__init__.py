"""Documents for people outside of Concord: told once, written as Markdown and as one page of HTML."""
