"""Every page of the site, and in whose window it is looked at."""

from dataclasses import dataclass

from tests.e2e.filling import NEWCOMER
from tests.e2e.site import Site


@dataclass(frozen=True)
class Visit:
    """`page`: a path, or the name of one that the site was filled with; `status`: what it answers."""

    name: str
    who: str | None
    page: str
    status: int = 200

    def path(self, site: Site) -> str:
        return self.page if self.page.startswith("/") else site.pages[self.page]


VISITS = (
    Visit("home", None, "/"),
    Visit("campaign", None, "/c/AnakGENIUS/"),
    Visit("video", None, "watched"),
    Visit("report", None, "watched report"),
    Visit("report-unknown", None, "/laporan/tidak-ada/", 404),
    Visit("definitions", None, "/arti-angka/"),
    Visit("rules", None, "/aturan/"),
    Visit("rules-for-children", None, "/aturan/anak/"),
    Visit("rules-found", None, "/aturan/?cari=telepon"),
    Visit("rules-versions", None, "/aturan/versi/"),
    Visit("log-in", None, "/masuk/"),
    Visit("sign-up", None, "/akun/signup/"),
    Visit("password-reset", None, "/akun/password/reset/"),
    Visit("password-reset-done", None, "/akun/password/reset/done/"),
    Visit("password-link-over", None, "/akun/password/reset/key/1-set-password/"),
    Visit("not-found", None, "/tidak-ada/", 404),
    Visit("video-gone", None, "/v/00000000000000000000000000/", 404),
    Visit("make", "ibu", "/buat/"),
    Visit("mine", "ibu", "/video-saya/"),
    Visit("own-unpublished-video", "ibu", "sent-back"),
    Visit("edit", "ibu", "sent-back edit"),
    Visit("withdraw", "ibu", "sent-back withdraw"),
    Visit("appeal", "ibu", "sent-back appeal"),
    Visit("family", "ibu", "/keluarga/"),
    Visit("forbidden", "ibu", "/meja/", 403),
    Visit("log-out", "ibu", "/akun/logout/"),
    Visit("change-password", "ibu", "/akun/password/change/"),
    Visit("email", "ibu", "/akun/email/"),
    Visit("second-factor", "ibu", "/akun/2fa/"),
    Visit("video-to-like", "penonton", "watched"),
    Visit("mine-empty", "penonton", "/video-saya/"),
    Visit("reports-empty", "penonton", "/laporan/"),
    Visit("make-teen", "remaja", "/buat/"),
    Visit("report-teen", "remaja", "watched report"),
    Visit("rules-changed", "senior", "/meja/aturan/"),
    Visit("desk", "moderator", "/meja/"),
    Visit("quality", "senior", "/meja/mutu/"),
    Visit("queues", "senior", "/meja/antrean/"),
    Visit("sealed", "senior", "/meja/segel/"),
    Visit("calibration", "senior", "/meja/kalibrasi/"),
    Visit("models", "senior", "/meja/model/"),
    Visit("case", "moderator", "waiting case"),
    Visit("stuck", "moderator", "/meja/macet/"),
    Visit("second-factor-set", "moderator", "/akun/2fa/"),
    Visit("recovery-codes", "moderator", "/akun/2fa/recovery-codes/generate/"),
    Visit("set-up-second-factor", NEWCOMER, "/akun/2fa/totp/activate/"),
)
