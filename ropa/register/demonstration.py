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
    tag = texts.default().language(settings.language)
    own = replace(settings, home=output / "register", store="embedded", journal="")
    _begin(own.home)
    files = sorted(resources.data().glob("registers/*.*")) + sorted(resources.data().glob("notices/*.*"))
    with Registry.open(own, writing=True) as register:
        for file in files:
            outcome = changes.import_file(register, file)
            result, name = outcome.row()[1:3]
            told = outcome.error or ", ".join((texts.say(f"cli-result-{result}", tag), name))
            say(texts.say("cli-demo-read", tag, file=file.name, told=texts.translated(told, tag)))
        _findings(register, output, say)
        for record in register.records():
            _about(register, record.slug, output, say)
        _reports(register, output, say)
        summary, problems = register.verify()
        told = " ".join(texts.translated(each, tag) for each in (summary, *problems))
        say(texts.say("cli-demo-verified", tag, told=told))
    say(texts.say("cli-demo-done", tag, folder=output))
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
    tag = texts.default().language(register.settings.language)
    counts = {"rules": len(result.rulebook.rules), "violations": result.count(Severity.VIOLATION)}
    say(texts.say("cli-demo-checked", tag, **counts))


def _about(register: Registry, name: str, output: Path, say: Say) -> None:
    for language in texts.languages():
        document = register.document(name, language)
        for format in publishing.document_formats():
            _write(output / "notices" / f"{name}.{language}.{format}", publishing.document_bytes(document, format))
        flow = register.flow([name])
        _write(output / "flows" / f"{name}.{language}.svg", publishing.flow_bytes(flow, "svg", language))
        _write(output / "flows" / f"{name}.{language}.html", publishing.flow_bytes(flow, "html", language))
    _write(output / "flows" / f"{name}.json", publishing.flow_bytes(flow, "json", "en"))
    tag = texts.default().language(register.settings.language)
    say(texts.say("cli-demo-published", tag, name=name, languages=", ".join(texts.languages())))


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
    say(texts.say("cli-demo-reported", texts.default().language(register.settings.language)))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
