"""The journal in a folder, and the documents that follow from it. The engine knows no kind of record."""
