"""The second factor: codes of an authenticator (RFC 6238), each used once, and recovery codes for a lost device."""

from __future__ import annotations

import base64
import secrets

from sqlalchemy import delete

from forum.accounts import queries, rules
from forum.accounts.actions.joining import tell_owner
from forum.accounts.models import Account, RecoveryCode
from forum.core import clock, sealing
from forum.core.db import db

CODES = 10
DRIFT = 1  # steps that a device's clock may be off
ISSUER = "Rembuk Warga"


def fresh_secret() -> str:
    """160 random bits for an authenticator."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address_for_app(account: Account, secret: str) -> str:
    """What the QR holds (otpauth://)."""
    from pyotp import TOTP

    return TOTP(secret).provisioning_uri(name=account.email or account.name, issuer_name=ISSUER)


def enrol(account: Account, secret: str, code: str) -> list[str] | None:
    """Bind an authenticator whose first code is right; returns the recovery codes, or None when it is wrong."""
    step = _step_of(secret, code, after=0)
    if step is None:
        return None
    keep_secret(account, secret)
    account.totp_since, account.totp_step = clock.now(), step
    tell_owner(account, "factor_added")
    return renew_codes(account)


def keep_secret(account: Account, secret: str) -> None:
    """Seal the secret of an authenticator."""
    account.totp_secret = sealing.seal(secret, f"totp:{account.id}")


def is_proved(account: Account, code: str) -> bool:
    """True when a code of the authenticator or a recovery code is right; either works once."""
    plain = "".join(code.split()).replace("-", "").upper()
    return _is_right_step(account, plain) if plain.isdecimal() and len(plain) == 6 else _is_spare(account, plain)


def renew_codes(account: Account) -> list[str]:
    """New recovery codes; the old ones stop working. Only their fingerprints are kept."""
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [base64.b32encode(secrets.token_bytes(10)).decode() for _each in range(CODES)]
    db.session.add_all(RecoveryCode(code_hash=_fingerprint(account, code), account_id=account.id) for code in codes)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def take_away(account: Account) -> None:
    """No second factor any more: its holder binds a new one at the next sign-in if a role demands it."""
    account.totp_secret, account.totp_since, account.totp_step = None, None, 0
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    tell_owner(account, "factor_removed")


def _is_right_step(account: Account, code: str) -> bool:
    if account.totp_secret is None or account.totp_since is None:
        return False
    step = _step_of(sealing.unseal(account.totp_secret, f"totp:{account.id}"), code, after=account.totp_step)
    if step is not None:
        account.totp_step = step
    return step is not None


def _step_of(secret: str, code: str, after: int) -> int | None:
    """The time step later than `after` whose code this is."""
    from pyotp import TOTP

    now, totp, found = rules.time_step(clock.now()), TOTP(secret), None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if secrets.compare_digest(totp.generate_otp(step).encode(), code.encode()) and step > after:
            found = step
    return found


def _is_spare(account: Account, code: str) -> bool:
    wanted = _fingerprint(account, code)
    spare = next((c for c in queries.unused_codes(account.id) if secrets.compare_digest(c.code_hash, wanted)), None)
    if spare is None:
        return False
    spare.used_at = clock.now()
    tell_owner(account, "recovery_used")
    return True


def _fingerprint(account: Account, code: str) -> str:
    return sealing.tag(f"{account.id}:{code}", "recovery")
