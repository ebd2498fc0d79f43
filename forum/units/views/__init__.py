"""Pages of this package; importing a module adds its pages to the blueprint."""

from forum.units.views import admin, areas, days_off, imports, index, services
from forum.units.views.blueprint import units

BLUEPRINTS = (units,)
__all__ = ["BLUEPRINTS", "admin", "areas", "days_off", "imports", "index", "services"]
