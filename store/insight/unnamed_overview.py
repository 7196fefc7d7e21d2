"""What is computed over many records, told without anybody's name: for a page that everybody may read."""

from store.insight.overview import Overview


class UnnamedOverview(Overview):
    """Whoever it is stands there as the department that they are of."""

    def called(self, id: str) -> str:
        """The code of a department, of a person that of theirs, otherwise the id."""
        return super().called((self.home_of(id) or "") if id in self.people.rows else id)
