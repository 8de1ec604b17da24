"""Writes samples of Taguette with its own code: ``pip install taguette``, then ``python make_taguette.py``.

Documents go through Taguette's conversion of HTML, highlights through its extraction, tables through its export. The
people and words are made up.
"""

import datetime as dt
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString
from taguette import convert, database, export, extract

HERE = Path(__file__).parent / "taguette"
DAY = dt.datetime(2024, 3, 1, 9, 30)

ANNA = """<h1>Anna &amp; the numbers</h1><p>We had <b>no money</b> for a survey, so we asked the school nurses.</p>
<p>Zoë’s café “counts” 🍎🍐 meals.</p><p>Head office did not trust the numbers &lt; 5.</p>"""
TABLE = """<html><head><title>left out</title></head><body>
<ul><li>Bread</li><li>Milk</li></ul><table><tr><th>Month</th><th>Meals</th></tr><tr><td>May</td><td>1&nbsp;200</td></tr>
</table><p>The survey of meals told us which schools to visit first.<br>Then we went.</p></body></html>"""
SECOND = "<p>Different interview, same name.</p>"


def text_of(contents):
    """The text as Taguette walks through it."""
    soup = BeautifulSoup(contents, "html5lib")
    return "".join(str(node) for node in soup.descendants if isinstance(node, NavigableString))


class Maker:
    """Adds things to one project as Taguette's pages do."""

    def __init__(self, db, project):
        self.db = db
        self.project = project
        self.tags = {}
        self.now = DAY

    def log(self, command):
        self.now += dt.timedelta(minutes=1)
        command.date = self.now
        self.db.add(command)
        self.db.flush()

    def document(self, name, html, user, description=""):
        document = database.Document(
            name=name,
            description=description,
            filename=f"{name}.html",
            created=DAY,
            project=self.project,
            contents=convert.get_html_body(html),
            text_direction=database.TextDirection.LEFT_TO_RIGHT,
        )
        self.db.add(document)
        self.db.flush()
        self.log(database.Command.document_add(user, document))
        return document

    def tag(self, path, user, description=""):
        tag = self.tags[path] = database.Tag(project=self.project, path=path, description=description)
        self.db.add(tag)
        self.db.flush()
        self.log(database.Command.tag_add(user, tag))

    def highlight(self, document, words, tags, user, last=None):
        """Highlight the words, up to the last ones if they are given."""
        text = text_of(document.contents)
        start = text.index(words)
        end = text.index(last, start) + len(last) if last else start + len(words)
        start, end = (len(text[:place].encode()) for place in (start, end))
        made = database.Highlight(
            document=document,
            start_offset=start,
            end_offset=end,
            snippet=extract.extract(document.contents, start, end),
        )
        made.tags = [self.tags[tag] for tag in tags]
        self.db.add(made)
        self.db.flush()
        numbers = sorted(tag.id for tag in made.tags)
        self.log(database.Command.highlight_add(user, document, made, numbers))
        return made


def fill(db, name):
    """A project with two coders."""
    project = database.Project(name=name, description="Made up", created=DAY)
    db.add(project)
    db.flush()
    maker = Maker(db, project)
    maker.log(database.Command.project_meta("admin", project.id, name, "Made up"))
    for path, description in (
        ("barriers.money", "Costs and budgets"), ("barriers.trust", ""), ("evidence", "What is known"),
        ("evidence.survey of meals", ""), ("Dr. Who", "no hierarchy"), ("not used", ""),
    ):  # fmt: skip
        maker.tag(path, "admin", description)
    anna = maker.document("Anna", ANNA, "admin", "First interview")
    table = maker.document("Table", TABLE, "zoe")
    again = maker.document("Anna", SECOND, "zoe")
    maker.highlight(anna, "no money", ["barriers.money", "evidence.survey of meals"], "admin")
    maker.highlight(anna, "no money", ["barriers.trust"], "zoe")
    maker.highlight(anna, "Zoë’s café “counts” 🍎🍐 meals.", ["evidence"], "zoe")
    maker.highlight(anna, "🍐 meals.", ["evidence"], "zoe")
    maker.highlight(anna, "meals.", ["barriers.trust"], "zoe", last="numbers < 5")
    maker.highlight(table, "Bread", ["evidence"], "zoe", last="Milk")
    maker.highlight(table, "May", ["evidence.survey of meals"], "zoe", last="200")
    maker.highlight(table, "first.", ["Dr. Who"], "admin", last="Then")
    maker.highlight(table, "which schools", [], "admin")
    maker.highlight(again, "same name", ["evidence"], "admin")
    gone = maker.highlight(again, "Different", ["evidence"], "admin")
    maker.log(database.Command.highlight_delete("admin", again, gone.id))
    db.delete(gone)
    db.commit()
    return project


def connected(path):
    path.unlink(missing_ok=True)
    db = database.connect(f"sqlite:///{path}")()
    for login in ("admin", "zoe"):
        if db.query(database.User).get(login) is None:
            db.add(database.User(login=login, created=DAY))
    db.commit()
    return db


def main():
    """Write all samples."""
    (HERE / "project").mkdir(parents=True, exist_ok=True)
    db = connected(HERE / "one.sqlite3")
    project = fill(db, "School meals")
    for name, write in (("highlights", export.highlights_csv), ("codebook", export.codebook_csv)):
        with (HERE / "project" / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            write(db, project.id, "", file) if name == "highlights" else write(project.tags, file)
    export.highlights_xslx(db, project.id, "", str(HERE / "highlights.xlsx"))
    export.codebook_xlsx(project.tags, str(HERE / "codebook.xlsx"))
    copy = HERE / "copied.sqlite3"
    target = connected(copy)
    database.copy_project(db, target, project.id, "admin")
    target.commit()
    both = connected(HERE / "several.sqlite3")
    fill(both, "School meals")
    fill(both, "Other meals")
    fill(both, "Other meals")


if __name__ == "__main__":
    main()
