"""The room of insights: its pages, the cursor over what they show, and the way to the records that it is made of."""
