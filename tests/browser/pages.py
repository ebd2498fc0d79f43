"""Every page worth looking at, by who sees it, in one table."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser import acts
from tests.browser.house import House

EVERYONE, RESIDENT, OFFICER, MODERATOR, ADMINISTRATOR = "everyone", "resident", "officer", "moderator", "administrator"
WHO = {
    RESIDENT: acts.RESIDENT, OFFICER: acts.HEAD, MODERATOR: acts.MODERATOR, ADMINISTRATOR: acts.ADMINISTRATOR,
}  # fmt: skip
PAGES = {
    EVERYONE: (
        "/", "/tempat", "/pengaduan", "/pengaduan?terlambat=1&urut=tenggat", "/pengaduan?q=tidakadakataini",
        "/pengaduan/{confirmed}", "/pengaduan/{late}", "/pengaduan/{submitted}", "/pengaduan/{confidential}",
        "/pengaduan/{merged}", "/pengaduan/{withdrawn}", "/pengaduan/tulis", "/lacak", "/lacak/kode-baru",
        "/unit", "/unit?q=puskesmas", "/unit?q=tidakadakataini", "/unit/makassar/dpu", "/unit/makassar/kec-tallo",
        "/peta", "/peta?kecamatan={district}", "/tentang", "/privasi", "/masuk", "/daftar", "/sandi/lupa",
        "/surat/terkirim", "/komitmen", "/komitmen?keadaan=kept", "/komitmen/unit", "/moderasi",
        "/unit/makassar/dpu/nilai", "/unit/makassar/dpu/nilai/terima-kasih", "/kios",
        "/ikm", "/ikm?jenis=puskesmas", "/unit/makassar/dpu/ikm", "/unit/makassar/dpu/ikm/widget",
        "/unit/makassar/dpu/suara",
    ),
    RESIDENT: ("/", "/pengaduan-saya", "/pengaduan/{own}/pelapor", "/pengaduan/{own}", "/pengaduan/tulis",
               "/kotak-masuk", "/akun", "/akun/surel", "/akun/sandi", "/akun/hapus"),
    OFFICER: ("/meja/unit", "/meja/unit?terlambat=1", "/meja/unit?q=tidakadakataini", "/meja/unit/{held}",
              "/meja/unit/{resolved}", "/meja/unit/templat", "/loket/tulis", "/kotak-masuk", "/meja/komitmen",
              "/meja/survei/titik?kota=makassar&unit=dpu", "/meja/survei/kios",
              "/meja/survei/suara"),
    MODERATOR: ("/meja/komitmen", "/meja/komitmen/baru", "/meja/verifikasi", "/meja/verifikasi?q=tidakadakataini",
                "/meja/verifikasi/{submitted}", "/meja/verifikasi/{late}", "/meja/verifikasi/{pictured}",
                "/meja/verifikasi/{pictured}/lampiran/{picture}", "/meja/survei/suara",
                "/meja/survei/suara?bagian=tersembunyi"),
    ADMINISTRATOR: ("/pengaturan/unit", "/pengaturan/unit/{unit}", "/pengaturan/unit/baru",
                    "/pengaturan/unit/{unit}/layanan/baru", "/pengaturan/layanan/{service}", "/pengaturan/hari-libur",
                    "/pengaturan/impor", "/pengaturan/tenggat", "/pengaturan/orang", "/pengaturan/orang/{person}",
                    "/pengaturan/orang/undangan", "/pengaturan/daerah", "/pengaturan/surat"),
}  # fmt: skip
REFUSED = {"/tidak-ada": 404, "/pengaduan/MKS-2026-999999": 404, "/berkas/tidakada": 404}
ONE_OF_EACH = {
    EVERYONE: (
        "/",
        "/pengaduan",
        "/pengaduan/{late}",
        "/pengaduan/tulis",
        "/unit/makassar/dpu",
        "/peta",
        "/masuk",
        "/unit/makassar/dpu/nilai",
        "/unit/makassar/dpu/ikm",
    ),
    RESIDENT: ("/pengaduan/{own}/pelapor", "/akun"),
    OFFICER: ("/meja/unit", "/meja/unit/{held}"),
    MODERATOR: ("/meja/verifikasi", "/meja/verifikasi/{submitted}", "/meja/verifikasi/{pictured}/lampiran/{picture}"),
    ADMINISTRATOR: ("/pengaturan/unit", "/pengaturan/hari-libur"),
}

CASE = """select c.number from complaints c join governments g on g.id = c.government_id
left join units u on u.id = c.unit_id where g.slug = 'makassar' and """
FOUND = {
    "confirmed": CASE + "c.state = 'confirmed' and not c.is_confidential",
    "late": CASE + "c.state in ('assigned', 'in_progress') and not c.is_confidential order by c.due_on",
    "submitted": CASE + "c.state = 'submitted' and not c.is_anonymous",
    "confidential": CASE + "c.is_confidential and c.verified_on is not null",
    "merged": CASE + "c.state = 'merged'",
    "withdrawn": CASE + "c.state = 'withdrawn'",
    "held": CASE + "c.state in ('assigned', 'in_progress', 'reopened') and u.code = 'dpu'",
    "resolved": CASE + "c.state in ('resolved', 'confirmed') and u.code = 'dpu'",
    "pictured": CASE + "c.id in (select complaint_id from attachments where origin = 'reporter')",
    "picture": "select a.ref from attachments a join complaints c on c.id = a.complaint_id "
    "where a.origin = 'reporter' and c.number = '{pictured}'",
    "district": "select code from areas where level = 'district' and code like '73.71.%'",
    "unit": "select u.id from units u join governments g on g.id = u.government_id "
    "where g.slug = 'makassar' and u.code = 'dpu'",
    "service": "select s.id from services s where s.unit_id = {unit}",
    "person": "select ref from accounts where email = 'baso.makassar@contoh.example'",
}


def pages_of(house: House, page: Page, table: dict[str, tuple[str, ...]], who: str) -> list[str]:
    """The addresses of a kind of visitor, with real numbers; `page` is signed in as such a visitor."""
    known: dict[str, str] = {}
    for name, question in FOUND.items():
        rows = house.ask(question.format(**known))
        assert rows, f"the demo has no {name}"
        known[name] = str(rows[0][0])
    if who == RESIDENT:  # whose a complaint is stands sealed in the database: only the owner can say
        page.goto("/pengaduan-saya")
        known["own"] = page.locator("main .number").first.inner_text()
    return [each.format(**known) for each in table[who]]


def come_as(page: Page, house: House, who: str) -> Page:
    """A visitor of this kind, in Makassar."""
    if who in WHO:
        return acts.sign_in(page, house, WHO[who])
    page.goto("/tempat")
    page.get_by_role("button", name="Pilih Kota Makassar").click()
    page.wait_for_url(lambda url: not url.endswith("/tempat"))
    return page


def open_as_asked(page: Page, address: str) -> None:
    """Open a page, and be sure that it is that one: not a door on the way to it."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, f"{address}: {answer.status}"
    assert page.url.endswith(address), f"{address} led to {page.url}"
