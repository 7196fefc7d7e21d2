"""What the pages of insights say of past weeks: what would have been said at the end of each of them.

A point of a trend is what is true of the documents as they were at the end of a week (its Sunday, by the workspace's
zone; the last point is today), told by the same functions that tell of today. Nothing is stored for it: the journal
tells how the documents were (`earlier_documents`, `past_weeks`). Nothing that is hidden from anybody is read: no card,
no vote, no answer to a pulse.
"""
