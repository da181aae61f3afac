"""What every role gets at every address. A URL without a row here fails the walk.

A row: URL name → method, who is the subject, and the status for each role; `rest` for the roles not named.
Roles: `anon`, `child` (a profile open on a guardian's device), and one log-in for each other role.
"""

from dataclasses import dataclass, field

ROLES = (
    "anon", "child", "teen13", "teen16", "adult", "guardian", "teacher", "creator", "partner", "moderator", "senior",
    "regulator", "operator",
)  # fmt: skip
STAFF = ("partner", "moderator", "senior", "regulator", "operator")
MINORS = ("child", "teen13", "teen16")


@dataclass(frozen=True)
class Row:
    """`subject` names a fixture of the walk; `more` are statuses by role."""

    name: str
    rest: int
    subject: str = ""
    method: str = "GET"
    more: dict[str, int] = field(default_factory=dict)


def of(status: int, *roles: str) -> dict[str, int]:
    """The same status for several roles."""
    return dict.fromkeys(roles, status)


SIGNED_OUT_TO_LOGIN = {"anon": 302}
# The guardian's account pages lead a child back to the PIN; the way out is the only one.
FENCED = {"child": 302}

ROWS: tuple[Row, ...] = (
    Row("home", 200),
    Row("definitions", 200),
    Row("rules", 200),
    Row("rules_child", 200),
    Row("rules_versions", 200),
    Row("rules_version", 200, "rulebook"),
    Row("rules_version", 404, "no_rulebook"),
    Row("healthz", 200),
    Row("readyz", 200),
    Row("metrics", 403, more={"operator": 200}),
    Row("set_language", 302, method="POST"),
    # Campaigns: what has opened is everybody's, a draft only of those who prepare or watch over it.
    Row("campaign", 200, "campaign"),
    Row("campaign", 404, "draft", more=of(200, *STAFF)),
    Row("song", 200, "campaign"),
    Row("song", 404, "draft", more=of(200, *STAFF)),
    Row("api:campaign_figures", 200, "campaign"),
    Row("api:campaign_figures", 404, "draft", more=of(200, *STAFF)),
    # Videos: published ones by band and audience, all others by nobody here.
    Row("video", 200, "for_all"),
    Row("video", 200, "for_13", more=of(404, "anon", "child")),
    Row("video", 200, "for_18", more=of(404, "anon", *MINORS)),
    Row("video", 200, "for_campaign", more=of(404, "anon")),
    Row("video", 404, "for_family"),
    Row("video", 404, "in_review"),
    Row("video", 404, "sent_back"),
    Row("video", 404, "held"),
    Row("video", 404, "withdrawn"),
    Row("video", 404, "of_child", more=of(200, "child", "guardian")),
    Row("media", 200, "for_all"),
    Row("media", 200, "for_13", more=of(404, "anon", "child")),
    Row("media", 200, "for_18", more=of(404, "anon", *MINORS)),
    Row("media", 200, "for_campaign", more=of(404, "anon")),
    Row("media", 404, "for_family"),
    Row("media", 404, "in_review"),
    Row("media", 404, "withdrawn"),
    Row("media", 404, "of_child", more=of(200, "child", "guardian")),
    Row("api:status", 404, "in_review"),
    Row("api:status", 403, "for_all"),
    Row("api:status", 404, "of_child", more=of(200, "child", "guardian")),
    Row("api:like", 200, "for_all", "POST", of(401, "anon")),
    Row("api:like", 404, "in_review", "POST", of(401, "anon")),
    Row("api:like", 200, "for_18", "POST", of(401, "anon") | of(404, *MINORS)),
    Row("api:unlike", 200, "for_all", "DELETE", of(401, "anon")),
    # Reports: who may watch may say so, and who has the link reads the outcome.
    Row("video_report", 200, "for_all"),
    Row("video_report", 400, "for_all", "POST"),
    Row("video_report", 200, "for_18", more=of(404, "anon", *MINORS)),
    Row("video_report", 404, "for_family", "POST"),
    Row("video_report", 404, "in_review"),
    Row("video_report", 404, "of_child"),
    Row("report_outcome", 200, "report"),
    Row("report_outcome", 404, "no_report"),
    Row("reports_mine", 200, more=SIGNED_OUT_TO_LOGIN),
    # Making: everybody signed in sees the page; whom they may send for is asked again at the upload.
    Row("make", 200, more=SIGNED_OUT_TO_LOGIN),
    Row("uploads", 201, "new_upload", "POST", of(401, "anon")),
    Row("uploads", 403, "new_upload_for_child", "POST", {"anon": 401, "child": 201, "guardian": 201}),
    Row("upload", 404, "upload", "HEAD", of(401, "anon")),
    Row("upload", 404, "upload", "PATCH", of(401, "anon")),
    Row("upload", 404, "upload", "DELETE", of(401, "anon")),
    Row("mine", 200, more=SIGNED_OUT_TO_LOGIN),
    Row("mine_list", 200, more=SIGNED_OUT_TO_LOGIN),
    Row("video_edit", 404, "sent_back", more=SIGNED_OUT_TO_LOGIN),
    Row("video_edit", 404, "sent_back_of_child", more=SIGNED_OUT_TO_LOGIN | of(200, "child", "guardian")),
    Row("video_edit", 404, "sent_back", "POST", SIGNED_OUT_TO_LOGIN),
    Row("video_withdraw", 404, "for_family", more=SIGNED_OUT_TO_LOGIN),
    Row("video_withdraw", 404, "for_all", "POST", SIGNED_OUT_TO_LOGIN),
    Row("video_withdraw", 404, "of_child", more=SIGNED_OUT_TO_LOGIN | of(200, "child", "guardian")),
    Row("video_release", 404, "in_review", "POST", SIGNED_OUT_TO_LOGIN),
    Row("video_release", 404, "with_guardian", "POST", SIGNED_OUT_TO_LOGIN | {"child": 403, "guardian": 302}),
    # Appeals and answers: the maker's and the guardian's alone.
    Row("video_appeal", 404, "sent_back", more=SIGNED_OUT_TO_LOGIN),
    Row("video_appeal", 404, "sent_back_of_child", more=SIGNED_OUT_TO_LOGIN | of(200, "child", "guardian")),
    Row("video_appeal", 404, "sent_back_of_child", "POST", SIGNED_OUT_TO_LOGIN | of(400, "child", "guardian")),
    Row("video_appeal", 404, "of_child", more=SIGNED_OUT_TO_LOGIN | of(409, "child", "guardian")),
    Row("question_answer", 404, "question", more=SIGNED_OUT_TO_LOGIN | of(200, "child", "guardian")),
    Row("question_answer", 404, "question", "POST", SIGNED_OUT_TO_LOGIN | of(400, "child", "guardian")),
    # Family: adults only, so that a child on a handed-over device can't set the PIN.
    Row("family", 200, more=SIGNED_OUT_TO_LOGIN | of(403, *MINORS)),
    Row("profile_open", 404, "stranger_s_child", "POST", SIGNED_OUT_TO_LOGIN | of(403, *MINORS)),
    Row("profile_leave", 302, more={"child": 200}),
    # The desk.
    Row("desk", 403, more=SIGNED_OUT_TO_LOGIN | of(200, "moderator", "senior")),
    Row("desk_case", 403, "case", more=SIGNED_OUT_TO_LOGIN | of(200, "moderator", "senior")),
    Row("desk_decide", 403, "case", "POST", SIGNED_OUT_TO_LOGIN | of(400, "moderator", "senior")),
    Row("desk_ask", 403, "case", "POST", SIGNED_OUT_TO_LOGIN | of(400, "moderator", "senior")),
    Row("desk_escalate", 403, "case", "POST", SIGNED_OUT_TO_LOGIN | of(400, "moderator", "senior")),
    # Somebody else's choice: nobody may undo it, a second person may agree once they have looked.
    Row("desk_undo", 403, "proposal", "POST", SIGNED_OUT_TO_LOGIN),
    Row("desk_second", 403, "proposal", more=SIGNED_OUT_TO_LOGIN | of(200, "moderator", "senior")),
    Row("desk_agree", 403, "proposal_unseen", "POST", SIGNED_OUT_TO_LOGIN | of(409, "moderator", "senior")),
    # The answer to that shows the case, which is then looked at; what is missing is a word about it.
    Row("desk_disagree", 403, "proposal_unseen", "POST", SIGNED_OUT_TO_LOGIN | of(400, "moderator", "senior")),
    Row("desk_quality", 403, more=SIGNED_OUT_TO_LOGIN | of(200, "moderator", "senior")),
    Row("desk_golden", 403, "case", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 409}),
    Row("desk_golden_end", 403, "golden", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 302}),
    Row("desk_queues", 403, more=SIGNED_OUT_TO_LOGIN | {"senior": 200}),
    Row("desk_queue_save", 403, "", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 400}),
    Row("desk_queue_delete", 403, "queue", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 302}),
    # Evidence under seal: seniors see that it is there; a look needs a second one first.
    Row("desk_sealed", 403, more=SIGNED_OUT_TO_LOGIN | {"senior": 200}),
    Row("desk_seal", 403, "sealed", more=SIGNED_OUT_TO_LOGIN),
    Row("desk_seal_file", 403, "sealed_file", more=SIGNED_OUT_TO_LOGIN),
    Row("desk_seal_open", 403, "sealed", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 409}),
    Row("desk_seal_ask", 403, "sealed", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 400}),
    Row("desk_seal_end", 403, "sealed", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 400}),
    Row("desk_calibration", 403, more=SIGNED_OUT_TO_LOGIN | of(200, "senior", "operator")),
    Row("desk_calibrate", 403, "", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 400}),
    Row("desk_models", 403, more=SIGNED_OUT_TO_LOGIN | of(200, "senior", "operator")),
    Row("desk_model_adopt", 403, "text_model", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 409}),
    Row("desk_model_back", 403, "", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 409}),
    Row("desk_stuck", 403, more=SIGNED_OUT_TO_LOGIN | of(200, "moderator", "senior", "operator")),
    Row("stuck_ring", 403, "stuck", "POST", SIGNED_OUT_TO_LOGIN | of(302, "moderator", "senior", "operator")),
    Row("desk_rules", 403, more=SIGNED_OUT_TO_LOGIN | {"senior": 200}),
    Row("desk_rules_look_again", 403, "for_all", "POST", SIGNED_OUT_TO_LOGIN | {"senior": 409}),
    # Figures come in without a log-in; the signed token inside decides.
    Row("api:take", 202, "events", "POST"),
    Row("api:api-root", 404),
    Row("api:openapi-json", 200),
    Row("api:openapi-view", 200),
    # Accounts (allauth): who is signed in is led on, who is signed out to the log-in.
    Row("account_login", 302, more={"anon": 200}),
    Row("account_signup", 302, more={"anon": 200}),
    Row("account_logout", 200, more={"anon": 302} | FENCED),
    Row("account_inactive", 200, more=FENCED),
    Row("account_reauthenticate", 200, more=SIGNED_OUT_TO_LOGIN | FENCED),
    Row("account_email", 200, more=SIGNED_OUT_TO_LOGIN | FENCED),
    Row("account_email_verification_sent", 200, more=FENCED),
    Row("account_change_password", 200, more=SIGNED_OUT_TO_LOGIN | FENCED),
    Row("account_set_password", 302),
    Row("account_reset_password", 200, more=FENCED),
    Row("account_reset_password_done", 200, more=FENCED),
    Row("account_reset_password_from_key", 200, "key", more=FENCED),
    Row("account_reset_password_from_key_done", 200, more=FENCED),
    Row("account_confirm_login_code", 302),
    Row("account_confirm_email", 200, "email_key", more=FENCED),
    Row("mfa_index", 200, more=SIGNED_OUT_TO_LOGIN | FENCED),
    Row("mfa_authenticate", 302),
    Row("mfa_reauthenticate", 302, more=of(200, *STAFF)),
    Row("mfa_activate_totp", 302),
    Row("mfa_deactivate_totp", 404, more=SIGNED_OUT_TO_LOGIN | FENCED | of(302, *STAFF)),
    Row("mfa_view_recovery_codes", 404, more=SIGNED_OUT_TO_LOGIN | FENCED),
    Row("mfa_generate_recovery_codes", 302),
    Row("mfa_download_recovery_codes", 404, more=SIGNED_OUT_TO_LOGIN | FENCED),
)
