"""Reading governments, areas, units, services and days off."""

from forum.units.queries.areas import (
    area_under,
    areas_of,
    districts_of,
    find_area,
    locate,
    search_villages,
    shapes_of,
    shapes_under,
    villages_of,
)
from forum.units.queries.calendar import (
    calendar_versions,
    common_days_off,
    days_off,
    decreed_years,
    find_day_off,
    listed_days_off,
    shown_days_off,
    years_listed,
)
from forum.units.queries.governments import find_government, get_government, lock_government, open_governments
from forum.units.queries.imports import find_run, latest_runs, next_waiting_run
from forum.units.queries.services import find_service, open_services, services_by_name, services_of
from forum.units.queries.tree import (
    NotFound,
    changes_of,
    children_of,
    closure_of,
    family_of,
    find_root,
    find_unit,
    find_unit_id,
    get_unit,
    grandchildren_of,
    listed_units,
    named_unit,
    open_below,
    open_children,
    search_units,
    subtree,
    unit_choices,
    units_by_code,
    units_by_id,
    units_on_path,
)

__all__ = [
    "NotFound", "area_under", "areas_of", "calendar_versions", "changes_of", "children_of", "closure_of",
    "common_days_off", "days_off", "decreed_years", "districts_of", "family_of", "find_area", "find_day_off",
    "find_government", "find_root", "find_run", "find_service", "find_unit", "find_unit_id", "get_government",
    "get_unit", "grandchildren_of", "latest_runs", "listed_days_off", "listed_units", "locate", "lock_government",
    "named_unit", "next_waiting_run", "open_below", "open_children", "open_governments", "open_services",
    "search_units", "search_villages", "services_by_name", "services_of", "shapes_of", "shapes_under",
    "shown_days_off", "subtree", "unit_choices", "units_by_code", "units_by_id", "units_on_path", "villages_of",
    "years_listed",
]  # fmt: skip
