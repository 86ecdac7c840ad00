"""A service that is missing, slow, broken or hostile costs time within its limit and nothing else."""

import json
import threading
from argparse import ArgumentParser
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from zonewright.cli import language_model
from zonewright.cli.language_model import MODEL_OPTIONS, ModelOptions, ask_model, model_options
from zonewright.interpret.readers import read_text
from zonewright.interpret.reading import read_document
from zonewright.provisions.model import Confidence

TEXT = "扶持办法\n第一条 对芯片企业给予100万元奖励。\n第二条 企业应当在30日内申请。\n"
KEY = "sk-very-secret"
CLAIM = {"quote": "对芯片企业给予100万元奖励。", "modality": "explore", "instruments": [], "fields": [], "conditions": []}
GOOD = json.dumps({"provisions": [CLAIM]}, ensure_ascii=False)


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def body_of(content, **choice):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}, **choice}]}).encode()


class Service:
    """What a stub was asked, and a way to let it go."""

    def __init__(self):
        self.asked = []
        self.headers = []
        self.ended = threading.Event()
        self.url = ""


@contextmanager
def serving(answer):
    """A service on this machine: `answer(request, service)` writes what it sends."""
    service = Service()

    class Stub(BaseHTTPRequestHandler):
        def do_POST(self):
            service.headers.append(dict(self.headers))
            service.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            try:
                answer(self, service)
            except OSError:
                self.close_connection = True

        def do_GET(self):
            service.asked.append(self.path)
            sends(body_of(GOOD))(self, service)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    service.url = f"http://127.0.0.1:{server.server_port}/v1/chat/completions"
    try:
        yield service
    finally:
        service.ended.set()
        server.shutdown()
        server.server_close()


def sends(body, status=200, length=None):
    def answer(request, _):
        request.send_response(status)
        request.send_header("Content-Length", str(len(body) if length is None else length))
        request.end_headers()
        request.wfile.write(body)

    return answer


def reading():
    return read_document(read_text(TEXT, "policy", "zh"))


def ask(service, **options):
    return ask_model([reading()], ModelOptions(service.url, **{"seconds": 20, **options}))


def codes(consulted):
    return [one.code for one in consulted.findings]


def logged(consulted):
    return [json.loads(line) for line in consulted.log.splitlines()]


def test_an_answer_is_united_with_the_rules_and_kept_in_the_log():
    with serving(sends(body_of(GOOD))) as service:
        consulted = ask(service, name="stub-1", tokens=77)
    assert consulted.findings == ()
    assert consulted.readings != (reading(),)
    [line] = logged(consulted)
    assert (line["model"], line["doc"], line["answer"], line["failure"], line["refused"]) == ("stub-1", "policy", GOOD, "", [])
    assert len(line["prompt_sha256"]) == len(line["input_sha256"]) == 64
    [asked] = service.asked
    assert (asked["model"], asked["temperature"], asked["max_tokens"]) == ("stub-1", 0, 77)
    assert asked["response_format"]["type"] == "json_schema"
    assert TEXT.strip() in asked["messages"][1]["content"]
    assert "Authorization" not in service.headers[0]


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_what_came_of_it_is_told_in_one_line(language):
    with serving(sends(body_of(GOOD))) as service:
        told = ask(service, name="stub-1").told(language)
    assert "stub-1" in told
    assert "review/model.jsonl" in told
    assert "{" not in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"<html>502</html>", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 200_000, "not JSON"),
        (b'{"choices": []}', "no message"),
        (b'{"error": {"message": "no"}}', "no message"),
        (body_of(None), "no message"),
        (body_of([]), "no message"),
        (body_of("I accept everything."), "not JSON"),
        (body_of("```json\n" + GOOD + "\n```"), "not JSON"),
        (body_of("[]"), "no list of provisions"),
        (body_of('{"answer": 1}'), "no list of provisions"),
        (body_of(GOOD[:40]), "not JSON"),
        (body_of(GOOD, finish_reason="length"), "cut off"),
        (b" " * (2 * 1024 * 1024 + 1) + body_of(GOOD), "larger than 2 MB"),
    ],
)
def test_an_answer_that_cannot_be_used_leaves_the_rules_alone(body, said):
    with serving(sends(body)) as service:
        consulted = ask(service)
    assert consulted.readings == (reading(),)
    assert codes(consulted) == ["ZW742"]
    assert said in consulted.findings[0].message
    assert said in logged(consulted)[0]["failure"]


@pytest.mark.parametrize("status", [301, 400, 401, 404, 429, 500, 503])
def test_a_service_that_refuses_leaves_the_rules_alone(status):
    with serving(sends(body_of(GOOD), status)) as service:
        consulted = ask(service)
    assert consulted.readings == (reading(),)
    assert codes(consulted) == ["ZW740"]
    assert f"HTTP {status}" in consulted.findings[0].message


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_nobody_is_sent_elsewhere(monkeypatch, status):
    monkeypatch.setenv("SERVICE_KEY", KEY)
    with serving(sends(body_of(GOOD))) as other:

        def elsewhere(request, _):
            request.send_response(status)
            request.send_header("Location", other.url)
            request.end_headers()

        with serving(elsewhere) as service:
            consulted = ask(service, key_env="SERVICE_KEY")
        assert other.asked == []
    assert codes(consulted) == ["ZW740"]
    assert consulted.readings == (reading(),)


def test_a_missing_service_leaves_the_rules_alone():
    with serving(sends(b"")) as service:
        pass
    consulted = ask(service)
    assert codes(consulted) == ["ZW740"]
    assert consulted.readings == (reading(),)


def test_an_answer_that_breaks_off_is_no_answer():
    with serving(sends(body_of(GOOD)[:30], length=5_000)) as service:
        consulted = ask(service)
    assert codes(consulted) in (["ZW740"], ["ZW742"])
    assert consulted.readings == (reading(),)


def test_what_is_not_http_is_no_answer():
    def noise(request, _):
        request.wfile.write(b"\x00\x01 hello\r\n\r\n")

    with serving(noise) as service:
        consulted = ask(service)
    assert codes(consulted) == ["ZW740"]


def test_a_silent_service_is_waited_for_no_longer_than_was_said():
    def silent(request, service):
        service.ended.wait(30)
        sends(body_of(GOOD))(request, service)

    with serving(silent) as service:
        consulted = ask(service, seconds=1)
    assert codes(consulted) == ["ZW741"]
    assert consulted.readings == (reading(),)
    assert logged(consulted)[0]["failure"] == "no answer in time"


@pytest.mark.parametrize("head", [False, True])
def test_a_service_that_drips_is_waited_for_no_longer_than_was_said(head):
    """A byte now and then keeps the connection alive; the answer would be whole after some time, and is not waited for."""

    def drips(request, service):
        body = body_of(GOOD)
        start = f"HTTP/1.0 200 OK\r\nContent-Length: {len(body)}\r\n".encode()
        slow = start + b"\r\n" + body if head else body
        if not head:
            request.wfile.write(start + b"\r\n")
        for byte in slow:
            request.wfile.write(bytes([byte]))
            request.wfile.flush()
            service.ended.wait(0.05)

    with serving(drips) as service:
        consulted = ask(service, seconds=1)
    assert codes(consulted) == ["ZW741"]
    assert consulted.readings == (reading(),)


ARTICLE = "第{number}条 对芯片企业给予{number}万元奖励，" + "用于研究开发，" * 150 + "按规定执行。\n"
LONG = "扶持办法\n" + "".join(ARTICLE.format(number=number) for number in range(1, 21))


def test_no_more_is_asked_than_was_allowed():
    with serving(sends(body_of(GOOD))) as service:
        consulted = ask_model([read_document(read_text(LONG, "long", "zh"))], ModelOptions(service.url, requests=3, seconds=20))
    assert len(service.asked) == 3
    assert codes(consulted) == ["ZW743"]
    assert len(logged(consulted)) == 3


def test_a_service_that_fails_twice_is_not_asked_again():
    document = read_document(read_text(LONG, "long", "zh"))
    with serving(sends(b"", 500)) as service:
        consulted = ask_model([document], ModelOptions(service.url, seconds=20))
    assert len(service.asked) == language_model.MOST_FAILURES
    assert codes(consulted) == ["ZW740"]
    assert consulted.readings == (document,)
    assert logged(consulted)[-1]["failure"] == "not asked, as the service had failed"


def test_one_bad_answer_among_good_ones_costs_only_its_stretch():
    document = read_document(read_text(LONG, "long", "zh"))

    def answer(request, service):
        quote = service.asked[-1]["messages"][1]["content"].splitlines()[-2].partition(" ")[2]
        good = json.dumps({"provisions": [{**CLAIM, "quote": quote}]})
        sends(body_of("no" if len(service.asked) == 2 else good))(request, service)

    with serving(answer) as service:
        consulted = ask_model([document], ModelOptions(service.url, seconds=20))
    assert codes(consulted) == ["ZW742"]
    assert [bool(line["failure"]) for line in logged(consulted)] == [number == 1 for number in range(len(service.asked))]
    assert consulted.counts["answered"] == len(service.asked) - 1


def test_the_key_is_sent_and_never_shown(monkeypatch, capfd):
    monkeypatch.setenv("SERVICE_KEY", KEY)
    echoed = json.dumps({"provisions": [{**CLAIM, "quote": f"Bearer {KEY}"}]})
    with serving(sends(body_of(echoed))) as service:
        consulted = ask(service, key_env="SERVICE_KEY")
    assert service.headers[0]["Authorization"] == f"Bearer {KEY}"
    assert KEY not in consulted.log
    assert KEY not in repr(consulted.findings)
    assert KEY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("key", [None, "", "  ", "two\nlines", "schlüssel"])
def test_without_a_key_that_can_be_sent_nothing_is_asked(monkeypatch, key):
    monkeypatch.delenv("SERVICE_KEY", raising=False)
    if key is not None:
        monkeypatch.setenv("SERVICE_KEY", key)
    with serving(sends(body_of(GOOD))) as service:
        consulted = ask(service, key_env="SERVICE_KEY")
    assert service.asked == []
    assert codes(consulted) == ["ZW744"]
    assert consulted.readings == (reading(),)
    assert consulted.log == ""


@pytest.mark.parametrize(
    "content",
    [
        {"provisions": [CLAIM] * 10_000},
        {"provisions": [{**CLAIM, "quote": "<script>alert(1)</script>"}]},
        {"provisions": [{**CLAIM, "quote": "Award 1 million yuan to chip companies."}]},
        {"provisions": [{**CLAIM, "start": 0, "end": 10, "quote": None}]},
        {"provisions": [{**CLAIM, "quote": "\ud800"}], "\udfff": 1},
        {"provisions": [{**CLAIM, "quote": "芯片"}, {**CLAIM, "quote": "芯片企业"}, {**CLAIM, "quote": "企业给予"}]},
    ],
)
def test_a_hostile_answer_adds_nothing_and_its_log_can_be_written(content, tmp_path):
    with serving(sends(body_of(json.dumps(content)))) as service:
        consulted = ask(service)
    [ours], [theirs] = [reading()], consulted.readings
    assert [one.eid for one in theirs.provisions] == [one.eid for one in ours.provisions]
    assert [one.conditions for one in theirs.provisions] == [one.conditions for one in ours.provisions]
    (tmp_path / "model.jsonl").write_text(consulted.log, encoding="utf-8")
    assert logged(consulted)[0]["refused"]
    assert len(consulted.log) < 5_000_000


def test_the_same_answers_give_the_same_readings_and_the_same_log():
    with serving(sends(body_of(GOOD))) as service:
        assert ask(service) == ask(service)


def parsed(*words):
    parser = ArgumentParser(exit_on_error=False)
    for name, options in MODEL_OPTIONS:
        parser.add_argument(name, **options)
    return parser.parse_args(words)


def test_the_model_is_off_unless_it_is_named():
    assert model_options(parsed()) is None
    assert model_options(parsed("--model-name", "x", "--model-requests", "2")) is None


def test_the_options_say_all_that_bounds_a_request():
    given = parsed("--model", "http://localhost:8000/v1/", "--model-name", "q", "--model-key-env", "K", "--model-seconds", "9",
                   "--model-requests", "8", "--model-tokens", "7")  # fmt: skip
    assert model_options(given) == ModelOptions("http://localhost:8000/v1/chat/completions", "q", "K", 9, 8, 7)
    assert model_options(parsed("--model", "https://a.example/chat/completions")).url == "https://a.example/chat/completions"


@pytest.mark.parametrize("url", ["localhost:8000", "file:///etc/passwd", "ftp://a", "http://", "http://me:secret@a/v1", "http://a/v1?key=1",
                                 "http://a b/", "http://a:99999999/", "http://[::1", "http://ä.example", ""])  # fmt: skip
def test_an_address_that_is_none_is_refused(url):
    with pytest.raises(Exception, match="address of a service"):
        parsed("--model", url)


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "x", "9999999999", "١"])
def test_a_bound_that_is_none_is_refused(count):
    with pytest.raises(Exception, match=r"is not a count|expected one argument"):
        parsed("--model-seconds", count)


def test_what_only_the_model_said_stays_unsure():
    with serving(sends(body_of(json.dumps({"provisions": [{**CLAIM, "fields": ["企业"]}]})))) as service:
        consulted = ask(service)
    added = [one for one in consulted.readings[0].provisions[0].fields if one.evidence.rule == "model"]
    assert [one.evidence.confidence for one in added] == [Confidence.LOW]
