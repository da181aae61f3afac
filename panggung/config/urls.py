"""Every address of the site. tests/security walks this table with every role; a new line needs a row there."""

from allauth.account.views import LoginView
from django.urls import include, path, register_converter

from panggung.web.api import api
from panggung.web.api.uploads import upload, uploads
from panggung.web.links import ShortId
from panggung.web.pages import (
    appeals,
    definitions,
    desk,
    desk_acts,
    desk_calibration,
    desk_models,
    desk_quality,
    desk_queues,
    desk_rules,
    desk_sealed,
    desk_stuck,
    family,
    make,
    media,
    mine,
    reports,
    rules,
    stage,
    system,
)

register_converter(ShortId, "id")

urlpatterns = [
    path("", stage.home, name="home"),
    path("c/<str:hashtag>/", stage.campaign, name="campaign"),
    path("c/<str:hashtag>/lagu", media.song, name="song"),
    path("v/<id:id>/", stage.video, name="video"),
    path("v/<id:id>/lapor/", reports.report, name="video_report"),
    path("laporan/", reports.mine, name="reports_mine"),
    path("laporan/<str:code>/", reports.outcome, name="report_outcome"),
    path("m/<str:token>/v/<str:video>/<str:version>/<str:name>", media.media, name="media"),
    path("buat/", make.make, name="make"),
    path("video-saya/", mine.mine, name="mine"),
    path("video-saya/daftar/", mine.mine_list, name="mine_list"),
    path("video-saya/<id:id>/ubah/", mine.edit, name="video_edit"),
    path("video-saya/<id:id>/tarik/", mine.withdraw, name="video_withdraw"),
    path("video-saya/<id:id>/izin/", mine.release, name="video_release"),
    path("video-saya/<id:id>/tinjau/", appeals.appeal, name="video_appeal"),
    path("video-saya/pertanyaan/<id:id>/", appeals.answer, name="question_answer"),
    path("keluarga/", family.family, name="family"),
    path("keluarga/<id:id>/serahkan/", family.profile_open, name="profile_open"),
    path("keluarga/kembali/", family.profile_leave, name="profile_leave"),
    path("meja/", desk.desk, name="desk"),
    path("meja/macet/", desk_stuck.stuck, name="desk_stuck"),
    path("meja/macet/<id:id>/", desk_stuck.ring, name="stuck_ring"),
    path("meja/urung/<id:id>/", desk_acts.undo, name="desk_undo"),
    path("meja/kedua/<id:id>/", desk.second, name="desk_second"),
    path("meja/kedua/<id:id>/setuju/", desk_acts.agree, name="desk_agree"),
    path("meja/kedua/<id:id>/beda/", desk_acts.disagree, name="desk_disagree"),
    path("meja/kalibrasi/", desk_calibration.calibration, name="desk_calibration"),
    path("meja/kalibrasi/ukur/", desk_calibration.calibrate, name="desk_calibrate"),
    path("meja/mutu/", desk_quality.quality, name="desk_quality"),
    path("meja/mutu/uji/<id:id>/", desk_quality.mark, name="desk_golden"),
    path("meja/mutu/akhiri/<id:id>/", desk_quality.end, name="desk_golden_end"),
    path("meja/antrean/", desk_queues.queues, name="desk_queues"),
    path("meja/antrean/simpan/", desk_queues.save, name="desk_queue_save"),
    path("meja/antrean/<id:id>/hapus/", desk_queues.delete, name="desk_queue_delete"),
    path("meja/segel/", desk_sealed.sealed, name="desk_sealed"),
    path("meja/segel/<id:id>/", desk_sealed.look, name="desk_seal"),
    path("meja/segel/<id:id>/minta/", desk_sealed.ask, name="desk_seal_ask"),
    path("meja/segel/<id:id>/buka/", desk_sealed.open_with, name="desk_seal_open"),
    path("meja/segel/<id:id>/akhiri/", desk_sealed.end, name="desk_seal_end"),
    path("meja/segel/<id:id>/<path:name>", desk_sealed.file, name="desk_seal_file"),
    path("meja/model/", desk_models.models, name="desk_models"),
    path("meja/model/kembali/", desk_models.roll_back, name="desk_model_back"),
    path("meja/model/<str:version>/pakai/", desk_models.adopt, name="desk_model_adopt"),
    path("meja/aturan/", desk_rules.differing, name="desk_rules"),
    path("meja/aturan/<id:id>/", desk_rules.look_again, name="desk_rules_look_again"),
    path("meja/<id:id>/", desk.case, name="desk_case"),
    path("meja/<id:id>/putusan/", desk_acts.decide, name="desk_decide"),
    path("meja/<id:id>/tanya/", desk_acts.ask, name="desk_ask"),
    path("meja/<id:id>/teruskan/", desk_acts.escalate, name="desk_escalate"),
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
