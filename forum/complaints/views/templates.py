"""Reply templates: officers use them, heads keep them."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from forum.complaints import policy
from forum.complaints.actions import templating
from forum.complaints.errors import TemplateTitleTaken
from forum.complaints.forms.unit_desk import TemplateForm
from forum.complaints.models import ReplyTemplate
from forum.complaints.queries import templates
from forum.complaints.rules import placeholders
from forum.complaints.views.blueprint import complaints
from forum.complaints.views.unit_desk import ROLES, units_in_reach
from forum.core.access import requires
from forum.core.edge import acting_once
from forum.units.models import Unit
from forum.units.queries import units_on_path


@complaints.get("/meja/unit/templat")
@requires(*ROLES)
def reply_templates() -> ResponseReturnValue:
    """Templates of the viewer's units and of those above, which they may use too."""
    return _page(_form_for(None))


@complaints.post("/meja/unit/templat")
@requires("head")
def write_template() -> ResponseReturnValue:
    """A new template."""
    form = _form_for(None, fresh=False)
    return _keeping(form, lambda: _write(form), _("Templat disimpan."))


@complaints.get("/meja/unit/templat/<int:template_id>")
@requires("head")
def edit_template(template_id: int) -> ResponseReturnValue:
    """The template in a form."""
    template = _kept(template_id)
    return _page(_form_for(template), template)


@complaints.post("/meja/unit/templat/<int:template_id>")
@requires("head")
def rewrite_template(template_id: int) -> ResponseReturnValue:
    """The template in other words."""
    template, form = _kept(template_id), _form_for(None, fresh=False)
    return _keeping(form, lambda: _rewrite(template, form), _("Templat diperbarui."), template)


@complaints.post("/meja/unit/templat/<int:template_id>/penghapusan")
@requires("head")
def end_template(template_id: int) -> ResponseReturnValue:
    """Offer it no more."""
    template = _kept(template_id)

    def act() -> str:
        templating.end_template(template)
        flash(_("Templat dihapus."), "done")
        return url_for("complaints.reply_templates")

    return acting_once(act)


def _write(form: TemplateForm) -> object:
    by = current_user.acting("head", form.unit.data)
    return templating.write_template(form.unit.data, form.title.data or "", form.template_body.data or "", by=by)


def _rewrite(template: ReplyTemplate, form: TemplateForm) -> object:
    by = current_user.acting("head", template.unit_id)
    return templating.rewrite_template(template, form.title.data or "", form.template_body.data or "", by=by)


def _keeping(
    form: TemplateForm, keep: Callable[[], object], said: str, template: ReplyTemplate | None = None
) -> ResponseReturnValue:
    if not form.validate():
        return _page(form, template, 422)
    template_id = template.id if template else None

    def act() -> str:
        keep()
        flash(said, "done")
        return url_for("complaints.reply_templates")

    try:
        return acting_once(act)
    except TemplateTitleTaken as refusal:
        form.title.errors = [refusal.sentence()]
        return _page(form, _kept(template_id) if template_id else None, refusal.status)


def _page(form: TemplateForm, template: ReplyTemplate | None = None, status: int = 200) -> ResponseReturnValue:
    reach = units_in_reach()
    names = {unit.id: unit.name for unit in reach}
    above = {unit_id for unit in reach for unit_id in units_on_path(unit.path)}
    listed = templates.templates_of(sorted(above))
    keeps = {u.id for u in reach if policy.may_keep_templates(current_user, u)}
    return render_template(
        "complaints/reply_templates.html", form=form, template=template, listed=listed, names=names, keeps=keeps,
        placeholders=placeholders.NAMES,
    ), status  # fmt: skip


def _form_for(template: ReplyTemplate | None, fresh: bool = True) -> TemplateForm:
    if not fresh:
        form = TemplateForm()
    elif template is None:
        form = TemplateForm(formdata=None)
    else:
        form = TemplateForm(formdata=None, unit=template.unit_id, title=template.title, template_body=template.body)
    form.unit.choices = [(unit.id, unit.name) for unit in _keepable()]
    return form


def _keepable() -> list[Unit]:
    return [u for u in units_in_reach() if policy.may_keep_templates(current_user, u) and u.status == "open"]


def _kept(template_id: int) -> ReplyTemplate:
    """A template of a unit the viewer heads; 404 alike for an unknown one."""
    template = templates.find_template(template_id)
    if template is None or template.unit_id not in {unit.id for unit in _keepable()}:
        abort(404)
    return template
