"""Administrators invite, give and end roles, and mend accounts; only in their own government."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from forum.accounts.actions import staffing
from forum.accounts.errors import HeldAlready, RolesApart
from forum.accounts.models import Account, AccountAct, Membership
from forum.accounts.queries import find_by_email, held_by, sessions_of
from forum.core.db import db
from tests.accounts.conftest import PASSWORD, give_password, letters
from tests.conftest import Hands
from tests.factories import Town, make_account, sign_in

NEW = "empat perahu di teluk"


@pytest.fixture
def admin(town: Town, client: FlaskClient) -> FlaskClient:
    return sign_in(client, town.people["admin"])


def verbs(account: Account) -> list[str]:
    return list(db.session.scalars(select(AccountAct.verb).where(AccountAct.account_id == account.id)))


def invite(admin: FlaskClient, town: Town, email: str, role: str = "officer", once: str = "") -> str:
    answer = admin.post("/pengaturan/orang/undangan", data={"email": email, "role": role, "unit": town.works.id,
                                                            "once": once})  # fmt: skip
    assert answer.status_code == 303, answer.text
    path: str = letters()[-1][2]["path"]
    return path


def test_the_list_shows_own_people_only(town: Town, admin: FlaskClient) -> None:
    root = staffing.queries.units_to_staff(town.other.id)[0]
    make_account("stranger", "officer", root, town.other)
    page = admin.get("/pengaturan/orang").text
    assert "Officer Contoh" in page
    assert "Stranger Contoh" not in page
    assert "Resident Contoh" not in page
    found = admin.get("/pengaturan/orang?q=NURSE").text
    assert "Nurse Contoh" in found
    assert "Officer Contoh" not in found
    assert "Tidak ada yang cocok" in admin.get("/pengaturan/orang?q=%25").text


@pytest.mark.asvs("6.4.1")
def test_an_invited_person_makes_an_account_and_binds_a_factor(town: Town, admin: FlaskClient) -> None:
    path = invite(admin, town, "petugas@contoh.example")
    guest = admin.application.test_client()
    assert "Dinas Pekerjaan Umum" in guest.get(path).text
    refused = guest.post(path, data={"name": "Petugas Contoh", "password": NEW})
    assert refused.status_code == 422
    answer = guest.post(path, data={"name": "Petugas Contoh", "password": NEW, "consent": "y"})
    assert answer.headers["Location"] == "/akun/faktor-kedua"
    account = find_by_email("petugas@contoh.example")
    assert account is not None
    assert [(h.role, h.unit_id) for h in held_by(account.id)] == [("officer", town.works.id)]
    assert verbs(account) == ["role_given"]
    assert guest.get(path).status_code == 404


def test_a_known_address_proves_itself_by_its_password(town: Town, admin: FlaskClient) -> None:
    resident = give_password(town.people["resident"])
    path = invite(admin, town, "resident@contoh.example")
    guest = admin.application.test_client()
    assert guest.post(path, data={"password": "salah sekali"}).status_code == 422
    assert held_by(resident.id) == ()
    assert guest.post(path, data={"password": PASSWORD}).status_code == 303
    assert [h.role for h in held_by(resident.id)] == ["officer"]


def test_roles_of_a_government_are_held_at_its_root(town: Town, admin: FlaskClient) -> None:
    path = invite(admin, town, "mod@contoh.example", "moderator")
    admin.application.test_client().post(path, data={"name": "Mod Contoh", "password": NEW, "consent": "y"})
    account = find_by_email("mod@contoh.example")
    assert account is not None
    assert [h.unit_id for h in held_by(account.id)] == [town.root.id]


def test_an_invitation_can_be_taken_back_and_ends_after_a_week(town: Town, admin: FlaskClient, hands: Hands) -> None:
    first = invite(admin, town, "satu@contoh.example")
    page = admin.get("/pengaturan/orang").text
    taken = re.search(r'action="(/pengaturan/orang/undangan/[0-9a-f]{64}/batal)', page)
    assert taken is not None
    assert admin.post(taken[1]).status_code == 303
    guest = admin.application.test_client()
    assert guest.get(first).status_code == 404
    second = invite(admin, town, "dua@contoh.example")
    hands.move(days=7, seconds=1)
    assert guest.get(second).status_code == 404


def test_an_invitation_sent_twice_writes_one_letter(town: Town, admin: FlaskClient) -> None:
    for _each in range(2):
        invite(admin, town, "petugas@contoh.example", once="same-key")
    assert [kind for kind, _to, _said in letters()] == ["invitation"]


def test_moderator_and_inspector_are_never_one_person(town: Town, admin: FlaskClient) -> None:
    moderator = town.people["moderator"]
    path = f"/pengaturan/orang/{moderator.ref}"
    answer = admin.post(f"{path}/peran", data={"role": "inspector", "unit": town.root.id})
    assert answer.status_code == 409
    assert "saling mengawasi" in answer.text
    with pytest.raises(RolesApart):
        staffing.give_role(moderator, "inspector", town.root, by=None)
    with pytest.raises(HeldAlready):
        staffing.give_role(moderator, "moderator", town.root, by=None)


def test_ending_a_role_signs_its_holder_out(town: Town, admin: FlaskClient) -> None:
    officer = town.people["officer"]
    theirs = sign_in(admin.application.test_client(), officer)
    held = db.session.scalars(select(Membership).where(Membership.account_id == officer.id)).one()
    answer = admin.post(f"/pengaturan/orang/{officer.ref}/peran/{held.id}/akhir")
    assert answer.status_code == 303
    assert held_by(officer.id) == ()
    assert theirs.get("/akun").status_code == 302
    assert verbs(officer) == ["role_ended"]
    assert admin.get(f"/pengaturan/orang/{officer.ref}").status_code == 200


def test_a_government_keeps_an_administrator(town: Town, admin: FlaskClient) -> None:
    own = town.people["admin"]
    held = db.session.scalars(select(Membership).where(Membership.account_id == own.id)).one()
    assert admin.post(f"/pengaturan/orang/{own.ref}/peran/{held.id}/akhir").status_code == 409
    assert admin.post(f"/pengaturan/orang/{own.ref}/penangguhan", data={"reason": "alasan"}).status_code == 409
    assert admin.post(f"/pengaturan/orang/{own.ref}/faktor-kedua/atur-ulang").status_code == 409


def test_suspending_and_restoring(town: Town, admin: FlaskClient) -> None:
    officer = town.people["officer"]
    sign_in(admin.application.test_client(), officer)
    path = f"/pengaturan/orang/{officer.ref}"
    assert admin.post(f"{path}/penangguhan", data={"reason": ""}).status_code == 422
    assert admin.post(f"{path}/penangguhan", data={"reason": "Cuti panjang"}).status_code == 303
    db.session.refresh(officer)
    assert officer.suspended_at is not None
    assert not sessions_of(officer.id)
    admin.post(f"{path}/pemulihan")
    db.session.refresh(officer)
    assert officer.suspended_at is None
    assert verbs(officer) == ["suspended", "restored"]
    assert "Cuti panjang" in admin.get(path).text


def test_a_lost_factor_is_reset_and_its_owner_told(town: Town, admin: FlaskClient) -> None:
    officer = town.people["officer"]
    admin.post(f"/pengaturan/orang/{officer.ref}/faktor-kedua/atur-ulang")
    db.session.refresh(officer)
    assert officer.totp_since is None
    assert ("account_safety", "officer@contoh.example", {"event": "factor_removed"}) in letters()


@pytest.mark.asvs("8.2.2")
def test_people_of_another_government_are_out_of_reach(town: Town, admin: FlaskClient) -> None:
    root = staffing.queries.units_to_staff(town.other.id)[0]
    stranger = make_account("stranger", "officer", root, town.other)
    path = f"/pengaturan/orang/{stranger.ref}"
    assert admin.get(path).status_code == 404
    for act in ("peran", "penangguhan", "pemulihan", "faktor-kedua/atur-ulang"):
        assert admin.post(f"{path}/{act}", data={"reason": "alasan", "role": "officer"}).status_code == 404
    page = admin.get("/pengaturan/orang?kota=lain").text
    assert "peran di Kota Contoh" in page
    assert "Stranger" not in page
    foreign = admin.post("/pengaturan/orang/undangan", data={"email": "x@contoh.example", "role": "officer",
                                                             "unit": root.id})  # fmt: skip
    assert foreign.status_code == 422
    assert admin.get("/pengaturan/orang/" + town.people["resident"].ref).status_code == 404


def test_who_works_for_two_governments_is_not_one_administrators_to_suspend(town: Town, admin: FlaskClient) -> None:
    root = staffing.queries.units_to_staff(town.other.id)[0]
    officer = town.people["officer"]
    staffing.give_role(officer, "officer", root, by=None)
    answer = admin.post(f"/pengaturan/orang/{officer.ref}/penangguhan", data={"reason": "alasan"})
    assert answer.status_code == 409
    assert "daerah lain" in answer.text


@pytest.mark.parametrize("who", ["officer", "head", "moderator", "inspector", "pembina", "resident"])
def test_only_administrators_reach_these_pages(town: Town, client: FlaskClient, who: str) -> None:
    sign_in(client, town.people[who])
    assert client.get("/pengaturan/orang").status_code == 403
    assert client.post("/pengaturan/orang/undangan").status_code == 403
