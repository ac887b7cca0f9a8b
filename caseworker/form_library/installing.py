"""Install a form, and retire one. Both are for administrators, and audited."""

from __future__ import annotations

from caseworker.errors import GateClosed, NothingToUndo
from caseworker.findings import stops
from caseworker.form_library.checking import Source, check
from caseworker.form_library.media import media_type
from caseworker.model.form import FormMedium, InstalledForm
from caseworker.model.ids import InstalledFormId
from caseworker.permissions import Act, require
from caseworker.ports import UnitOfWork
from caseworker.text import N_

_SPREADSHEET = "application/octet-stream"


def install(work: UnitOfWork, source: Source) -> InstalledForm:
    """Keep a form; whoever begins it from now on gets this version.

    Raises:
        NotAllowed: the actor is no administrator.
        GateClosed: something is wrong with it that cannot be lived with.
    """
    require(work.actor, Act.INSTALL_FORMS)
    checked = check(work, source)
    if checked.form is None or checked.errors:
        raise GateClosed(
            (
                stops(
                    "form-not-usable",
                    N_("This form has errors"),
                    N_("Mend them in the spreadsheet, and choose the file again."),
                ),
            )
        )
    form = checked.form
    installed = InstalledForm(
        id=InstalledFormId(work.new_id()),
        identifier=form.identifier,
        version=form.version,
        title=form.title or form.identifier,
        languages=form.languages,
        questions=checked.questions,
        form=work.attach(checked.xml.encode(), "application/xml"),
        source=work.attach(source.content, _SPREADSHEET),
        source_type=source.file_type,
        moved=checked.moved,
        installed_at=work.now(),
        installed_by=work.actor.user_id,
    )
    work.add(installed)
    for each in checked.wanted:
        content, kind = source.media.get(each.name), media_type(each.name)
        if content is not None and kind is not None:
            work.add(
                FormMedium(
                    id=work.new_id(),
                    form_id=installed.id,
                    name=each.name,
                    media_type=kind,
                    content=work.attach(content, kind),
                )
            )
    work.record("form installed", installed.id, detail=f"{form.identifier} {form.version}")
    return installed


def retire(work: UnitOfWork, form_id: InstalledFormId) -> None:
    """Let nobody begin this version any more; the version before stands again, if it still may.

    What was answered stays readable and printable.

    Raises:
        NotAllowed: the actor is no administrator.
        NothingToUndo: it is retired already.
    """
    require(work.actor, Act.INSTALL_FORMS)
    installed = work.get(InstalledForm, form_id)
    if installed.retired_at is not None:
        raise NothingToUndo
    installed.retired_at, installed.retired_by = work.now(), work.actor.user_id
    work.record("form retired", form_id, detail=f"{installed.identifier} {installed.version}")


def take_back_retirement(work: UnitOfWork, form_id: InstalledFormId) -> None:
    """Let a retired version be begun again: a slip of the hand.

    Raises:
        NotAllowed: the actor is no administrator.
        NothingToUndo: it is not retired.
    """
    require(work.actor, Act.INSTALL_FORMS)
    installed = work.get(InstalledForm, form_id)
    if installed.retired_at is None:
        raise NothingToUndo
    installed.retired_at = installed.retired_by = None
    work.record("form stands again", form_id, detail=f"{installed.identifier} {installed.version}")
