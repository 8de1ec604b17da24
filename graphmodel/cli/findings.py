"""``graphmodel findings``."""

from pathlib import Path

import click

from graphmodel.cli.common import Asking, asking_options


@click.command()
@asking_options
@click.option(
    "--results", type=click.Path(path_type=Path), help="Also write every result to this folder, as workbooks."
)
def findings(
    asking: Asking,
    results: Path | None,
) -> None:
    """Show the headline findings of STUDY and what each counts.

    With --results FOLDER, every analysis and every question that needs no option is written there.
    """
    from graphmodel.api.findings import write_results

    with asking.open() as asked:
        result = asked.findings()
        asking.output.write(result)
        if results is not None:
            for path in write_results(asked, results):
                click.echo(f"Wrote {path}", err=True)
