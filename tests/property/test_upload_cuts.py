"""Whatever happens to a connection, the bytes that arrive are the bytes that were sent, once."""

import contextlib
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.stage import receiving, upload_files, uploads
from panggung.stage.models import Upload, Video
from panggung.stage.uploads import Checksum, ClientGone
from tests.plugins.uploading import begin, make_campaign, make_person, original, send

pytestmark = pytest.mark.django_db
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

amounts = st.integers(0, 40)
steps = st.one_of(
    st.tuples(st.just("cut"), amounts),
    st.tuples(st.just("hang"), amounts),
    st.tuples(st.just("whole"), amounts),
    st.tuples(st.just("elsewhere"), st.integers(1, 300)),
    st.tuples(st.just("too long"), amounts),
    st.tuples(st.just("too long, announced"), amounts),
    st.tuples(st.just("checked"), amounts),
    st.tuples(st.just("damaged"), st.integers(1, 40)),
    st.tuples(st.just("crash"), amounts),
    st.tuples(st.just("again"), st.just(0)),
    st.tuples(st.just("sweep"), st.just(0)),
)


@pytest.fixture
def campaign():
    return make_campaign()


def broken_into(data: bytes, size: int = 7) -> list[bytes]:
    return [data[at : at + size] for at in range(0, len(data), size)]


class Client:
    """Sends `source` through every kind of trouble and knows what must have been kept."""

    def __init__(self, source, **begun):
        self.source, self.begun, self.person, self.kept = source, begun, make_person(), 0
        self.upload = begin(self.person, length=len(source), **begun)

    def act(self, what, amount):
        piece = self.source[self.kept : self.kept + amount]
        with contextlib.suppress(Refused):
            getattr(self, "_" + what.replace(" ", "_").replace(",", ""))(piece, amount)
        self.check()

    def _send(self, piece, *after, **changes):
        return send(self.upload, self.kept, *broken_into(piece), *after, **changes)

    def _cut(self, piece, amount):
        self._send(piece, ClientGone())

    def _hang(self, piece, amount):
        self._send(piece, None, None, ConnectionError())

    def _whole(self, piece, amount):
        self._send(piece)

    def _elsewhere(self, piece, amount):
        with pytest.raises(Refused, match="wrong-offset"):
            send(self.upload, self.kept + amount, self.source)
        if self.kept:
            with pytest.raises(Refused, match="wrong-offset"):
                send(self.upload, max(0, self.kept - amount), self.source)

    def _too_long(self, piece, amount):
        with pytest.raises(Refused, match="beyond-length"):
            self._send(self.source[self.kept :] + b"x" * (amount + 1))

    def _too_long_announced(self, piece, amount):
        rest = self.source[self.kept :] + b"x" * (amount + 1)
        with pytest.raises(Refused, match="beyond-length"):
            self._send(rest, announced=len(rest))

    def _checked(self, piece, amount):
        self._send(piece, checksum=Checksum("sha256", hashlib.sha256(piece).digest()))

    def _damaged(self, piece, amount):
        wrong = Checksum("md5", hashlib.md5(piece + b"!").digest())
        if piece:
            with pytest.raises(Refused, match="checksum-mismatch"):
                self._send(piece, checksum=wrong)

    def _crash(self, piece, amount):
        with contextlib.suppress(FileNotFoundError), upload_files.place(self.upload.pk).open("r+b") as file:
            file.seek(0, 2)
            file.write(b"?" * amount)

    def _again(self, piece, amount):
        assert begin(self.person, length=len(self.source), **self.begun).pk == self.upload.pk

    def _sweep(self, piece, amount):
        assert uploads.expire(clock.now()) == 0

    def check(self):
        """The offset only grows, and what it covers is on disk and right."""
        row = Upload.objects.get(pk=self.upload.pk)
        assert self.kept <= row.offset <= len(self.source)
        self.kept = row.offset
        if row.state == "open" or row.kind == "partial":
            assert upload_files.place(row.pk).read_bytes()[: row.offset] == self.source[: row.offset]
        assert Video.objects.filter(pk=row.pk).count() == (row.state == "finished" and row.kind == "whole")

    def finish(self):
        if self.kept < len(self.source):
            self._send(self.source[self.kept :])
        self.check()
        assert self.kept == len(self.source)


@few
@given(source=st.binary(min_size=1, max_size=200), does=st.lists(steps, max_size=12), safe_every=st.integers(1, 30))
def test_any_trouble_ends_in_exactly_the_bytes_that_were_sent(campaign, source, does, safe_every):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "SAFE_EVERY_BYTES", safe_every)
        client = Client(source, campaign=campaign, draft="d")
        for what, amount in does:
            client.act(what, amount)
        client.finish()
    assert original(client.upload) == source
    assert Video.objects.filter(owner=client.person).count() == 1


@few
@given(
    parts=st.lists(st.binary(max_size=60), min_size=1, max_size=5).filter(any),
    does=st.lists(steps.filter(lambda step: step[0] != "again"), max_size=6),
)
def test_parts_in_trouble_join_to_exactly_the_bytes_that_were_sent(campaign, parts, does):
    clients = [Client(part, campaign=None, kind="partial") for part in parts]
    for client in clients:
        Upload.objects.filter(pk=client.upload.pk).update(person=clients[0].person, maker=clients[0].person)
        client.upload.person = clients[0].person
        for what, amount in does if client.source else ():
            client.act(what, amount)
        client.finish()
    told = {"campaign": campaign, "maker": clients[0].person, "metadata": {}}
    ids = [client.upload.pk for client in clients]
    finals = [uploads.concatenate(clients[0].person, ids, **told) for _ in range(2)]
    assert original(finals[0]) == b"".join(parts)
    assert finals[0].pk == finals[1].pk
    assert Video.objects.filter(owner=clients[0].person).count() == 1


@few
@given(source=st.binary(min_size=1, max_size=60), does=st.lists(steps, max_size=5))
def test_a_terminated_upload_never_comes_back(campaign, source, does):
    client = Client(source + b"!", campaign=campaign)
    for what, amount in does:
        if what != "again" and client.kept + amount <= len(source):
            client.act(what, amount)
    if client.kept <= len(source):
        uploads.terminate(client.upload.pk, by=client.person)
        with pytest.raises(Refused, match="upload-gone"):
            client.finish()
        assert not Video.objects.filter(owner=client.person).exists()
        assert not upload_files.place(client.upload.pk).exists()


def test_a_cut_at_every_single_byte_loses_and_doubles_nothing(campaign):
    source = bytes(range(64))
    for at in range(len(source) + 1):
        client = Client(source, campaign=campaign)
        client.act("cut", at)
        assert client.kept == at
        client.finish()
        assert original(client.upload) == source
