"""tus 1.0.0 over HTTP at /api/uploads/: reads the headers, asks `stage.uploads`, answers."""

from collections.abc import Callable, Mapping
from typing import Any, TypedDict
from uuid import UUID

from django.http import HttpResponse

from panggung.campaigns.models import Campaign
from panggung.core import ids
from panggung.core.errors import NotAllowed, Refused
from panggung.people.models import Person
from panggung.stage import uploads as stage_uploads
from panggung.stage.models import Upload
from panggung.web import tus
from panggung.web.problems import problem
from panggung.web.requests import Request

Verb = Callable[..., HttpResponse]


class _Told(TypedDict):
    """What metadata says of a video, as the verbs take it."""

    campaign: Campaign | None
    maker: Person
    metadata: dict[str, str]
    raw_metadata: str
    draft: str


def _speaks_tus(verbs: Mapping[str, Verb]) -> Verb:
    """A view that answers these methods; version, person and every "no" are dealt with here, once."""

    def view(request: Request, **of: Any) -> HttpResponse:
        method = _method(request)
        try:
            response = tus.options() if method == "OPTIONS" else _answer(request, method, verbs, of)
        except Refused as refused:
            response = problem(refused, request)
            if refused.status == 412:
                response["Tus-Version"] = tus.VERSION
            if refused.status == 405:
                response["Allow"] = ", ".join([*verbs, "OPTIONS"])
            if refused.code == "too-large":
                response["Tus-Max-Size"] = tus.options()["Tus-Max-Size"]
            if created := refused.facts.get("location"):
                response["Location"] = created
        response["Tus-Resumable"] = tus.VERSION
        response["Cache-Control"] = "no-store"
        return response

    return view


def _method(request: Request) -> str:
    """The method that counts: a POST may stand for another where a proxy lets nothing else through."""
    method = request.method or ""
    return request.headers.get("X-HTTP-Method-Override", method).upper() if method == "POST" else method


def _answer(request: Request, method: str, verbs: Mapping[str, Verb], of: Mapping[str, Any]) -> HttpResponse:
    if method not in verbs:
        raise Refused("method-not-allowed", status=405)
    if request.headers.get("Tus-Resumable") != tus.VERSION:
        raise Refused("tus-version", status=412)
    if request.person is None:
        raise Refused("signed-out", status=401)
    return verbs[method](request, request.person, **of)


def _create(request: Request, person: Person) -> HttpResponse:
    concat = tus.concat(request)
    words, raw = tus.metadata(request)
    told: _Told = {
        "campaign": _campaign(words.get("campaign", ""), person),
        "maker": _maker(words.get("maker", ""), person),
        "metadata": words,
        "raw_metadata": raw,
        "draft": words.get("draft", ""),
    }
    if concat.kind == Upload.Kind.FINAL:
        upload = stage_uploads.concatenate(person, list(concat.parts), **told)
    else:
        upload = stage_uploads.create(person, length=tus.length(request), kind=concat.kind, **told)
        if tus.is_bytes(request) and upload.offset == 0:
            upload = _first_bytes(request, person, upload)
    response = tus.moved(upload, 201)
    response["Location"] = tus.location(upload)
    return response


def _first_bytes(request: Request, person: Person, upload: Upload) -> Upload:
    """creation-with-upload; what goes wrong here leaves an upload, whose address the answer tells."""
    try:
        return _append(request, person, upload, 0)
    except Refused as refused:
        refused.facts["location"] = tus.location(upload)
        raise


def _append(request: Request, person: Person, upload: Upload, offset: int) -> Upload:
    return stage_uploads.append(
        upload.pk,
        by=person,
        offset=offset,
        stream=request,
        announced=tus.number(request, "Content-Length"),
        checksum=tus.checksum(request),
    )


def _patch(request: Request, person: Person, short: str) -> HttpResponse:
    if not tus.is_bytes(request):
        raise Refused("wrong-content-type", status=415)
    offset, length = tus.needed(request, "Upload-Offset"), tus.number(request, "Upload-Length")
    upload = stage_uploads.find(_id(short), by=person)
    tus.checksum(request)
    if length is not None:
        stage_uploads.declare_length(upload.pk, by=person, length=length)
    return tus.moved(_append(request, person, upload, offset), 204)


def _head(request: Request, person: Person, short: str) -> HttpResponse:
    return tus.described(stage_uploads.look(_id(short), by=person))


def _delete(request: Request, person: Person, short: str) -> HttpResponse:
    stage_uploads.terminate(_id(short), by=person)
    return HttpResponse(status=204)


def _id(short: str) -> UUID:
    try:
        return ids.parse(short)
    except ValueError:
        raise Refused("no-such-upload", status=404) from None


def _campaign(hashtag: str, person: Person) -> Campaign | None:
    if not hashtag:
        return None
    campaign = Campaign.objects.visible_to(person).filter(hashtag__iexact=hashtag.removeprefix("#")).first()
    if campaign is None:
        raise Refused("no-such-campaign")
    return campaign


def _maker(name: str, person: Person) -> Person:
    """Whose video it is; a person who doesn't exist is refused like one who isn't this guardian's child."""
    try:
        return Person.objects.get(pk=ids.parse(name)) if name else person
    except (ValueError, Person.DoesNotExist):
        raise NotAllowed("video.upload") from None


uploads = _speaks_tus({"POST": _create})
upload = _speaks_tus({"HEAD": _head, "PATCH": _patch, "DELETE": _delete})
