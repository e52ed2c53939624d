"""The main job on what lies in `data/`: notices and registers in; findings, notices, reports and pictures out.

Writes into one folder, with a register of its own below it, so that nothing of the user's is touched.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ropa import resources, texts
from ropa.errors import BadParameter
from ropa.model import Severity
from ropa.register import changes, publishing
from ropa.register.registry import Registry
from ropa.settings import Settings

Say = Callable[[str], None]
_MARK = "made-by-demonstration"


def demonstrate(settings: Settings, output: Path, say: Say = print) -> Settings:
    """Does the whole job; returns the settings under which the pages show its register."""
    own = replace(settings, home=output / "register", store="embedded", journal="")
    _begin(own.home)
    files = sorted(resources.data().glob("registers/*.*")) + sorted(resources.data().glob("notices/*.*"))
    with Registry.open(own, writing=True) as register:
        for file in files:
            outcome = changes.import_file(register, file)
            say(f"read      {file.name}: {outcome.error or ', '.join(outcome.row()[1:3])}")
        _findings(register, output, say)
        for record in register.records():
            _about(register, record.slug, output, say)
        _reports(register, output, say)
        summary, problems = register.verify()
        say(f"verified  {summary} {' '.join(problems)}".rstrip())
    say(f"All results are in {output}/.")
    return own


def _begin(home: Path) -> None:
    """An empty folder, in place of what an earlier demonstration left. Raises BadParameter where it is somebody's."""
    if home.exists() and not (home / _MARK).exists():
        raise BadParameter(
            "this folder is there already, and no demonstration made it.",
            where=str(home),
            mend="Choose another folder with --output.",
        )
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / _MARK).touch()


def _findings(register: Registry, output: Path, say: Say) -> None:
    result = changes.refresh_findings(register)
    folder = output / "findings"
    folder.mkdir(parents=True, exist_ok=True)
    for language in texts.languages():
        document = result.as_json(language)
        (folder / f"findings.{language}.json").write_text(
            json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        (folder / f"findings.{language}.txt").write_text("\n".join(result.as_lines(language)) + "\n", "utf-8")
    (folder / "findings.ttl").write_bytes(result.as_report())
    for record in register.records():
        own = replace(result, findings=tuple(f for f in result.findings if f.record in register.around(record.iri)))
        (folder / f"{record.slug}.txt").write_text("\n".join(own.as_lines(register.settings.language)) + "\n", "utf-8")
    say(f"checked   {len(result.rulebook.rules)} rules, {result.count(Severity.VIOLATION)} violations")


def _about(register: Registry, name: str, output: Path, say: Say) -> None:
    for language in texts.languages():
        document = register.document(name, language)
        for format in publishing.document_formats():
            _write(output / "notices" / f"{name}.{language}.{format}", publishing.document_bytes(document, format))
        flow = register.flow([name])
        _write(output / "flows" / f"{name}.{language}.svg", publishing.flow_bytes(flow, "svg", language))
        _write(output / "flows" / f"{name}.{language}.html", publishing.flow_bytes(flow, "html", language))
    _write(output / "flows" / f"{name}.json", publishing.flow_bytes(flow, "json", "en"))
    say(f"published {name}: notices and flow pictures in {', '.join(texts.languages())}")


def _reports(register: Registry, output: Path, say: Say) -> None:
    for language in texts.languages():
        for name, _ in publishing.report_titles(language):
            table = register.report(name, language)
            for format in publishing.table_formats():
                content = publishing.table_bytes(table, format)
                _write(output / "reports" / f"{name}.{language}.{format}", content)
        flow = register.flow()
        _write(output / "flows" / f"whole-register.{language}.svg", publishing.flow_bytes(flow, "svg", language))
        for view in publishing.flow_views():
            picture = publishing.flow_bytes(flow, "html", language, view)
            _write(output / "flows" / f"whole-register.{view}.{language}.html", picture)
    say("reported  article-30-controller, article-30-processor and the rest")


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
