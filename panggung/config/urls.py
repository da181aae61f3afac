"""Every address of the site. tests/security walks this table with every role; a new line needs a row there."""

from allauth.account.views import LoginView
from django.urls import include, path, register_converter

from panggung.web.api import api
from panggung.web.api.uploads import upload, uploads
from panggung.web.links import ShortId
from panggung.web.pages import definitions, desk, desk_rules, family, make, media, mine, rules, stage, system

register_converter(ShortId, "id")

urlpatterns = [
    path("", stage.home, name="home"),
    path("c/<str:hashtag>/", stage.campaign, name="campaign"),
    path("c/<str:hashtag>/lagu", media.song, name="song"),
    path("v/<id:id>/", stage.video, name="video"),
    path("m/<str:token>/v/<str:video>/<str:version>/<str:name>", media.media, name="media"),
    path("buat/", make.make, name="make"),
    path("video-saya/", mine.mine, name="mine"),
    path("video-saya/daftar/", mine.mine_list, name="mine_list"),
    path("video-saya/<id:id>/ubah/", mine.edit, name="video_edit"),
    path("video-saya/<id:id>/tarik/", mine.withdraw, name="video_withdraw"),
    path("video-saya/<id:id>/izin/", mine.release, name="video_release"),
    path("keluarga/", family.family, name="family"),
    path("keluarga/<id:id>/serahkan/", family.profile_open, name="profile_open"),
    path("keluarga/kembali/", family.profile_leave, name="profile_leave"),
    path("meja/", desk.desk, name="desk"),
    path("meja/macet/", desk.stuck, name="desk_stuck"),
    path("meja/macet/<id:id>/", desk.ring, name="stuck_ring"),
    path("meja/aturan/", desk_rules.differing, name="desk_rules"),
    path("meja/aturan/<id:id>/", desk_rules.look_again, name="desk_rules_look_again"),
    path("meja/<id:id>/", desk.case, name="desk_case"),
    path("meja/<id:id>/putusan/", desk.decide, name="desk_decide"),
    path("arti-angka/", definitions.definitions, name="definitions"),
    path("aturan/", rules.rules, name="rules"),
    path("aturan/anak/", rules.rules_child, name="rules_child"),
    path("aturan/versi/", rules.rules_versions, name="rules_versions"),
    path("aturan/versi/<str:version>/", rules.rules_version, name="rules_version"),
    path("bahasa/", system.set_language, name="set_language"),
    path("akun/", include("allauth.urls")),
    # After allauth's own, so that links lead here.
    path("masuk/", LoginView.as_view(), name="account_login"),
    path("api/uploads/", uploads, name="uploads"),
    path("api/uploads/<str:short>", upload, name="upload"),
    path("api/", api.urls),
    path("healthz", system.healthz, name="healthz"),
    path("readyz", system.readyz, name="readyz"),
    path("metrics", system.metrics, name="metrics"),
]
handler400 = "panggung.web.pages.errors.bad_request"
handler403 = "panggung.web.pages.errors.forbidden"
handler404 = "panggung.web.pages.errors.not_found"
handler500 = "panggung.web.pages.errors.broken"
