# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small stand-in for a Mastodon instance, in memory: what Tenace asks of one, answered as docs.joinmastodon.org describes
it, strictly where a client could go wrong (OAuth with PKCE, scopes, Idempotency-Key, limits), with faults on demand. Two other
clients accept it too (test-mastodon.py shows it): toot and Mastodon.py."""
import base64, hashlib, html, json, re, secrets, threading, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


class Instance:
    def __init__(self, domain="social.example", max_characters=500):
        self.domain, self.max_characters = domain, max_characters
        self.accounts, self.statuses, self.apps, self.codes, self.tokens = {}, {}, {}, {}, {}
        self.keys, self.faults, self.seen = {}, [], []
        self.lock = threading.RLock()
        self.last = 110000000000000000
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"instance": self}))
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # clients are killed in the middle
        self.port = self.server.server_address[1]
        self.url = f"http://localhost:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def new_id(self):
        with self.lock:
            self.last += 1
            return str(self.last)

    # ---- what the tests do behind the API

    def account(self, acct, shown=None):
        user = acct.split("@")[0]
        host = acct.split("@")[1] if "@" in acct else self.domain
        one = {"id": self.new_id(), "username": user, "acct": acct, "display_name": shown or user, "locked": False, "bot": False,
               "discoverable": True, "group": False, "created_at": "2024-01-01T00:00:00.000Z", "note": "", "fields": [],
               "emojis": [], "url": f"https://{host}/@{user}", "uri": f"https://{host}/users/{user}", "avatar": "",
               "avatar_static": "", "header": "", "header_static": "", "followers_count": 0, "following_count": 0,
               "statuses_count": 0, "last_status_at": None}
        self.accounts[one["id"]] = one
        return one

    def post(self, account, text, at=None, reply=None, visibility="public", content=None, reblog=None, language="en"):
        one_id = self.new_id()
        host = account["acct"].split("@")[1] if "@" in account["acct"] else self.domain
        status = {"id": one_id, "created_at": at or time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
                  "in_reply_to_id": reply["id"] if reply else None,
                  "in_reply_to_account_id": reply["account"]["id"] if reply else None, "sensitive": False, "spoiler_text": "",
                  "visibility": visibility, "language": language, "uri": f"https://{host}/users/{account['username']}/statuses/{one_id}",
                  "url": f"https://{host}/@{account['username']}/{one_id}", "replies_count": 0, "reblogs_count": 0,
                  "favourites_count": 0, "edited_at": None, "content": content or rendered(text), "reblog": reblog,
                  "application": None, "account": account, "media_attachments": [], "mentions": [], "tags": [], "emojis": [],
                  "card": None, "poll": None, "favourited": False, "reblogged": False, "muted": False, "bookmarked": False,
                  "pinned": False, "filtered": []}
        with self.lock:
            self.statuses[one_id] = status
        return status

    def delete(self, status):
        with self.lock:
            self.statuses.pop(status["id"], None)

    def token_of(self, account):
        token = secrets.token_urlsafe(24)
        self.tokens[token] = account["id"]
        return token

    def fault(self, kind, path="/api/v1/statuses", times=1, **more):
        """The next TIMES requests to PATH: 'status' (code, headers) before, 'raw' (the parts of an answer, PAUSE seconds between
        them), 'after' (code) or 'drop' once it was done."""
        self.faults.append({"kind": kind, "path": path, "times": times, **more})

    def take_fault(self, method, path):
        with self.lock:
            for fault in self.faults:
                if fault["times"] > 0 and path == fault["path"] and method == fault.get("method", "POST"):
                    fault["times"] -= 1
                    return fault
        return None

    def replies(self, status):
        return [s for s in self.statuses.values() if s["in_reply_to_id"] == status["id"]]

    def descendants(self, status_id):
        found = []
        for status in sorted(self.statuses.values(), key=lambda s: s["id"]):
            if status["in_reply_to_id"] == status_id:
                found += [status] + self.descendants(status["id"])
        return found


def rendered(text):
    paragraphs = html.escape(text, quote=False).split("\n\n")
    return "".join("<p>" + p.replace("\n", "<br />") + "</p>" for p in paragraphs)


def counted(text):
    text = re.sub(r"https?://\S+", "x" * 23, text)
    return len(re.sub(r"@(\w+)@[\w.-]+", r"@\1", text))


class Handler(BaseHTTPRequestHandler):
    instance = None
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def say(self, code, body, headers=()):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(code)
        self.send_header("Content-Type", "text/html" if isinstance(body, str) else "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-RateLimit-Limit", "300")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def fields(self):
        found = {k: v[-1] for k, v in parse_qs(urlsplit(self.path).query, keep_blank_values=True).items()}
        size = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(size).decode() if size else ""
        if "json" in (self.headers.get("Content-Type") or ""):
            found.update(json.loads(body or "{}"))
        else:
            found.update({k: v[-1] for k, v in parse_qs(body, keep_blank_values=True).items()})
        return found

    def who(self):
        kind, _, token = (self.headers.get("Authorization") or "").partition(" ")
        return self.instance.accounts.get(self.instance.tokens.get(token)) if kind == "Bearer" else None

    def route(self, method):
        path = unquote(urlsplit(self.path).path)
        self.values = self.fields()
        self.instance.seen.append((method, path))
        fault = self.instance.take_fault(method, path)
        if fault and fault["kind"] == "status":
            return self.say(fault["code"], {"error": "Fault"}, fault.get("headers", ()))
        if fault and fault["kind"] == "raw":
            return self.say_raw(fault["parts"], fault.get("pause", 0))
        self.after = fault
        for pattern, methods in ROUTES:
            match = re.fullmatch(pattern, path)
            if match and method in methods:
                with self.instance.lock:
                    return methods[method](self, *match.groups())
        self.say(404, {"error": "Record not found"})

    def say_raw(self, parts, pause):
        self.close_connection = True
        for part in parts:
            self.wfile.write(part)
            self.wfile.flush()
            time.sleep(pause)

    def do_GET(self):
        self.route("GET")

    def do_POST(self):
        self.route("POST")

    def do_DELETE(self):
        self.route("DELETE")

    # ---- endpoints

    def statuses_limits(self):
        return {"statuses": {"max_characters": self.instance.max_characters, "max_media_attachments": 4,
                             "characters_reserved_per_url": 23}}

    def instance_2(self):
        self.say(200, {"domain": self.instance.domain, "title": "Stand-in", "version": "4.3.0", "source_url": "",
                       "description": "", "languages": ["en"], "configuration": self.statuses_limits(), "rules": []})

    def instance_1(self):
        self.say(200, {"uri": self.instance.domain, "title": "Stand-in", "version": "4.3.0", "short_description": "", "email": "",
                       "description": "", "languages": ["en"], "registrations": False, "approval_required": False,
                       "invites_enabled": False, "urls": {}, "stats": {"user_count": 1, "status_count": 1, "domain_count": 1},
                       "thumbnail": None, "configuration": self.statuses_limits(), "contact_account": None, "rules": []})

    def apps(self):
        if not self.values.get("client_name") or not self.values.get("redirect_uris"):
            return self.say(422, {"error": "Validation failed"})
        app = {"id": self.instance.new_id(), "name": self.values["client_name"], "website": None, "vapid_key": "",
               "redirect_uri": self.values["redirect_uris"], "client_id": secrets.token_urlsafe(16),
               "client_secret": secrets.token_urlsafe(16), "scopes": self.values.get("scopes", "read")}
        self.instance.apps[app["client_id"]] = app
        self.say(200, app)

    def authorize(self):
        app = self.instance.apps.get(self.values.get("client_id"))
        if not app or self.values.get("redirect_uri") != app["redirect_uri"] or self.values.get("response_type") != "code":
            return self.say(400, "<p>invalid client</p>")
        if self.values.get("code_challenge") and self.values.get("code_challenge_method") != "S256":
            return self.say(400, "<p>invalid challenge</p>")
        code = secrets.token_urlsafe(16)
        self.instance.codes[code] = (app["client_id"], self.values.get("code_challenge"))
        self.say(200, f'<p>Copy this code:</p><input value="{code}">')

    def token(self):
        app = self.instance.apps.get(self.values.get("client_id"))
        if not app or app["client_secret"] != self.values.get("client_secret"):
            return self.say(401, {"error": "invalid_client", "error_description": "Client authentication failed"})
        client, challenge = self.instance.codes.pop(self.values.get("code"), (None, None))
        verifier = self.values.get("code_verifier", "")
        digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        if client != app["client_id"] or (challenge and challenge != digest):
            return self.say(400, {"error": "invalid_grant", "error_description": "The provided grant is invalid"})
        owner = next(iter(self.instance.accounts.values()))
        self.say(200, {"access_token": self.instance.token_of(owner), "token_type": "Bearer", "scope": app["scopes"],
                       "created_at": int(time.time())})

    def need_user(self):
        user = self.who()
        if not user:
            self.say(401, {"error": "The access token is invalid"})
        return user

    def verify(self):
        user = self.need_user()
        if user:
            self.say(200, {**user, "source": {"privacy": "public", "sensitive": False, "language": None, "note": "", "fields": []}})

    def lookup(self):
        for one in self.instance.accounts.values():
            names = {one["acct"], f"{one['acct']}@{self.instance.domain}"}
            if self.values.get("acct", "").lower().lstrip("@") in names and not one.get("unknown"):
                return self.say(200, one)
        self.say(404, {"error": "Record not found"})

    def account_statuses(self, account):
        if account not in self.instance.accounts:
            return self.say(404, {"error": "Record not found"})
        found = [s for s in self.instance.statuses.values() if s["account"]["id"] == account]
        yes = lambda name: self.values.get(name) in ("true", "1", "True")
        if yes("exclude_replies"):
            found = [s for s in found if not s["in_reply_to_id"] or s["in_reply_to_account_id"] == account]
        if yes("exclude_reblogs"):
            found = [s for s in found if not s["reblog"]]
        found.sort(key=lambda s: s["id"], reverse=True)
        self.say(200, found[:int(self.values.get("limit", 20))])

    def search(self):
        if not self.need_user():
            return
        query, resolve = self.values.get("q", ""), self.values.get("resolve") in ("true", "True", "1")
        statuses = [s for s in self.instance.statuses.values() if query in (s["url"], s["uri"]) and resolve]
        accounts = [a for a in self.instance.accounts.values() if a["acct"] == query.lstrip("@")] if resolve else []
        for one in accounts:
            one.pop("unknown", None)
        self.say(200, {"accounts": accounts, "statuses": statuses, "hashtags": []})

    def publish(self):
        user = self.need_user()
        if not user:
            return
        key = self.headers.get("Idempotency-Key")
        known = self.instance.keys.get((user["id"], key)) if key else None
        if known:
            return self.say(200, self.instance.statuses.get(known, {}) or {"error": "Record not found"})
        text, parent = self.values.get("status", ""), self.values.get("in_reply_to_id") or None
        if not text.strip():
            return self.say(422, {"error": "Validation failed: Text can't be blank"})
        if counted(text) > self.instance.max_characters:
            return self.say(422, {"error": f"Validation failed: Text character limit of {self.instance.max_characters} exceeded"})
        if parent and str(parent) not in self.instance.statuses:
            return self.say(404, {"error": "The post you are trying to reply to does not appear to exist."})
        status = self.instance.post(user, text, reply=self.instance.statuses[str(parent)] if parent else None,
                                    visibility=self.values.get("visibility") or "public", language=self.values.get("language") or "en")
        if key:
            self.instance.keys[(user["id"], key)] = status["id"]
        if self.after and self.after["kind"] == "drop":
            self.close_connection = True
            return self.connection.close()
        if self.after and self.after["kind"] == "after":
            return self.say(self.after["code"], {"error": "Fault after the fact"})
        self.say(200, status)

    def status(self, status_id):
        status = self.instance.statuses.get(status_id)
        self.say(200 if status else 404, status or {"error": "Record not found"})

    def remove(self, status_id):
        status, user = self.instance.statuses.get(status_id), self.need_user()
        if user and status and status["account"]["id"] == user["id"]:
            self.instance.delete(status)
            return self.say(200, status)
        if user:
            self.say(404, {"error": "Record not found"})

    def context(self, status_id):
        if status_id not in self.instance.statuses:
            return self.say(404, {"error": "Record not found"})
        ancestors, parent = [], self.instance.statuses[status_id]["in_reply_to_id"]
        while parent in self.instance.statuses:
            ancestors.insert(0, self.instance.statuses[parent])
            parent = ancestors[0]["in_reply_to_id"]
        self.say(200, {"ancestors": ancestors, "descendants": self.instance.descendants(status_id)})


ROUTES = [
    (r"/api/v2/instance/?", {"GET": Handler.instance_2}), (r"/api/v1/instance/?", {"GET": Handler.instance_1}),
    (r"/api/v1/apps/?", {"POST": Handler.apps}), (r"/oauth/authorize", {"GET": Handler.authorize}),
    (r"/oauth/token", {"POST": Handler.token}), (r"/api/v1/accounts/verify_credentials", {"GET": Handler.verify}),
    (r"/api/v1/accounts/lookup", {"GET": Handler.lookup}), (r"/api/v1/accounts/(\d+)/statuses", {"GET": Handler.account_statuses}),
    (r"/api/v2/search", {"GET": Handler.search}), (r"/api/v1/statuses", {"POST": Handler.publish}),
    (r"/api/v1/statuses/(\d+)", {"GET": Handler.status, "DELETE": Handler.remove}),
    (r"/api/v1/statuses/(\d+)/context", {"GET": Handler.context}),
]
