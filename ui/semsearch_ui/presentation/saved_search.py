"""A search that a person keeps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question, and what it is called, which is the question itself until a person says otherwise."""

    query: str
    name: str

    def renamed(self, name: str) -> "SavedSearch":
        """The same question by another name; an empty one gives it back its own."""
        return SavedSearch(self.query, " ".join(name.split()) or self.query)

    @property
    def line(self) -> str:
        """As it is written down: the question and, where it has a name of its own, a tab and that."""
        return self.query if self.name == self.query else f"{self.query}\t{self.name}"


def read(line: str) -> SavedSearch:
    """What `SavedSearch.line` wrote."""
    query, _, name = line.partition("\t")
    return SavedSearch(query, name or query)
