"""The pages of insights as values: a question, the answer in a sentence, its pictures, and what each point is made of.

The room draws them, the command line prints them, the report writes them: what stands in one stands in all.
"""
