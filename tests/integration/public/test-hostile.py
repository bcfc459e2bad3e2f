#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-hostile.py TENACE: what strangers may send or make the user paste, row by row: refused, or shown harmless. Listeners on
loopback count every connection that is led there: none may come but to the server that the user configured. TAP."""
import json, os, re, socket, sys, threading, time, unicodedata
from fake_mastodon import Instance
from networks import connect_mastodon
from words import Bench

bench = Bench(sys.argv[1])
check = bench.check
SELLER = "sav@phones.example"
ENDS = {0, 2, 3, 4, 5, 6}  # every way to end but a crash


class Canary:
    """Listens where nobody may be led."""

    def __init__(self):
        self.touched, self.sockets = [], []
        self.port = self.listen(socket.AF_INET, "127.0.0.1", 0)
        self.listen(socket.AF_INET6, "::1", self.port)
        self.https = self.listen(socket.AF_INET, "127.0.0.1", 443) and self.listen(socket.AF_INET6, "::1", 443)

    def listen(self, family, address, port):
        one = socket.socket(family, socket.SOCK_STREAM)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((address, port))
        except OSError:
            return 0
        one.listen(16)
        self.sockets.append(one)
        threading.Thread(target=self.accept, args=(one,), daemon=True).start()
        return one.getsockname()[1]

    def accept(self, one):
        while True:
            peer = one.accept()[0]
            self.touched.append(one.getsockname())
            peer.close()


def is_harmless(text):
    """Nothing that a terminal obeys, that hides, or that turns the direction of writing."""
    joiners = "\u200c\u200d"
    return all(c in "\n\t" + joiners or unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs") or 0xE0000 <= ord(c) <= 0xE007F for c in text)


def find():
    started = time.time()
    plain = bench.call("public", "find", "c1")
    return plain, time.time() - started


def redirects(instance, canary):
    c = canary.port
    rows = [("loopback by number", f"http://127.0.0.1:{c}/"), ("the same by https", f"https://127.0.0.1:{c}/"), ("loopback by name", f"https://localhost:{c}/"),
            ("a name beneath localhost", f"https://shop.localhost:{c}/"), ("this machine's own name", f"https://{socket.gethostname()}:{c}/"),
            ("IPv6 loopback", f"https://[::1]:{c}/"), ("IPv4 mapped into IPv6", f"https://[::ffff:127.0.0.1]:{c}/"),
            ("mapped, in hex", f"https://[::ffff:7f00:1]:{c}/"), ("one decimal number", f"https://2130706433:{c}/"), ("hex", f"https://0x7f000001:{c}/"),
            ("octal", f"https://0177.0.0.1:{c}/"), ("two parts", f"https://127.1:{c}/"), ("zero", f"https://0.0.0.0:{c}/"), ("IPv6 any", f"https://[::]:{c}/"),
            ("another port of the same host", f"http://localhost:{c}/"), ("wide digits", f"https://１２７.0.0.1:{c}/"), ("a wide full stop", f"https://127。0。0。1:{c}/"),
            ("cloud metadata", "http://169.254.169.254/latest/meta-data/"), ("a private network", "https://10.0.0.1/"), ("carrier's network", "https://100.64.0.1/"),
            ("a unique local address", "https://[fd00::1]/"), ("a link-local address", "https://[fe80::1]/"), ("6to4 of loopback", "https://[2002:7f00:1::]/"),
            ("a file", "file:///etc/passwd"), ("ftp", f"ftp://127.0.0.1:{c}/"), ("gopher", f"gopher://127.0.0.1:{c}/_x"), ("a script", "javascript:alert(1)"),
            ("a user before the host", f"https://social.example@127.0.0.1:{c}/"), ("no scheme", f"//127.0.0.1:{c}/"), ("a line break", f"https://127.0.0.1:{c}/%0d%0aHost:%20x")]
    for name, place in rows:
        before = len(canary.touched)
        answer = f"HTTP/1.1 302 Found\r\nLocation: {place}\r\nContent-Length: 0\r\n\r\n".encode()
        instance.fault("raw", path="/api/v1/accounts/lookup", method="GET", parts=[answer])
        done, seconds = find()
        check(done.returncode in (3, 4, 6) and len(canary.touched) == before and seconds < 20, f"redirect, {name}: not followed {done.stderr.strip()[:90]}")
    instance.fault("status", path="/api/v1/accounts/lookup", method="GET", code=302, times=99, headers=[("Location", f"{instance.url}/api/v1/accounts/lookup")])
    seen = len(instance.seen)
    done, _ = find()
    check(done.returncode == 6 and len(instance.seen) - seen <= 10, f"redirect, in a circle: left after {len(instance.seen) - seen} requests")
    instance.faults.clear()


def ok(body, kind="application/json"):
    body = body if isinstance(body, bytes) else body.encode()
    return [f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body]


def answers(instance, seller):
    post = instance.post(seller, "Daily news", at="2026-03-19T09:00:00.000Z")
    many = json.dumps([{**post, "id": str(i)} for i in range(3000)])
    rows = [("larger than 4 MiB", ok('["' + "x" * 5_000_000 + '"]')), ("a length that lies", [b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999\r\n\r\n[]"]),
            ("cut off in the middle", ok('[{"id":"1","content":"<p>a')), ("a hundred thousand brackets", ok("[" * 100_000)),
            ("a deep object", ok('{"a":' * 50_000 + "1" + "}" * 50_000)), ("a page instead of JSON", ok("<html><script>alert(1)</script>", "text/html")),
            ("an object for a list", ok('{"statuses":[]}')), ("numbers for texts", ok('[{"id":1,"content":2,"account":{"id":3},"url":4}]')),
            ("a list for an account", ok('[{"id":"1","account":["x"],"content":"a"}]')), ("nulls", ok('[null,{"id":null,"account":null}]')),
            ("bytes that are no UTF-8", ok(b'[{"id":"1","content":"\xff\xfe"}]')), ("a lone surrogate", ok('[{"id":"1","content":"\\ud800"}]')),
            ("a NUL in a text", ok('[{"id":"1","account":{"id":"2"},"content":"a\\u0000b"}]')), ("an endless number", ok('[{"id":' + "9" * 100_000 + "}]")),
            ("nothing", ok("")), ("3,000 posts", ok(many)), ("a header of 1 MB", [b"HTTP/1.1 200 OK\r\nX-A: " + b"x" * 1_000_000 + b"\r\nContent-Length: 2\r\n\r\n[]"]),
            ("compressed though nobody asked", ok(b"\x1f\x8b\x08" + b"\0" * 40)), ("a hundred continuations", [b"HTTP/1.1 100 Continue\r\n\r\n" * 100 + ok("[]")[0]]),
            ("not HTTP at all", [b"SSH-2.0-OpenSSH_9.2\r\n"]), ("a connection that is closed at once", [])]
    for name, parts in rows:
        instance.fault("raw", path=f"/api/v1/accounts/{seller['id']}/statuses", method="GET", parts=parts)
        done, seconds = find()
        check(done.returncode in ENDS and seconds < 20 and is_harmless(done.stdout + done.stderr), f"answer, {name}: exit {done.returncode} in {seconds:.1f} s {done.stderr.strip()[:80]}")
    instance.fault("raw", path=f"/api/v1/accounts/{seller['id']}/statuses", method="GET", parts=[b"HTTP/1.1 200 OK\r\n\r\n["] + [b" "] * 100, pause=1)
    done, seconds = find()
    check(done.returncode == 6 and seconds < 45, f"answer, one byte a second: given up after {seconds:.0f} s")
    seen = len(instance.seen)
    find()
    check(len(instance.seen) - seen <= 3, "answer, pages without end: no more requests than a page needs")
    instance.delete(post)


CONTENT = [("a script", "<p>Sale<script>alert(1)</script></p>", "Sale"), ("a style", "<style>p{display:none}</style><p>Sale</p>", "Sale"),
           ("a link that is a script", '<p>Sale <a href="javascript:alert(1)">here</a></p>', "Sale here"), ("a frame", '<p>Sale</p><iframe srcdoc="<script>x</script>"></iframe>', "Sale"),
           ("an event handler", '<p onclick="x()">Sale</p><img src=x onerror="alert(1)">', "Sale"), ("entities twice", "<p>Sale &amp;lt;script&amp;gt;</p>", "Sale"),
           ("an escape as an entity", "<p>Sale &#27;[2J&#x9b;31m</p>", "Sale"), ("an escape as it is", "<p>Sale \x1b]0;owned\x07</p>", "Sale"), ("a title of the terminal, C1", "<p>Sale \u009d0;x\u009c</p>", "Sale"),
           ("writing turned round", "<p>Sale \u202egnp.exe\u2066</p>", "Sale"), ("letters without width", "<p>S\u200ba\u2060l\ufeffe</p>", "Sale"), ("line separators", "<p>Sale\u2028\u2029</p>", "Sale"),
           ("a family in emoji", "<p>Sale 👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿</p>", "Sale 👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿"), ("a letter under a thousand marks", "<p>Sale Z" + "\u0301" * 1000 + "</p>", "Sale"), ("planes beyond the first", "<p>Sale 𝕊𠜎𐍈</p>", "Sale 𝕊𠜎𐍈"),
           ("tags that never close", "<p><b><i><u>Sale" + "<span>" * 5000, "Sale"), ("a comment", "<p>Sale<!-- <script> --></p>", "Sale"), ("half a megabyte", "<p>Sale " + "x" * 500_000 + "</p>", "Sale"),
           ("a carriage return", "<p>Sale\rfake line</p>", "Sale"), ("a backspace", "<p>SaleX\x08\x08</p>", "Sale")]


def contents(instance, seller):
    for name, content, expected in CONTENT:
        post = instance.post(seller, "", at="2026-03-20T09:00:00.000Z", content=content)
        done, seconds = find()
        found = bench.json("public", "find", "c1")["post"]["text"]
        check(done.returncode == 0 and is_harmless(done.stdout) and is_harmless(found) and expected in found and "<script" not in found and "alert" not in found and seconds < 10,
              f"content, {name}: shown as {found[:40]!r}")
        instance.delete(post)
    post = instance.post(seller, "Sale", at="2026-03-20T09:00:00.000Z")
    for name, url in [("a script", "javascript:alert(1)"), ("a file", "file:///etc/passwd"), ("an escape", "https://x.example/\x1b[2J"), ("turned round", "https://x.example/\u202eexe"), ("no text", 7)]:
        post["url"] = url
        done, _ = find()
        link = bench.json("public", "preview", "c1")["link"]
        check(done.returncode in ENDS and is_harmless(done.stdout) and (link is None or (link.startswith("https://") and is_harmless(link))), f"a post's address, {name}: {link!r}")
    instance.delete(post)


HANDLES = [("a Cyrillic letter", "ph\u043ene", None), ("wide letters", "ｐｈｏｎｅ", None), ("a Greek letter", "ph\u03bfne", None), ("mathematical letters", "𝗉𝗁𝗈𝗇𝖾", None),
           ("an invisible letter", "ph\u200bone", None), ("turned round", "\u202eenohp", None), ("a combining mark", "phone\u0301", None), ("an emoji", "phone📱", None),
           ("a path", "../../etc/passwd", None), ("a command", "$(touch x)", None), ("an option", "--help", None), ("a line break", "phone\nHost: x", None), ("a quote", "phone\"><script>", None),
           ("ten thousand letters", "p" * 10_000, None), ("nothing", "", None)]


def handles():
    for network, suffix in (("x", ""), ("mastodon", "@social.example")):
        for name, handle, _ in HANDLES:
            done = bench.call("public", "handle", "c2", network, *(["--"] if handle.startswith("-") else []), handle + (suffix if handle else ""), "--offline")
            kept = json.loads([line for line in bench.call("export").stdout.splitlines() if '"ref":"m2"' in line][0])["handles"]
            value = kept.get(network, "")
            check(done.returncode in (2, 3) and is_harmless(done.stderr) and not value or re.fullmatch(r"[a-z0-9_.-]+(@[a-z0-9.-]+)?", value or "a"),
                  f"handle on {network}, {name}: {'refused' if done.returncode else value!r}")


PLACES = [("a script", "javascript:alert(1)//x.com/a/status/1"), ("data", "data:text/html,x.com"), ("a file", "file:///x.com/a/status/1"), ("another host behind a user", "https://x.com@evil.example/a/status/1"),
          ("a longer host", "https://x.com.evil.example/a/status/1"), ("a shorter likeness", "https://evilx.com/a/status/1"), ("a Cyrillic letter", "https://\u0445.com/a/status/1"), ("punycode", "https://xn--x-8ya.com/a/status/1"),
          ("a port", "https://x.com:8443/a/status/1"), ("a backslash", "https://evil.example\\@x.com/a/status/1"), ("a tab", "https://x.com\t.evil.example/"), ("an id with a command", "https://x.com/a/status/1;touch%20x"),
          ("an id with more of a query", "https://x.com/a/status/1%26text%3Downed"), ("a hundred thousand letters", "https://x.com/" + "a" * 100_000), ("turned round", "https://x.com/\u202emoc.live/status/1")]


def places():
    for name, url in PLACES:
        shown = bench.call("--json", "public", "preview", "c3", "--network", "x", "--post", url)
        noted = bench.call("public", "done", "c3", url)
        events = [line for line in bench.call("export").stdout.splitlines() if '"claim":"c3"' in line and "post.published" in line]
        link = json.loads(shown.stdout)["link"] if shown.returncode == 0 else "https://x.com/"
        safe = link.startswith("https://x.com/") and is_harmless(link) and not re.search(r"[\s\\]|&text=owned", link)
        check(shown.returncode in (0, 3, 5) and safe and noted.returncode in (0, 3) and all(json.loads(e)["body"]["url"].startswith("https://x.com/") for e in events),
              f"a pasted address, {name}: {'refused' if shown.returncode else link[:60]}")


def sites(canary):
    """The seller's own site is asked for its handles: it may not be this machine or a private network."""
    if not canary.https:
        return bench.skip("the seller's site is on loopback", "port 443 is taken")
    for name, domain in [("loopback by name", "localhost"), ("beneath localhost", "shop.localhost"), ("by number", "127.0.0.1"), ("one number", "2130706433"), ("hex", "0x7f.1"), ("this machine's name", socket.gethostname()), ("private", "10.0.0.1")]:
        lines = [{"type": "merchant", "ref": "ms", "name": "Site", "role": "online_shop", "country": "HK", "languages": ["en"], "emails": [], "domains": [domain], "phone": None, "form_url": None, "handles": {}},
                 {"type": "purchase", "ref": "ps", "merchant": "ms", "item": "Phone", "order_number": "1", "price": {"amount": 1, "currency": "EUR"}, "ordered_on": "2026-02-20", "delivered_on": None, "where": "distance", "payment": "card", "second_hand": False},
                 {"type": "claim", "ref": "cs", "purchase": "ps", "kind": "not_delivered", "wants": "delivery", "language": "fr", "ladder": None},
                 {"type": "event", "claim": "cs", "kind": "claim.opened", "at": "2026-03-09T09:00:00+01:00", "actor": "me", "body": {"about": "x"}}]
        one = Bench(sys.argv[1])
        before = len(canary.touched)
        imported = one.call("import", one.file("site.jsonl", "".join(json.dumps(line) + "\n" for line in lines)))
        done = one.call("public", "handle", "cs", "x", "phones")
        check(len(canary.touched) == before and (imported.returncode or done.returncode == 0 and "as you typed it" in done.stderr),
              f"the seller's site, {name}: not asked, the handle counts as typed {imported.stderr.strip()[:60] if imported.returncode else ''}")


def servers(canary):
    """Servers of accounts: plain http is for this machine alone, and only the very server that was given."""
    for name, server in [("a private network, plain", "http://10.0.0.1"), ("the world, plain", "http://social.example"), ("a file", "file:///etc/passwd"), ("a user", f"http://x:y@localhost:{canary.port}"), ("nothing", "http://")]:
        before = len(canary.touched)
        for network, more in (("mastodon", []), ("bluesky", ["--handle", "claire.test"])):
            done = bench.call("account", "add", network, "--server", server, *more, stdin="secret\n")
            check(done.returncode in (3, 6) and len(canary.touched) == before and "secret" not in done.stderr, f"an account's server, {name}, {network}: {done.stderr.strip()[:70]}")


def repliers(instance, claire, seller):
    latest = instance.post(seller, "Daily news", at="2026-03-20T10:00:00.000Z")
    done = bench.publish("c1")
    own = instance.replies(latest)[0]
    rows = [("the same name, one Cyrillic letter", "help@evil.example", "Ph\u043enes 1"), ("the handle on another host", "sav@phones.examp1e", "Care"), ("the handle, one digit", "sav@ph0nes.example", "Phones 1"),
            ("wide letters", "x@evil.example", "Ｐｈｏｎｅｓ １"), ("hidden letters", "y@evil.example", "Pho\u200bnes 1"), ("turned round", "z@evil.example", "\u202e1 senohP"), ("support put behind", "phones1-support@evil.example", "Phones 1 Support"),
            ("a mark of trust", "w@evil.example", "Phones 1 ✅"), ("an escape in the name", "v@evil.example", "Phones 1\x1b[2J")]
    for i, (name, acct, shown) in enumerate(rows):
        instance.post(instance.account(acct, shown), "We are so sorry! <b>DM</b> us.", at=f"2026-03-20T11:{31 + i}:00.000Z", reply=own)
        bench.now = f"2026-03-20T12:{32 + i}:00+01:00"
        seen = bench.json("public", "watch", "c1")
        text = bench.call("public", "watch", "c1")
        check(seen["impostors"] == 1 and seen["answers"] == 0 and is_harmless(text.stdout + text.stderr) and bench.json("next", "c1")[0]["turn"] == "seller", f"an answer, {name}: warned of, no answer")
    events = [json.loads(line) for line in bench.call("export").stdout.splitlines() if '"claim":"c1"' in line]
    notes = [e["body"]["text"] for e in events if e["kind"] == "note.added"]
    check(done.returncode == 0 and len(notes) == len(rows) and all(map(is_harmless, notes)) and not [e for e in events if e["kind"] == "message.received"], f"{len(notes)} warnings are kept, harmless to read, and nothing else")


def main():
    instance, canary = Instance(), Canary()
    claire, seller = instance.account("claire", "Claire"), instance.account(SELLER, "Phones 1")
    bench.claims(3, lambda i: {"mastodon": SELLER} if i == 1 else {"x": "phones"} if i == 3 else {})
    check(connect_mastodon(bench, instance.url)[0] == 0, "the one server that the user configured may be on this machine")
    redirects(instance, canary)
    answers(instance, seller)
    contents(instance, seller)
    handles()
    places()
    sites(canary)
    servers(canary)
    repliers(instance, claire, seller)
    check(not canary.touched, f"in all, nobody was led to loopback {canary.touched}")
    check(bench.call("verify").returncode == 0, "every hash and chain holds")
    return bench.end()


sys.exit(main())
