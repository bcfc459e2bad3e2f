# SPDX-License-Identifier: AGPL-3.0-or-later
"""The stage of the server's tests: a real server, requests, and every answer held against schema/openapi.json. TAP."""
import http.client, json, os, re, shutil, subprocess, sys, tempfile, urllib.parse

import jsonschema

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
TENACE = os.path.abspath(sys.argv[1])
API = "/api/v1"
DOCUMENT = json.load(open(os.path.join(ROOT, "schema", "openapi.json"), encoding="utf-8"))
work = tempfile.mkdtemp(prefix="tenace-server-")
count = failed = 0
called = set()


def ok(condition, name, detail=""):
    global count, failed
    count += 1
    failed += not condition
    print(f"{'ok' if condition else 'not ok'} {count} - {name}")
    if not condition and detail:
        print("# " + str(detail)[:2000].replace("\n", "\n# "))


def end():
    shutil.rmtree(work, ignore_errors=True)
    print(f"1..{count}")
    sys.exit(failed != 0)


class Server:
    def __init__(self, data, *arguments, environment=None):
        self.data = data
        env = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", **(environment or {})}
        self.process = subprocess.Popen([TENACE, "--data", data, "--json", "serve", "--port", "0", *arguments], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, env=env, text=True)
        line = self.process.stdout.readline()
        self.told = json.loads(line) if line else None
        self.port = self.told["port"] if self.told else 0
        self.cookie = None

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)

    def request(self, method, path, body=None, headers=None, session=True, host=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        send = {"Host": host or f"127.0.0.1:{self.port}"}
        if session and self.cookie:
            send["Cookie"] = "tenace=" + self.cookie
            send["X-Tenace"] = "1"
        if isinstance(body, (dict, list)):
            body = json.dumps(body).encode()
            send["Content-Type"] = "application/json"
        send.update(headers or {})
        send = {k: v for k, v in send.items() if v is not None}
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in send.items():
            connection.putheader(name, value)
        if body is not None and "Content-Length" not in send:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        if body:
            try:
                connection.send(body)
            except OSError:
                pass  # refused before the end
        answer = connection.getresponse()
        answer.bytes = answer.read()
        connection.close()
        return answer

    def open(self):
        path = urllib.parse.urlsplit(self.told["link"]).path
        answer = self.request("GET", path, session=False)
        self.cookie = re.search(r"tenace=([^;]+)", answer.getheader("Set-Cookie", "tenace=-")).group(1)
        return answer


# ---- the document

TEMPLATES = [(re.compile("^" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + "$"), path) for path in DOCUMENT["paths"]]
TEMPLATES.sort(key=lambda one: one[1].count("{"))


def template_of(path):
    for pattern, template in TEMPLATES:
        if pattern.match(path):
            return template
    return None


def problem_with(method, path, answer):
    """What in ANSWER is not as the document says; None when it is."""
    template = template_of(path.split("?")[0])
    operation = DOCUMENT["paths"].get(template, {}).get(method.lower())
    if not operation:
        return None if answer.status in (404, 405) else f"{method} {path} is not in the document"
    called.add((method.lower(), template))
    described = operation["responses"].get(str(answer.status))
    if described is None:
        described = operation["responses"]["default"]
        if answer.status < 400:
            return f"status {answer.status} is not described"
    kind = (answer.getheader("Content-Type") or "").split(";")[0]
    if "content" not in described:
        return f"a body where none is described: {answer.bytes[:100]}" if answer.bytes else None
    if kind not in described["content"]:
        return f"type {kind!r}, described: {list(described['content'])}"
    if not kind.endswith("json") or kind == "application/jsonl":
        return None
    schema = {"components": DOCUMENT["components"], **described["content"][kind]["schema"]}
    errors = sorted(jsonschema.Draft202012Validator(schema).iter_errors(json.loads(answer.bytes)), key=str)
    return "; ".join(f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in errors[:3]) or None


def call(server, method, path, body=None, status=None, name=None, **rest):
    answer = server.request(method, API + path, body, **rest)
    problem = problem_with(method, API + path, answer)
    right = problem is None and (status is None or answer.status == status)
    ok(right, name or f"{method} {path}", problem or f"status {answer.status}: {answer.bytes[:500]}")
    kind = answer.getheader("Content-Type") or ""
    return json.loads(answer.bytes) if kind.split(";")[0].endswith("json") and answer.bytes else answer


# ---- what is told

MAIL = """From: Kevin <support@lampes.example>
To: claire@example.org
Subject: Re: Commande L-77
Message-ID: <{id}@lampes.example>
Date: Tue, 24 Mar 2026 08:12:00 +0100
Content-Type: text/plain; charset=utf-8

Bonjour,

Nous vous rembourserons avant vendredi. Le numéro de commande L-77 est bien noté.

Cordialement,
Kevin
"""
HELD = MAIL.replace("lampes.example", "inconnu.example").replace("L-77", "rien").replace("Le numéro de commande rien est bien noté.", "")
CLAIM = {"about": "Rien reçu", "kind": "not_delivered", "wants": "delivery", "language": "fr", "name": "Claire Martin",
         "merchant": {"name": "Lampes du Sud", "country": "FR", "emails": ["support@lampes.example"], "form_url": "https://lampes.example/contact"},
         "purchase": {"item": "Lampe", "order_number": "L-77", "price": "89,90 €", "ordered_on": "2026-03-01", "expected_on": "2026-03-08",
                      "where": "distance", "payment": "card"}}
