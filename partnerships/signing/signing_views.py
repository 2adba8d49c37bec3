"""One sign-off: read it, sign it, or take it back."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.people.requests import person_of
from accounts.sign_in.confirming import (
    check_code,
    check_password,
    has_shown_passkey,
    passkey_page,
    strongest_factor,
)
from common.service_form import ServiceFormView
from common.text_diff import line_diff
from partnerships.access.views import PartnershipView
from partnerships.sides import Side
from partnerships.signing.forms import SignForm, WithdrawForm
from partnerships.signing.kinds import binding_of, label_of
from partnerships.signing.models import SIGNING_PARTS, SignOff
from partnerships.signing.services import sign, signs_as, withdraw_sign_off
from partnerships.signing.signers import people_of
from partnerships.signing.views import found

#: What was typed before the way led to the passkey's page.
TYPED = "signing"
CHECKS = {"password": check_password, "code": check_code}


class SignOffView(PartnershipView):
    abstract = True

    def page(
        self, sign_off: SignOff, form: SignForm, withdraw: WithdrawForm | None = None, **more: Any
    ) -> HttpResponse:
        actor, request = self.actor, self.request
        signatures = {signature.side: signature for signature in sign_off.signatures.all()}
        is_open = sign_off.is_waiting and actor.side not in signatures
        newer = newer_than(sign_off)
        changes = binding_of(sign_off.kind).changes_since(sign_off) if sign_off.is_waiting else []
        may_sign = is_open and actor.may("sign")
        people = people_of([actor.partnership.pk]) if sign_off.is_waiting else {}
        context = {
            "nav": "sign_offs",
            "partnership": actor.partnership,
            "sign_off": sign_off,
            "label": label_of(sign_off.kind),
            "thing_url": binding_of(sign_off.kind).url_of(sign_off),
            "sides": [
                (
                    side,
                    actor.partnership.organisation(side),
                    signatures.get(side),
                    people.get((actor.partnership.pk, side)),
                )
                for side in Side
            ],
            "changes": changes,
            "newer": newer,
            "differences": line_diff(sign_off.text, newer.text) if newer else [],
            "form": form,
            "may_sign": may_sign and not changes,
            "own": actor.partnership.organisation(actor.side),
            "signs_as": dict(SIGNING_PARTS)[signs_as(actor)[0]] if may_sign else "",
            "factor": strongest_factor(person_of(request)) if may_sign else "",
            "has_password": person_of(request).has_usable_password(),
            "has_shown_passkey": may_sign and self.has_shown_passkey(sign_off),
            "withdraw": withdraw or WithdrawForm(),
            "may_withdraw": sign_off.is_waiting and actor.may("submit_for_signature"),
            **more,
        }
        return render(request, "partnerships/signing/sign_off.html", context, status=more.get("status", 200))

    def has_shown_passkey(self, sign_off: SignOff) -> bool:
        """Whether the signer has just shown it, sent to do so for this very text."""
        sent = self.request.session.get(TYPED, {}).get("sign_off") == sign_off.pk
        return sent and has_shown_passkey(self.request)


class SignOffPage(SignOffView):
    permission = "view"

    def get(self, request: HttpRequest, reference: str, number: int) -> HttpResponse:
        sign_off = found(self.actor, number)
        typed = request.session.get(TYPED, {})
        reservation = typed.get("reservation", "") if typed.get("sign_off") == sign_off.pk else ""
        form = SignForm(initial={"sha256": sign_off.sha256, "reservation": reservation})
        return self.page(sign_off, form)


class Sign(SignOffView, ServiceFormView):
    """With the strongest proof that the signer has: a passkey shown within the last two minutes; else the
    password in the form, and a code of the authenticator app where there is one."""

    permission = "view"
    http_method_names = ["post"]
    form_class = SignForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            signs_as(self.actor)
        except PermissionDenied as error:
            # said in words: the role may have ended while the page was open
            sign_off = found(self.actor, self.kwargs["number"])
            return self.page(sign_off, self.get_form(), refusal=str(error), status=403)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignForm) -> HttpResponse:
        sign_off = found(self.actor, self.kwargs["number"])
        given = form.cleaned_data
        if self.request.POST.get("how") == "passkey":
            self.request.session[TYPED] = {"sign_off": sign_off.pk, "reservation": given["reservation"]}
            return redirect(passkey_page(sign_off.get_absolute_url() + "#sign"))
        signature = sign(
            actor=self.actor,
            sign_off=sign_off,
            sha256=given["sha256"],
            reservation=given["reservation"],
            method=self.confirm(form, sign_off),
        )
        self.request.session.pop(TYPED, None)
        if SignOff.objects.visible_to(self.actor).waiting().filter(pk=signature.sign_off_id).exists():
            return self.done(_("Signed. It now waits for the other side."), sign_off)
        return self.done(_("Signed by both. Everybody who answers for it gets it by email."), sign_off)

    def form_invalid(self, form: SignForm) -> HttpResponse:
        return self.page(found(self.actor, self.kwargs["number"]), form)

    def confirm(self, form: SignForm, sign_off: SignOff) -> str:
        """How the signer showed who they are."""
        factor = strongest_factor(person_of(self.request))
        if factor == "passkey":
            if not self.has_shown_passkey(sign_off):
                raise ValidationError(_("Please use your passkey: nobody signs by accident."))
            return factor
        self.check("password", form, _("Please type your password: nobody signs by accident."))
        if factor == "code":
            self.check("code", form, _("Please type the code that your app shows now."))
        return factor

    def check(self, name: str, form: SignForm, is_missing: str) -> None:
        typed = form.cleaned_data[name]
        if not typed:
            raise ValidationError({name: is_missing})
        try:
            CHECKS[name](self.request, typed)
        except ValidationError as error:
            raise ValidationError({name: error.messages}) from error


class WithdrawSignOff(SignOffView, ServiceFormView):
    permission = "submit_for_signature"
    http_method_names = ["post"]
    form_class = WithdrawForm

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        sign_off = found(self.actor, self.kwargs["number"])
        withdraw_sign_off(actor=self.actor, sign_off=sign_off, **form.cleaned_data)
        return self.done(_("Withdrawn. The other side is told."), sign_off)

    def form_invalid(self, form: WithdrawForm) -> HttpResponse:
        sign_off = found(self.actor, self.kwargs["number"])
        return self.page(sign_off, SignForm(initial={"sha256": sign_off.sha256}), form)


def newer_than(sign_off: SignOff) -> SignOff | None:
    """The version that waits instead. Of what is signed nothing is asked any more."""
    if sign_off.state == SignOff.State.SIGNED:
        return None
    same = SignOff.objects.waiting().filter(
        partnership=sign_off.partnership_id, kind=sign_off.kind, key=sign_off.key
    )
    newer = same.exclude(pk=sign_off.pk).first()
    return newer if isinstance(newer, SignOff) else None
