"""The command `collect`: fetch what is due, once or for as long as it runs."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.cli.output import counted, isolated_within, note
from waqai.cli.project import HERE, ProjectFolder, next_command
from waqai.errors import UsageError
from waqai.storage.collect_report import CollectReport, Happened, Listener
from waqai.storage.project import Project

if TYPE_CHECKING:
    from waqai.storage.collector import Collector


class Log(StrEnum):
    """How what happens is told on standard error."""

    text = "text"
    json = "json"


def collect(
    project: ProjectFolder = HERE,
    source: Annotated[
        list[str] | None, typer.Option("--source", "-s", metavar="NAME", help="Only this source; may be repeated.")
    ] = None,
    now: Annotated[bool, typer.Option("--now", help="Also sources that are not due yet.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, collecting whatever falls due, until stopped.")
    ] = False,
    process: Annotated[bool, typer.Option("--process", help="Code and link what came after each round.")] = False,
    log: Annotated[Log, typer.Option(help="For people, or a JSON object a line for machines.")] = Log.text,
) -> None:
    """Fetch what is due from the project's sources, keep every answer byte for byte, and store what is new.

    Safe to interrupt and run again: it goes on where it was.
    """
    from waqai.knowledge.publishers import PublisherIndex

    if watch and now:
        raise UsageError("--watch collects what is due: leave --now out.")
    opened = Project.open(project)
    if not opened.settings.sources:
        note(f"No sources yet. {next_command('sources add', project)} NAME --kind feed --address URL")
        return
    with _listening(log) as listener:
        collector = opened.collector(publishers=PublisherIndex(), listener=listener)

        def after(report: CollectReport) -> None:
            if process and report.counts["new"] + report.counts["version"]:
                _process(opened)

        if watch:
            asyncio.run(_until_stopped(collector, source or (), after))
            return
        report = asyncio.run(_once(collector, source or (), now))
        after(report)
    _tell(opened, collector, report, processed=process)
    _end(report)


async def _once(collector: Collector, names: list[str] | tuple[()], now: bool) -> CollectReport:
    _stop_on_signals(collector)
    return await collector.once(names, now=now)


async def _until_stopped(collector: Collector, names: list[str] | tuple[()], after: object) -> None:
    _stop_on_signals(collector)
    await collector.watch(names, after)  # type: ignore[arg-type]


def _stop_on_signals(collector: Collector) -> None:
    """The first signal ends the run in order; the second, at once."""
    loop = asyncio.get_running_loop()

    def stop(number: int) -> None:
        note("Stopping: requests under way are being settled. Once more stops at once.")
        loop.remove_signal_handler(number)
        collector.stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)


def _process(project: Project) -> None:
    from waqai.cli.project import coder_of

    report = project.process(coder_of(project))
    note(f"{counted(report.coded, 'document')} coded, {counted(report.incidents, 'incident')} in the project.")


def _tell(project: Project, collector: Collector, report: CollectReport, *, processed: bool) -> None:
    counts = report.counts
    if not counts and not report.waiting:
        due = collector.next_due()
        note(f"Nothing is due. Next is {due[1]} at {due[0]:%Y-%m-%d %H:%M} UTC." if due else "All sources are paused.")
        return
    told = [
        counted(counts["fetched"] + counts["unchanged"], "answer"),
        counted(counts["new"], "new document"),
        counted(counts["version"], "new version"),
        f"{counts['known']:,} already there",
    ]
    told += [f"{counts['gone']:,} gone"] if counts["gone"] else []
    told += [f"{counts['back']:,} back"] if counts["back"] else []
    told += [f"{counts['set_aside']:,} set aside"] if counts["set_aside"] else []
    told += [f"{report.waiting:,} waiting for another time"] if report.waiting else []
    print(", ".join(told) + ".")
    if counts["new"] + counts["version"] and not processed:
        note(next_command("process", project.root))


def _end(report: CollectReport) -> None:
    if report.failures and not report.counts["done"]:
        raise typer.Exit(NOTHING_DONE)
    if report.failures or report.set_aside:
        raise typer.Exit(SET_ASIDE)


@contextmanager
def _listening(log: Log) -> Iterator[Listener]:
    """What tells a person or a machine what happens."""
    if log is Log.json:
        yield _json_line
        return
    if not sys.stderr.isatty():
        yield _text_line
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    console = Console(stderr=True, highlight=False)
    report = CollectReport()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        tasks = {}

        def tell(happened: Happened) -> None:
            report.note(happened)
            name = happened.source
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=None)
            counts = report.by_source[name]
            words = (
                f"{counts['fetched'] + counts['unchanged']} answers, {counts['new']} new, {counts['version']} changed"
            )
            bar.update(tasks[name], description=f"{name}: {words}")
            if happened.what in ("done", "failed"):
                bar.update(tasks[name], total=1, completed=1)
            if line := _line(happened):
                console.print(line, markup=False, soft_wrap=True)

        yield tell


def _text_line(happened: Happened) -> None:
    if line := _line(happened):
        print(line, file=sys.stderr)


def _line(happened: Happened) -> str | None:
    """What a person is told at once: failures, what is gone and what is set aside; the rest is counted."""
    where = happened.document or happened.url or ""
    if happened.what in ("failed", "set_aside"):
        words = "set aside" if happened.what == "set_aside" else "failed"
        line = f"{happened.source}: {words}: [{happened.code}] {where} {happened.message}"
    elif happened.what in ("gone", "back"):
        line = f"{happened.source}: {where} is {'gone' if happened.what == 'gone' else 'there again'}"
    else:
        return None
    return isolated_within(" ".join(line.split()))


def _json_line(happened: Happened) -> None:
    record = {
        "at": happened.at.isoformat(),
        "event": happened.what,
        "source": happened.source,
        "url": happened.url,
        "document": happened.document,
        "code": happened.code,
        "message": happened.message,
    }
    line = json.dumps({key: value for key, value in record.items() if value is not None}, ensure_ascii=False)
    print(line.encode("utf-8", "backslashreplace").decode(), file=sys.stderr, flush=True)
