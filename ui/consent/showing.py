"""What shows that it was said: a signature drawn on screen, or a file that was attached."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseworker.evidence.keeping import SHOWN_BY, keep_evidence
from caseworker.evidence.ready import ReadyFile
from caseworker.model.consent import FormOfConsent
from caseworker.model.ids import AttachmentId
from caseworker.ports import UnitOfWork
from ui.consent.state import TalkState
from ui.widgets.signature_pad import SignaturePad


@dataclass(frozen=True, kw_only=True)
class Showing:
    """What goes along with the answers; gathered in the window, kept beside it."""

    form: FormOfConsent | None
    signature: bytes | None = field(default=None, repr=False)
    file: ReadyFile | None = None

    @property
    def there(self) -> bool:
        """Whether there is something to keep."""
        return self.signature is not None or self.file is not None

    def keep(self, work: UnitOfWork) -> AttachmentId | None:
        """Keep it encrypted; return the id under which the evidence names it, or None."""
        if self.signature is not None:
            return work.attach(self.signature, "image/png")
        if self.form is not None and self.file is not None:
            return keep_evidence(work, self.form, self.file)
        return None


def showing(state: TalkState, file: ReadyFile | None) -> Showing:
    """Return what shows the answers of *state*; *file* only where it fits how they were said."""
    if state.form is FormOfConsent.SIGNATURE:
        return Showing(form=state.form, signature=_signature(state))
    fits = file is not None and state.form in SHOWN_BY and file.kind.sort is SHOWN_BY[state.form]
    return Showing(form=state.form, file=file if fits else None)


def _signature(state: TalkState) -> bytes | None:
    """Return the signature drawn in *state* as PNG, or None."""
    if not state.strokes:
        return None
    pad = SignaturePad(name="signature-to-keep")
    pad.set_strokes(state.strokes)
    return pad.png()
