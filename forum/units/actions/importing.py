"""Importing units and services from CSV: checked whole first, then written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from flask_babel import gettext as _

from forum.core import clock
from forum.core.db import db
from forum.ledger.rules import Actor
from forum.units import queries, sheets
from forum.units.actions import services, tree
from forum.units.actions.services import ServiceDetails
from forum.units.actions.trail import note_change
from forum.units.actions.tree import UnitDetails
from forum.units.errors import NotAsked
from forum.units.models import ImportRun, Service, Unit
from forum.units.sheets import Row, Sheet

MOST_SHOWN = 100
SHOW_EVERY = 250
DEEPEST = 12
Told = Callable[[int], None]


@dataclass
class Plan:
    """What an import would do: rows by level, so that every parent comes first."""

    sheet: Sheet
    known_units: dict[str, Unit]
    known_services: dict[tuple[int, str], Service] = field(default_factory=dict)
    levels: list[list[Row]] = field(default_factory=list)
    new: int = 0
    changed: int = 0

    @property
    def problems(self) -> list[tuple[int, str]]:
        """What is wrong, by line."""
        return sorted(self.sheet.problems)


def plan(raw: bytes, kind: str, government_id: int, told: Told | None = None) -> Plan:
    """Read and check a file against what there is; changes nothing. `told` hears how many rows were checked."""
    sheet = sheets.read(raw, kind)
    made = Plan(sheet, queries.units_by_code(government_id))
    if kind == "units":
        _plan_units(made, told or _nobody)
    else:
        made.known_services = queries.services_by_name(government_id)
        _plan_services(made, told or _nobody)
    return made


def apply(made: Plan, government_id: int, *, by: Actor) -> int:
    """Write a plan without problems; returns how many rows. Raises ValueError when it has any."""
    if made.problems:
        raise ValueError("an import with problems is not written")
    if made.sheet.kind == "units":
        _write_units(made, government_id, by)
    else:
        _write_services(made, by)
    words = f"{made.sheet.kind}: {made.new} + {made.changed}"
    note_change(government_id, "import", words, by=by)
    db.session.flush()
    return len(made.sheet.rows)


def ask(government_id: int, kind: str, raw: bytes, *, by: Actor) -> tuple[ImportRun, Plan]:
    """Keep a file that was checked only; it is written when its sender confirms."""
    made = plan(raw, kind, government_id)
    run = ImportRun(
        government_id=government_id, by_id=by.account_id, kind=kind, state="refused" if made.problems else "dry",
        source=raw.decode("utf-8-sig", errors="replace").replace("\0", ""), rows=len(made.sheet.rows),
        problems=[list(problem) for problem in made.problems[:MOST_SHOWN]], at=clock.now(),
    )  # fmt: skip
    db.session.add(run)
    db.session.flush()
    return run, made


def confirm(run: ImportRun) -> None:
    """Its sender wants it: the worker takes it up. Raises NotAsked."""
    if run.state != "dry":
        raise NotAsked
    run.state = "waiting"


def finish(run: ImportRun, told: Told) -> bool:
    """Check a waiting import again and write it; what does not fit any more is refused, whole."""
    made = plan(run.source.encode(), run.kind, run.government_id, told)
    run.problems = [list(problem) for problem in made.problems[:MOST_SHOWN]]
    run.state = "refused" if made.problems else "done"
    if not made.problems:
        apply(made, run.government_id, by=Actor("administrator", run.by_id))
        run.done_rows = run.rows
    run.finished_at = clock.now()
    return not made.problems


def _nobody(_count: int) -> None:
    """Nobody listens."""


def _plan_units(made: Plan, told: Told) -> None:
    rows: dict[str, Row] = {}
    for count, row in enumerate(made.sheet.rows, 1):
        code = row.cells.get("kode", "").lower()
        if code and code in rows:
            words = _("Kode “%(code)s” sudah ada di baris %(line)s.", code=code, line=rows[code].line)
            made.sheet.refuse(row.line, words)
        rows.setdefault(code, row)
        _check_unit(made, row)
        if count % SHOW_EVERY == 0:
            told(count)
    areas = {area.code for area in queries.areas_of({r.cells.get("wilayah", "") for r in rows.values()} - {""})}
    for row in made.sheet.rows:
        _check_named(made, row, rows, areas)
    _sort_by_level(made, rows)


def _check_named(made: Plan, row: Row, rows: dict[str, Row], areas: set[str]) -> None:
    """Area and parent that the row names must exist, here or in the file."""
    area, asked = row.cells.get("wilayah"), row.cells.get("induk", "").lower()
    if area and area not in areas:
        made.sheet.refuse(row.line, _("Wilayah dengan kode “%(code)s” tidak ada.", code=area[:13]))
    parent = made.known_units.get(asked)
    if asked and asked not in rows and (parent is None or parent.status != "open"):
        made.sheet.refuse(row.line, _("Unit induk “%(code)s” tidak ada atau sudah ditutup.", code=asked[:40]))


def _check_unit(made: Plan, row: Row) -> None:
    known = made.known_units.get(row.cells.get("kode", "").lower())
    made.new, made.changed = made.new + (known is None), made.changed + (known is not None)
    if known is not None and known.status != "open":
        made.sheet.refuse(row.line, _("Unit ini sudah ditutup atau digabung. Buka kembali dahulu."))
    if known is not None and known.parent_id is None and row.cells.get("induk"):
        made.sheet.refuse(row.line, _("Unit puncak pemerintah daerah tidak mempunyai induk."))


def _sort_by_level(made: Plan, rows: dict[str, Row]) -> None:
    parents = _parents(made, rows)
    for code, row in rows.items():
        trail: list[str] = []
        above: str | None = code
        while above and above not in trail and len(trail) < DEEPEST:
            trail.append(above)
            above = parents.get(above)
        if above in trail:
            made.sheet.refuse(row.line, _("Induk unit ini berputar: %(codes)s.", codes=" → ".join([*trail[:5], above])))
        elif above:
            made.sheet.refuse(row.line, _("Unit ini berada lebih dari %(most)s tingkat di bawah puncak.", most=DEEPEST))
        else:
            made.levels += [[] for _level in range(len(trail) - len(made.levels))]
            made.levels[len(trail) - 1].append(row)


def _parents(made: Plan, rows: dict[str, Row]) -> dict[str, str | None]:
    """The code of the parent that every unit will have; None at the root."""
    codes = {unit.id: code for code, unit in made.known_units.items()}
    now = {code: codes.get(unit.parent_id or 0) for code, unit in made.known_units.items()}
    root = next((code for code, above in now.items() if above is None), None)
    for code, row in rows.items():
        now[code] = row.cells.get("induk", "").lower() or now.get(code, root)
    return now


def _write_units(made: Plan, government_id: int, by: Actor) -> None:
    units = dict(made.known_units)
    root = next(unit for unit in units.values() if unit.parent_id is None)
    for level in made.levels:
        placed = [(row, units.get(row.cells["kode"].lower()), row.cells.get("induk", "").lower()) for row in level]
        fresh = [
            (units[above] if above else root, _unit_details(row, None)) for row, known, above in placed if not known
        ]
        units |= {unit.code: unit for unit in tree.open_many(government_id, fresh, by=by)}
        for row, known, above in placed:
            if known is not None:
                tree.edit(known, _unit_details(row, known), by=by)
            if known is not None and above and known.parent_id not in (None, units[above].id):
                tree.move(known, units[above], by=by)


def _unit_details(row: Row, known: Unit | None) -> UnitDetails:
    """What the row says; columns that the file does not have stay as they are."""
    cells = row.cells

    def said(column: str, name: str) -> str:
        return cells[column] if column in cells else (getattr(known, name) if known else "") or ""

    point = "lintang" in cells or known is None
    return UnitDetails(
        code=cells["kode"].lower(), name=cells["nama"], does=said("tugas", "does"),
        kind=cells.get("jenis", "").lower() or (known.kind if known else "lainnya"),
        area_code=said("wilayah", "area_code") or None, address=said("alamat", "address"),
        lat=sheets.number(cells.get("lintang", "")) if point or known is None else known.lat,
        lon=sheets.number(cells.get("bujur", "")) if point or known is None else known.lon,
        phone=said("telepon", "phone"), email=said("surel", "email"), website=said("laman", "website"),
        hours=said("jam", "hours"),
    )  # fmt: skip


def _plan_services(made: Plan, told: Told) -> None:
    seen: dict[tuple[int, str], int] = {}
    for count, row in enumerate(made.sheet.rows, 1):
        code, name = row.cells.get("unit", "").lower(), row.cells.get("nama", "")
        unit = made.known_units.get(code)
        if unit is None or unit.status != "open":
            made.sheet.refuse(row.line, _("Unit “%(code)s” tidak ada atau sudah ditutup.", code=code[:40]))
            continue
        key = (unit.id, name)
        if key in seen:
            made.sheet.refuse(row.line, _("Layanan ini sudah ada di baris %(line)s.", line=seen[key]))
        seen.setdefault(key, row.line)
        known = key in made.known_services
        made.new, made.changed = made.new + (not known), made.changed + known
        if count % SHOW_EVERY == 0:
            told(count)


def _write_services(made: Plan, by: Actor) -> None:
    fresh: list[tuple[Unit, ServiceDetails]] = []
    for row in made.sheet.rows:
        unit = made.known_units[row.cells["unit"].lower()]
        known = made.known_services.get((unit.id, row.cells["nama"]))
        details = _service_details(row, known)
        if known is None:
            fresh.append((unit, details))
        else:
            known.unit = unit
            services.edit(known, details, by=by)
    services.open_many(fresh, by=by)


def _service_details(row: Row, known: Service | None) -> ServiceDetails:
    columns = {"persyaratan": "requirements", "prosedur": "procedure", "waktu": "time", "biaya": "cost",
               "produk": "product"}  # fmt: skip
    said = {name: row.cells.get(column, getattr(known, name, "")) for column, name in columns.items()}
    return ServiceDetails(name=row.cells["nama"], **said)
