"""Every page worth looking at, by who sees it, in one table."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser import acts, pages_forum
from tests.browser.house import House

EVERYONE, RESIDENT, OFFICER, MODERATOR, ADMINISTRATOR = "everyone", "resident", "officer", "moderator", "administrator"
WHO = {
    RESIDENT: acts.RESIDENT, OFFICER: acts.HEAD, MODERATOR: acts.MODERATOR, ADMINISTRATOR: acts.ADMINISTRATOR,
}  # fmt: skip
PAGES = {
    EVERYONE: (
        "/", "/tempat", "/pengaduan", "/pengaduan?terlambat=1&urut=tenggat", "/pengaduan?q=tidakadakataini",
        "/pengaduan/{confirmed}", "/pengaduan/{late}", "/pengaduan/{submitted}", "/pengaduan/{confidential}",
        "/pengaduan/{merged}", "/pengaduan/{withdrawn}", "/pengaduan/{voided}", "/pengaduan/tulis", "/lacak",
        "/lacak/kode-baru",
        "/unit", "/unit?q=puskesmas", "/unit?q=tidakadakataini", "/unit/makassar/dpu", "/unit/makassar/kec-tallo",
        "/peta", "/peta?kecamatan={district}", "/tentang", "/privasi", "/masuk", "/daftar", "/sandi/lupa",
        "/surat/terkirim", "/unit/makassar/dpu/nilai", "/unit/makassar/dpu/nilai?titik={point}&kanal=poster",
        "/unit/makassar/dpu/nilai/terima-kasih", "/unit/makassar/kec-tallo/nilai", "/kios",
        "/ikm", "/unit/makassar/dpu/ikm", "/unit/makassar/dpu/ikm?periode={round}", "/unit/makassar/dlh/ikm",
        "/unit/makassar/kec-tallo/ikm", "/unit/makassar/dpu/suara", "/unit/makassar/kec-tallo/suara", "/kunjungan",
        "/komitmen", "/komitmen?unit=dpu&keadaan=kept", "/komitmen?unit=kec-tallo", "/komitmen/unit",
        "/komitmen/{worded}", "/komitmen/{accepted}", "/komitmen/{claimed}", "/komitmen/{kept}", "/komitmen/{partly}",
        "/komitmen/{broken}", "/komitmen/{declined}", "/komitmen/{taken_back}", "/moderasi",
        "/unit/makassar/dpu/rapor", "/unit/makassar/dpu/rapor?bulan=2026-09", "/unit/makassar/dpu/rapor?bulan=2026-10",
        "/unit/makassar/air/rapor", "/unit/makassar/kec-tamalate/rapor",
        "/unit/makassar/dpu/rapor/bukti/r?bulan=2026-10", "/unit/makassar/dpu/rapor/bukti/k?bulan=2026-10&hasil=solved",
        "/unit/makassar/dpu/rapor/bukti/p?bulan=2026-10", "/unit/makassar/dpu/rapor/bukti/c?bulan=2026-10",
        "/unit/makassar/air/rapor/bukti/c?bulan=2026-10", "/rapor", "/rapor?jenis=dinas&bulan=2026-10",
        "/rapor?jenis=puskesmas", "/rapor/metode", "/rapor/bulan", *pages_forum.EVERYONE,
    ),
    RESIDENT: ("/", "/pengaduan-saya", "/pengaduan/{own}/pelapor", "/pengaduan/{own}", "/pengaduan/tulis",
               "/kotak-masuk", "/akun", "/akun/surel", "/akun/sandi", "/akun/hapus", "/unit/makassar/dpu/nilai",
               "/komitmen/{accepted}", *pages_forum.RESIDENT),
    OFFICER: ("/meja/unit", "/meja/unit?terlambat=1", "/meja/unit?q=tidakadakataini", "/meja/unit/{held}",
              "/meja/unit/{resolved}", "/meja/unit/templat", "/loket/tulis", "/kotak-masuk",
              "/meja/survei", "/meja/survei/titik?kota=makassar&unit=dpu", "/meja/survei/kios", "/meja/survei/token",
              "/meja/survei/token/{block}/berikut", "/meja/survei/kunjungan", "/meja/survei/kertas",
              "/meja/survei/kertas/{typing}", "/meja/survei/kertas/{checking}",
              "/meja/survei/kertas/{checking}/pemeriksaan", "/meja/survei/impor", "/meja/survei/suara",
              "/meja/survei/suara/{said}", "/meja/komitmen", "/meja/komitmen?keadaan=accepted",
              "/meja/komitmen/{worded}", "/meja/komitmen/{accepted}", "/meja/komitmen/{kept}",
              "/komitmen/usul/{waiting}", "/unit/makassar/dpu/rapor?bulan=2026-10", "/unit/makassar/dpu/nilai",
              *pages_forum.OFFICER),
    MODERATOR: ("/meja/verifikasi", "/meja/verifikasi?q=tidakadakataini",
                "/meja/verifikasi/{submitted}", "/meja/verifikasi/{late}", "/meja/verifikasi/{pictured}",
                "/meja/verifikasi/{pictured}/lampiran/{picture}", "/meja/verifikasi/jawaban-kosong",
                "/meja/verifikasi/{hollow}/jawaban-kosong",
                "/meja/survei", "/meja/survei/token", "/meja/survei/token/terbit",
                "/meja/survei/token/terbit?kota=makassar&unit=dpu", "/meja/survei/token/{block}/penarikan",
                "/meja/survei/lonjakan", "/meja/survei/lonjakan/{held_burst}", "/meja/survei/lonjakan/{past_burst}",
                "/meja/survei/suara", "/meja/survei/suara?bagian=ditahan", "/meja/survei/suara?bagian=tampil",
                "/meja/survei/suara?bagian=tersembunyi", "/meja/survei/suara/{unsaid}", "/meja/survei/suara/{said}",
                "/meja/survei/suara/{hidden}", "/pengaturan/survei", "/pengaturan/survei/baru",
                "/pengaturan/survei/{number}", "/pengaturan/survei/{number}/perubahan",
                "/pengaturan/survei/{number}/sasaran", "/pengaturan/survei/{number}/tindak-lanjut",
                "/meja/komitmen", "/meja/komitmen?keadaan=claimed", "/meja/komitmen/baru", "/meja/komitmen/{drafted}",
                "/meja/komitmen/{claimed}", "/meja/komitmen/{accepted}",
                "/meja/rapor", "/meja/rapor/perhatian", "/meja/rapor/perhatian?bulan=2026-10", "/meja/rapor/corong",
                *pages_forum.MODERATOR),
    ADMINISTRATOR: ("/pengaturan/unit", "/pengaturan/unit/{unit}", "/pengaturan/unit/baru",
                    "/pengaturan/unit/{unit}/layanan/baru", "/pengaturan/layanan/{service}", "/pengaturan/hari-libur",
                    "/pengaturan/impor", "/pengaturan/tenggat", "/pengaturan/orang", "/pengaturan/orang/{person}",
                    "/pengaturan/orang/undangan", "/pengaturan/daerah", "/pengaturan/surat", "/pengaturan/survei"),
}  # fmt: skip
REFUSED = {
    "/tidak-ada": 404, "/pengaduan/MKS-2026-999999": 404, "/berkas/tidakada": 404, "/l/{closed_point}": 404,
    "/l/tidakada": 404, "/komitmen/tidakada": 404,
}  # fmt: skip
ONE_OF_EACH = {
    EVERYONE: ("/", "/pengaduan", "/pengaduan/{late}", "/pengaduan/tulis", "/unit/makassar/dpu", "/peta", "/masuk",
               "/unit/makassar/dpu/nilai", "/unit/makassar/dpu/ikm", "/ikm", "/unit/makassar/dpu/suara", "/komitmen",
               "/komitmen/{kept}", "/unit/makassar/dpu/rapor?bulan=2026-10", "/rapor?jenis=dinas&bulan=2026-10",
               "/rapor/metode", "/unit/makassar/dpu/rapor/bukti/r?bulan=2026-10", "/kunjungan",
               *pages_forum.ONE_FOR_EVERYONE),
    RESIDENT: ("/pengaduan/{own}/pelapor", "/akun", *pages_forum.ONE_FOR_RESIDENT),
    OFFICER: ("/meja/unit", "/meja/unit/{held}", "/meja/survei", "/meja/komitmen/{accepted}",
              "/meja/survei/titik?kota=makassar&unit=dpu", "/meja/survei/kertas/{checking}/pemeriksaan",
              *pages_forum.ONE_FOR_OFFICER),
    MODERATOR: ("/meja/verifikasi", "/meja/verifikasi/{submitted}", "/meja/verifikasi/{pictured}/lampiran/{picture}",
                "/meja/verifikasi/{hollow}/jawaban-kosong", "/meja/survei/lonjakan/{held_burst}", "/meja/rapor",
                "/meja/survei/suara/{unsaid}", "/meja/komitmen/{claimed}", "/meja/rapor/corong",
                *pages_forum.ONE_FOR_MODERATOR),
    ADMINISTRATOR: ("/pengaturan/unit", "/pengaturan/hari-libur"),
}  # fmt: skip

CASE = """select c.number from complaints c join governments g on g.id = c.government_id
left join units u on u.id = c.unit_id where g.slug = 'makassar' and """
AT_DPU = """join units u on u.id = {each}.unit_id and u.code = 'dpu'
join governments g on g.id = u.government_id and g.slug = 'makassar' where """
POINT = "select p.ref from service_points p " + AT_DPU.format(each="p")
BATCH = "select b.id from paper_batches b " + AT_DPU.format(each="b")
BURST = "select b.id from answer_bursts b join governments g on g.id = b.government_id where g.slug = 'makassar' and "
SAID = ("select s.ref from subjects s join open_answers o on o.subject_id = s.id "
        "join standings m on m.subject_id = s.id " + AT_DPU.format(each="o"))  # fmt: skip
PROMISED = "select s.ref from subjects s join commitments c on c.subject_id = s.id " + AT_DPU.format(each="c")
PROMISES = ("drafted", "worded", "accepted", "claimed", "kept", "partly", "broken", "declined")
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
    "voided": CASE + "c.id in (select complaint_id from void_answers)",
    "hollow": CASE + "c.id in (select complaint_id from hollow_reviews where decided_at is null)",
    "waiting": "select s.ref from subjects s join complaints c on c.subject_id = s.id where c.id in ("
    + CASE.replace("c.number", "c.id")
    + "u.code = 'dpu' and c.first_answered_on is not null "
    "and not c.is_confidential and c.state = 'in_progress')",
    "point": POINT + "p.status = 'open'",
    "closed_point": POINT + "p.status = 'closed'",
    "round": "select 'r' || r.id from survey_rounds r join governments g on g.id = r.government_id "
    "where g.slug = 'makassar' order by r.id",
    "number": "select r.id from survey_rounds r join governments g on g.id = r.government_id where g.slug = 'makassar'",
    "block": "select b.ref from token_blocks b " + AT_DPU.format(each="b") + "b.ended_at is null order by b.day desc",
    "typing": BATCH + "b.state = 'typing'",
    "checking": BATCH + "b.state = 'checking'",
    "held_burst": BURST + "b.state = 'held'",
    "past_burst": BURST + "b.state <> 'held'",
    "unsaid": SAID + "m.state = 'waiting'",
    "said": SAID + "m.state = 'shown'",
    "hidden": SAID + "m.state = 'hidden'",
    **{state: PROMISED + f"c.state = '{state}'" for state in PROMISES},
    "taken_back": PROMISED + "c.state = 'withdrawn' and c.worded_on is not null",
    **pages_forum.FOUND,
    "person": "select ref from accounts where email = 'baso.makassar@contoh.example'",
}


def known_in(house: House) -> dict[str, str]:
    """The first of everything that the pages name."""
    known: dict[str, str] = {}
    for name, question in FOUND.items():
        rows = house.ask(question.format(**known))
        assert rows, f"the demo has no {name}"
        known[name] = str(rows[0][0])
    return known


def pages_of(house: House, page: Page, table: dict[str, tuple[str, ...]], who: str) -> list[str]:
    """The addresses of a kind of visitor, with real numbers; `page` is signed in as such a visitor."""
    known = known_in(house)
    if who == RESIDENT:  # whose a complaint is stands sealed in the database: only the owner can say
        page.goto("/pengaduan-saya")
        known["own"] = page.locator("main .number").first.inner_text()
    return [each.format(**known) for each in table[who]]


def refused_in(house: House) -> dict[str, int]:
    """Addresses that lead nowhere, with real numbers, and the status of each."""
    known = known_in(house)
    return {address.format(**known): status for address, status in REFUSED.items()}


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
