#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-hostile.py TENACE: bytes that are not HTTP, requests drawn from schema/openapi.json, two languages at once, ten thousand
idle clients, an end under load, kill -9 while writing, a full disk. TAP."""
import collections, http.client, http.server, json, os, random, re, resource, signal, socket, subprocess, sys, threading, time, urllib.parse

import stage
from stage import API, CLAIM, DOCUMENT, MAIL, TENACE, Server, call, ok, problem_with, work

SEED = int(os.environ.get("SEED", 20260328))
RAW = int(os.environ.get("RAW_REQUESTS", 400))
DRAWN = int(os.environ.get("DRAWN_REQUESTS", 10))  # of each operation
IDLE = int(os.environ.get("IDLE_CLIENTS", 10000))


def new(name, *arguments):
    server = Server(os.path.join(work, name), *arguments)
    server.open()
    return server


# ---- bytes that are not HTTP

def raw_request(chance, cookie):
    pick = chance.choice
    garbage = lambda n: chance.randbytes(chance.randrange(n))
    method = pick([b"GET", b"GET", b"POST", b"POST", b"PUT", b"DELETE", b"HEAD", b"OPTIONS", b"TRACE", b"CONNECT", b"get", b"", b"G\0T", garbage(12), b"X" * 3000])
    path = pick([b"/api/v1/next", b"/api/v1/claims/1/events", b"/api/v1/claims/1", b"/", b"", b"*", b"http://evil.example/", b"/api/v1/../../etc/passwd",
                 b"/api/v1/claims/%00", b"/api/v1/claims/%2e%2e%2f", b"/\xff\xfe", b"/api/v1/claims?cursor=%ff", b"/api/v1/search?q=" + b"a" * 9000, b"//api//v1//next",
                 b"/api/v1/claims/" + b"%41" * 3000, b"/open/" + garbage(60), b"/api/v1/" + b"a/" * 400, b"/api/v1/next?" + b"&=&" * 200, b"/\\..\\..", garbage(40)])
    version = pick([b"HTTP/1.1"] * 6 + [b"HTTP/1.0", b"HTTP/9.9", b"HTTP/1.1 x", b"", garbage(8)])
    headers = [b"Host: 127.0.0.1", b"Cookie: tenace=" + cookie, b"X-Tenace: 1"]
    body = pick([b"", b"{}", b'{"kind":"note.added","body":{"text":"x"}}', b"[" * 3000, b'{"a":' * 1500 + b"1" + b"}" * 1500, b"\xff\xfe{}", b'{"kind":"\\ud800"}', b'{"\\u0000":1}',
                 b'{"kind":"note.added","body":{"text":"\\u0000"}}', b'{"kind":1e999}', b'{"kind":' + b"9" * 400 + b"}", garbage(300)])
    extra = [b"Content-Type: application/json", b"Content-Type: " + garbage(30), b"Content-Length: %d" % len(body), b"Content-Length: -1", b"Content-Length: 99999999999999999999",
             b"Content-Length: 5\r\nContent-Length: 6", b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked, identity", b"Transfer-Encoding: \x0bchunked", b"Host: a\r\nHost: b", b"Host: [::1",
             b"Host: 127.0.0.1:99999", b"Host: ", b"X: " + b"y" * 20000, b"X-" + b"z" * 5000 + b": 1", b"Expect: 100-continue", b"Expect: nonsense", b"Range: bytes=0-", b"If-None-Match: " + b'"a",' * 300,
             b"Accept-Language: " + b"fr;q=" * 200, b"Accept-Language: \xff\xfe", b"Authorization: Bearer " + b"A" * 4000, b"Authorization: Bearer", b"Authorization: \0", b"Cookie: tenace", b"Cookie: =;=;tenace=\xff",
             b"Idempotency-Key: " + garbage(140), b"Idempotency-Key: same", b"Connection: close", b"Connection: upgrade\r\nUpgrade: websocket", b"Origin: null", b"Origin: \xff", b" folded: x", b"no colon", b": no name", garbage(60),
             b"\r\nGET /api/v1/next HTTP/1.1"]
    headers += chance.sample(extra, chance.randrange(6))
    chance.shuffle(headers)
    if b"Transfer-Encoding: chunked" in headers and chance.random() < 0.7:
        body = pick([b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body), b"FFFFFFFFFFFFFFFF\r\nx", b"-1\r\n", b"5\r\nab", b"0\r\n\r\n", b"g\r\n", b"5;x=" + b"y" * 9000 + b"\r\nabcde\r\n0\r\n\r\n"])
    line_end = pick([b"\r\n"] * 9 + [b"\n", b"\r"])
    text = method + b" " + path + b" " + version + line_end + line_end.join(headers) + line_end * 2 + body
    if chance.random() < 0.15:  # a bit of it is turned
        place = chance.randrange(len(text))
        text = text[:place] + garbage(4) + text[place + chance.randrange(3):]
    return text[:chance.randrange(len(text))] if chance.random() < 0.1 else text


def speak(port, text):
    """The status that the bytes get; 0 when the connection is just closed or waits for more."""
    s = socket.create_connection(("127.0.0.1", port), timeout=float(os.environ.get("SILENCE", 0.7)))
    try:
        s.sendall(text)
        s.shutdown(socket.SHUT_WR)
        answer = s.recv(65536)
    except OSError:
        return 0
    finally:
        s.close()
    match = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(match.group(1)) if match else 0 if not answer else -1


def test_raw():
    server = new("raw")
    server.request("POST", API + "/claims", CLAIM)
    chance = random.Random(SEED)
    seen, bad = collections.Counter(), []
    for _ in range(RAW):
        text = raw_request(chance, server.cookie.encode())
        status = speak(server.port, text)
        seen[status] += 1
        if status == -1 or status >= 500 and status not in (501, 505):
            bad.append((status, text[:400]))
    ok(not bad, f"{RAW} malformed requests: no failure of ours", bad[:3])
    ok(seen[200] > 0 and seen[400] > 0 and len(seen) > 6, "of many kinds", dict(seen))
    ok(server.request("GET", API + "/next").status == 200, "and others are served")
    ok(server.stop() == 0, "the server ends well after them")
    checked = subprocess.run([TENACE, "--data", server.data, "verify"], capture_output=True, text=True)
    ok(checked.returncode == 0, "and the folder is whole", checked.stdout + checked.stderr)


# ---- requests drawn from the document

TEXTS = ["", "x", "é", "Rien reçu", "2026-03-08", "demain", "FR", "fr", "89,90 €", "note.added", "claire@example.org", "next", "1", "\u0000", "\u202e", "\ufeff", "😀" * 50, "a" * 5000, "' OR 1=1 --",
         "<script>alert(1)</script>", "../../etc/passwd", "%s%n", "0", "-1", "Europe/Paris", "https://lampes.example/contact", "web-shop", "do", "\r\nX: y"]


class Drawn:
    def __init__(self, chance):
        self.chance = chance

    def odd(self, depth=0):
        c = self.chance
        if depth > 3 or c.random() < 0.8:
            return c.choice([None, True, False, 0, 1, -1, 1.5, 10**20, 1e308, *TEXTS])
        return [self.odd(depth + 1)] if c.random() < 0.5 else {c.choice(TEXTS): self.odd(depth + 1)}

    def text(self, schema):
        low, high = schema.get("minLength", 0), schema.get("maxLength", 10**6)
        known = [t for t in TEXTS if low <= len(t) <= high] or ["x" * max(low, 1)]
        return self.chance.choice(known)

    def value(self, schema, wrong):
        """A value that fits SCHEMA, but for a share WRONG of its parts."""
        c = self.chance
        if "$ref" in schema: return self.value(DOCUMENT["components"]["schemas"][schema["$ref"].split("/")[-1]], wrong)
        if c.random() < wrong: return self.odd()
        for word in ("anyOf", "oneOf"):
            if word in schema: return self.value(c.choice(schema[word]), wrong)
        if "enum" in schema: return c.choice(schema["enum"])
        if "const" in schema: return schema["const"]
        kind = schema.get("type")
        if isinstance(kind, list): kind = c.choice(kind)
        if kind == "object":
            made = {k: self.value(v, wrong) for k, v in schema.get("properties", {}).items() if k in schema.get("required", []) or c.random() < 0.5}
            if c.random() < wrong: made[c.choice(TEXTS)] = self.odd()
            return made
        if kind == "array": return [self.value(schema.get("items", {}), wrong) for _ in range(c.randrange(4))]
        if kind == "integer": return c.randrange(max(schema.get("minimum", -2), -10**6), min(schema.get("maximum", 10**6), 10**6) + 1)
        if kind == "number": return c.choice([0, 0.5, 1, -1])
        if kind == "boolean": return c.random() < 0.5
        if kind == "string": return self.text(schema)
        return None if kind == "null" else self.odd()

    def segment(self, name, wrong):
        known = {"claim": ["1", "2"], "move": ["next", "form", "email", "notice"], "event": ["1", "2"]}.get(name, ["1"])
        return urllib.parse.quote(self.chance.choice(known if self.chance.random() >= wrong else TEXTS), safe="")


def draw(chance, path, method, operation):
    wrong = chance.choice([0, 0, 0.1, 0.4])
    drawn = Drawn(chance)
    parameters = [DOCUMENT["components"]["parameters"][p["$ref"].split("/")[-1]] if "$ref" in p else p for p in operation.get("parameters", [])]
    target = re.sub(r"\{(\w+)\}", lambda m: drawn.segment(m.group(1), wrong), path)
    query = {p["name"]: str(drawn.value(p["schema"], wrong)) for p in parameters if p["in"] == "query" and (p.get("required") or chance.random() < 0.5)}
    headers = {p["name"]: f"k{chance.randrange(10**9)}" for p in parameters if p["in"] == "header" and chance.random() < 0.5}
    if query: target += "?" + urllib.parse.urlencode(query, errors="replace")
    content = operation.get("requestBody", {}).get("content", {})
    if "application/json" in content:
        headers["Content-Type"] = "application/json"
        return target, json.dumps(drawn.value(content["application/json"]["schema"], wrong)).encode(), headers
    return target, chance.choice([b"", b"\0", chance.randbytes(200), MAIL.encode(), b"%PDF-1.4"]) if content else None, headers


# Those that end the session, would wait for another machine, or answer without an end.
APART = {("delete", API + "/session"), ("post", API + "/fetch"), ("post", API + "/accounts/{account}/test"), ("get", API + "/events"),
         # These go out to whatever server is named; test-public.py has them.
         ("post", API + "/public/bluesky"), ("post", API + "/public/mastodon"), ("post", API + "/public/mastodon/{id}"),
         ("put", API + "/claims/{ref}/public/handles/{network}")}


def test_drawn():
    server = new("drawn")
    for _ in range(2):
        server.request("POST", API + "/claims", CLAIM)
    chance = random.Random(SEED)
    bad, good, sent = [], collections.Counter(), 0
    operations = [(path, method, one) for path, item in DOCUMENT["paths"].items() for method, one in item.items()
                  if method in ("get", "post", "put", "delete") and (method, path) not in APART and not path.endswith("/test")]
    for path, method, one in operations:
        for _ in range(DRAWN):
            target, body, headers = draw(chance, path, method, one)
            answer = server.request(method.upper(), target, body, headers=headers)
            problem = problem_with(method.upper(), target, answer)
            good[(method, path)] += answer.status < 400
            sent += 1
            if answer.status >= 500 or problem:
                bad.append((method, target, body and body[:400], answer.status, answer.bytes[:300], problem))
    ok(not bad, f"{sent} drawn requests to {len(operations)} operations are answered as the document says", "\n".join(map(str, bad[:5])))
    never = sorted(f"{m} {p}" for p, m, _ in operations if not good[(m, p)])
    ok(len(never) <= len(operations) // 3, "most operations were also asked rightly", never)
    print(f"# {sum(good.values())} of {sent} were done; never: {', '.join(never)}")
    ok(server.stop() == 0, "the server ends well")
    checked = subprocess.run([TENACE, "--data", server.data, "verify"], capture_output=True, text=True)
    ok(checked.returncode == 0, "and the folder is whole", checked.stdout + checked.stderr)


# ---- several at once

def together(count, work_one):
    """COUNT threads run WORK_ONE(number); the exceptions they met."""
    met = []

    def run(number):
        try:
            work_one(number)
        except Exception as problem:
            met.append(repr(problem))
    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return met


def test_languages():
    server = new("languages")
    server.request("POST", API + "/claims", CLAIM)
    server.request("POST", API + "/accounts", {"address": "c@nowhere.example", "password": "secret", "imap": "127.0.0.1:1", "smtp": "127.0.0.1:1", "name": "home"})
    asked = (("GET", "/claims/nonsense", None, "il n'y a pas de dossier", "there is no claim"), ("POST", "/claims/nonsense/send", {}, "il n'y a pas de dossier", "there is no claim"),
             ("GET", "/claims?limit=0", None, "attendu un nombre", "expected a number"), ("GET", "/nonsense", None, "il n'y a rien", "there is no such path"),
             ("POST", "/claims/1/events", {"kind": 1}, "", ""), ("GET", "/next", None, "", ""))
    mixed = []

    def ask(number):
        language = ("fr", "en")[number % 2]
        for turn in range(60):
            method, path, body, french, english = asked[(turn + number) % len(asked)]
            answer = server.request(method, API + path, body, headers={"Accept-Language": language})
            if (french if language == "fr" else english) not in answer.bytes.decode():
                mixed.append((language, path, answer.bytes[:200]))
    met = together(6, ask)
    ok(not met and not mixed, "a French and an English visitor at once are each spoken to in their language", met or mixed[:3])
    server.stop()


def test_idle():
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    count = min(IDLE, limit[1] - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (count + 200, limit[1]))
    server = new("idle")
    server.request("GET", API + "/next")
    idle = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(count)]
    times = []
    for _ in range(50):
        began = time.monotonic()
        status = server.request("GET", API + "/next").status
        times.append(time.monotonic() - began if status == 200 else 99)
    memory = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{server.process.pid}/status").read()).group(1)) // 1024
    ok(max(times) < 1, f"{count} idle connections: others are served within a second", max(times))
    print(f"# {count} idle: slowest of 50 in {max(times) * 1000:.0f} ms, {memory} MB")
    for s in idle: s.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, limit)
    server.stop()


def test_stop():
    """SIGTERM while eight clients write and read: what was begun is answered, and the program ends with 0."""
    ends = []
    for turn in range(3):
        server = new(f"stop{turn}")
        server.request("POST", API + "/claims", CLAIM)

        def hammer(number):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
            while server.process.poll() is None:
                try:
                    connection.request("GET" if number % 2 else "POST", API + "/claims/1/events", None if number % 2 else json.dumps({"kind": "note.added", "body": {"text": "x"}}),
                                       {"Cookie": "tenace=" + server.cookie, "X-Tenace": "1", "Content-Type": "application/json"})
                    connection.getresponse().read()
                except (OSError, http.client.HTTPException):
                    connection.close()
        threads = [threading.Thread(target=hammer, args=(i,)) for i in range(8)]
        for thread in threads: thread.start()
        time.sleep(0.5)
        server.process.send_signal(signal.SIGINT if turn % 2 else signal.SIGTERM)
        try:
            ends.append(server.process.wait(20))
        except subprocess.TimeoutExpired:
            server.process.kill()
            ends.append("does not end")
        for thread in threads: thread.join()
    ok(ends == [0, 0, 0], "an end under load is clean", ends)


def test_kill():
    """kill -9 while four clients open claims; each asks again with its key until it is answered: nothing lost, nothing twice."""
    server = new("kill")
    token = {"Authorization": "Bearer " + json.loads(server.request("POST", API + "/tokens", {"name": "k"}).bytes)["token"]}
    lock, place = threading.Lock(), {"server": server}
    answered = {}

    def write(number):
        for turn in range(12):
            key = f"k{number}-{turn}"
            claim = {**CLAIM, "purchase": {**CLAIM["purchase"], "item": f"Objet {key}", "order_number": key}}
            while key not in answered:
                try:
                    answer = place["server"].request("POST", API + "/claims", claim, headers={**token, "Idempotency-Key": key}, session=False)
                    if answer.status == 201: answered[key] = json.loads(answer.bytes)["claim"]
                except (OSError, http.client.HTTPException, ValueError):
                    time.sleep(0.05)

    def kill():
        for _ in range(5):
            time.sleep(0.25)
            with lock:
                place["server"].process.kill()
                place["server"].process.wait()
                place["server"] = Server(server.data)
    killer = threading.Thread(target=kill)
    killer.start()
    met = together(4, write)
    killer.join()
    last = place["server"]
    rows = json.loads(last.request("GET", API + "/claims?limit=1000", headers=token, session=False).bytes)["items"]
    items = collections.Counter(row["item"] for row in rows)
    ok(not met and len(answered) == 48, "every writer got its answers", met)
    ok(set(items) == {f"Objet {key}" for key in answered}, "nothing is lost", sorted(items))
    ok(max(items.values()) == 1, "nothing is there twice", [i for i, n in items.items() if n > 1])
    ok({row["claim"] for row in rows} == set(answered.values()), "and each answer names its claim")
    last.stop()
    checked = subprocess.run([TENACE, "--data", server.data, "verify"], capture_output=True, text=True)
    ok(checked.returncode == 0, "the folder is whole", checked.stdout + checked.stderr)


def test_reminder():
    """A push to a telephone says how many moves wait, and nothing of them; once a day."""
    told = []

    class Telephone(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told.append((self.path, self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_): pass
    telephone = http.server.HTTPServer(("127.0.0.1", 0), Telephone)
    threading.Thread(target=telephone.serve_forever, daemon=True).start()
    server = new("reminder")
    server.request("POST", API + "/claims", CLAIM)
    noon = 12 - time.gmtime().tm_hour  # a zone where it is day: nobody is woken
    answer = server.request("PUT", API + "/settings", {"ntfy": f"http://127.0.0.1:{telephone.server_port}/topic", "language": "fr", "zone": f"Etc/GMT{-noon:+d}" if noon else "Etc/GMT"})
    ok(answer.status == 200, "a telephone and a zone are set", answer.bytes)
    server.stop()
    for _ in range(2):
        again = Server(server.data)
        until = time.monotonic() + 10
        while not told and time.monotonic() < until: time.sleep(0.1)
        time.sleep(1.5)
        again.stop()
    ok(told == [("/topic", "Tenace : 1 coup à jouer")], "a reminder says that a move waits, not which, once a day", told)
    telephone.shutdown()


def test_full():
    """A folder on a disk of 2 MiB: the problem says so, nothing is half written, and it goes on when there is room again."""
    folder = os.path.join(work, "full")
    os.mkdir(folder)
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], capture_output=True).returncode:
        return ok(True, "a full disk # SKIP a small disk cannot be mounted here")
    try:
        server = Server(os.path.join(folder, "data"))
        server.open()
        call(server, "POST", "/claims", CLAIM, status=201, name="a claim on a small disk")
        answers = [server.request("POST", f"{API}/claims/1/evidence?name=f{i}", random.Random(i).randbytes(300000), headers={"Idempotency-Key": f"f{i}"}) for i in range(10)]
        refused = [a for a in answers if a.status != 201]
        ok(refused and all(a.status == 507 and problem_with("POST", API + "/claims/1/evidence", a) is None for a in refused), "a full disk is a problem that says so",
           [(a.status, a.bytes[:200]) for a in answers])
        french = server.request("POST", API + "/claims/1/evidence?name=x", b"\1" * 900000, headers={"Accept-Language": "fr"})
        ok(french.status == 507 and "ne peut pas" in json.loads(french.bytes)["title"], "in French, too", french.bytes)
        print("# " + refused[0].bytes.decode()[:200] if refused else "")
        kept = json.loads(server.request("GET", API + "/claims/1/evidence").bytes)
        ok(len(kept) == len(answers) - len(refused), "what was answered is there, and no more", len(kept))
        ok(server.request("GET", API + "/next").status == 200, "reading goes on")
        subprocess.run(["mount", "-o", "remount,size=16m", folder], check=True)
        again = server.request("POST", f"{API}/claims/1/evidence?name=f9", random.Random(9).randbytes(300000), headers={"Idempotency-Key": "f9"})
        ok(again.status == 201, "with room again the same request is done", (again.status, again.bytes))
        ok(server.stop() == 0, "the server ends well")
        checked = subprocess.run([TENACE, "--data", server.data, "verify"], capture_output=True, text=True)
        ok(checked.returncode == 0, "and the folder is whole", checked.stdout + checked.stderr)
    finally:
        subprocess.run(["umount", "-l", folder])


for test in (test_raw, test_drawn, test_languages, test_idle, test_stop, test_kill, test_reminder, test_full):
    if len(sys.argv) < 3 or test.__name__ in sys.argv[2:]:
        test()
stage.end()
