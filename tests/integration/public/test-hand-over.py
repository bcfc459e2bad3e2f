#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-hand-over.py TENACE: where Tenace may not post, its links are opened by Tenace itself in a real browser (Chromium) that
takes a local page for every host; the page tells what arrived. The QR code is read by another program (zbar), X's weights are
compared with X's own library. TAP."""
import fcntl, html, http.server, json, os, pty, re, shutil, ssl, struct, subprocess, sys, termios, threading, time, urllib.parse
from words import Bench

PROGRAM, HERE = sys.argv[1], os.path.dirname(os.path.abspath(__file__))
bench = Bench(PROGRAM, language="fr")
check = bench.check
HANDLES = {"x": "phones", "facebook": "phones.fr", "instagram": "phones_fr", "linkedin": "phones-sa", "trustpilot": "phones1.example",
           "google": "ChIJD7fiBh9u5kcRYJSMaMOCCwQ"}
# The seller's post as its reader copies it, what must be opened, and whether the text goes along.
POSTS = [("x", "https://x.com/phones/status/1770000000000000001?s=20", "https://x.com/intent/post?in_reply_to=1770000000000000001", True),
         ("x", None, "https://x.com/phones", False),
         ("facebook", "https://www.facebook.com/phones.fr/posts/pfbid02Abc?__cft__[0]=AZX&__tn__=%2CO", None, False),
         ("facebook", None, "https://www.facebook.com/phones.fr", False),
         ("instagram", "https://www.instagram.com/p/C4aBcDeFgHi/?img_index=1", None, False),
         ("linkedin", "https://www.linkedin.com/posts/phones-sa_lancement-activity-7170000000000000000-AbCd", None, False),
         ("linkedin", None, "https://www.linkedin.com/company/phones-sa/posts/", False),
         ("trustpilot", None, "https://www.trustpilot.com/evaluate/phones1.example", False),
         ("google", None, "https://search.google.com/local/writereview?placeid=ChIJD7fiBh9u5kcRYJSMaMOCCwQ", False)]
BASE = "Réponse s'il vous plaît, ma commande n'est pas arrivée 📦 & mes messages « restent » sans réponse ? 100 % poli #SAV "
FAMILY = "👨‍👩‍👧‍👦"
PAGE = """<!doctype html><meta charset=utf-8><title>What arrived</title><h1>What arrived</h1><pre id=where></pre><pre id=text></pre>
<script>const sent = new URLSearchParams(location.search);
document.getElementById('where').textContent = location.href; document.getElementById('text').textContent = sent.get('text') ?? '';
fetch('/arrived', {method: 'POST', body: JSON.stringify({href: location.href, text: sent.get('text')})});</script>"""


class Page(http.server.BaseHTTPRequestHandler):
    arrived = []

    def log_message(self, *_):
        pass

    def answer(self, body, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(PAGE.encode(), "text/html")

    def do_POST(self):
        said = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/arrived":
            Page.arrived.append(json.loads(said))
        self.answer(b"{}", "application/json")


def every_host():
    """A server that a browser takes for any host, and $BROWSER, a script that opens its argument there."""
    key, certificate = os.path.join(bench.work, "key.pem"), os.path.join(bench.work, "crt.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2",
                    "-subj", "/CN=localhost"], check=True, capture_output=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    server.daemon_threads = True
    server.handle_error = lambda *_: None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser = bench.file("browser", f"""#!/bin/sh
chromium --headless=new --disable-background-networking --disable-component-update --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --ignore-certificate-errors \\
  --user-data-dir={bench.work}/profile --host-resolver-rules='MAP * 127.0.0.1:{server.server_address[1]}' --dump-dom "$1" > {bench.work}/dom.part 2> /dev/null &&
mv {bench.work}/dom.part {bench.work}/dom
""")
    os.chmod(browser, 0o755)
    return browser


def run(*words, environment=None):
    return subprocess.run(bench.arguments(*words), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120,
                          env={**os.environ, **(environment or {})})


def opened(browser, *words):
    """What arrives in the browser when Tenace opens its link: the page's report and its document."""
    before, dom = len(Page.arrived), os.path.join(bench.work, "dom")
    if os.path.exists(dom):
        os.remove(dom)
    done = run(*words, "--open", environment={"BROWSER": browser})
    deadline = time.time() + 60
    while (len(Page.arrived) == before or not os.path.exists(dom)) and time.time() < deadline:
        time.sleep(0.1)
    if len(Page.arrived) == before or not os.path.exists(dom):
        print("#", done.stdout[-300:], done.stderr[-300:])
        return None, ""
    with open(dom, encoding="utf-8") as source:
        return Page.arrived[-1], source.read()


def weight(text, network="x"):
    return bench.json("public", "preview", "c1", "--network", network, "--text", bench.file("text.txt", text))["weight"]


def to_the_limit():
    """280 by X's own count, with accents, Chinese and emoji."""
    text = BASE + FAMILY + "保修期内" + "👍🏽"
    return text + "é" * (280 - weight(text))


def counting(full):
    done = subprocess.run([os.path.join(HERE, "packages.sh"), os.path.join(HERE, "count")], capture_output=True, text=True)
    if done.returncode:
        return bench.skip("X's own library counts the same", done.stdout.strip())
    texts = [full, full + "é", BASE.strip(), "voir https://example.com/a/very/long/path?x=1&y=é fin", "example.fr et (https://example.com/b_(c)).",
             "e\u0301te\u0301", "保修 warranty 保修", FAMILY * 3, "🇫🇷🇩🇪 1️⃣ ❤️ ©️ ✔ ★", "한국어 नि กำ", "“guillemets” — … ‘’ •", "@phones bonjour #été #1",
             "ﬁn Ａ ½ € ™ ∞ →", "a\nb\r\nc", "x" * 279 + "保"]
    weighed = subprocess.run(["node", os.path.join(HERE, "count", "count.cjs")], input=json.dumps(texts), capture_output=True, text=True,
                             env={**os.environ, "COUNT_MODULES": done.stdout.strip()}, check=True)
    theirs = [one["weight"] for one in json.loads(weighed.stdout)]
    ours = [weight(text) for text in texts]
    differ = [(text, a, b) for text, a, b in zip(texts, ours, theirs) if a != b]
    check(not differ, f"X's own library counts {len(texts)} texts as we do {differ}")
    check(theirs[0] == 280 and json.loads(weighed.stdout)[0]["valid"] and not json.loads(weighed.stdout)[1]["valid"],
          "the full text is 280 and valid to it, one letter more is not")


def links(browser, full):
    for network, post, place, with_text in POSTS:
        words = ["public", "preview", "c1", "--network", network, "--text", bench.file("full.txt", full)] + (["--post", post] if post else [])
        shown = bench.json(*words)
        arrived, dom = opened(browser, *words)
        href = arrived["href"] if arrived else ""
        split = urllib.parse.urlsplit(href)
        where = href.split("&text=")[0] if with_text else href
        expected = urllib.parse.urlsplit(place or post)
        same = (urllib.parse.unquote(where) == urllib.parse.unquote(urllib.parse.urlunsplit(expected)))
        check(arrived and same and split.scheme == "https" and shown["text"] == full, f"{network}: the browser arrives at {where}")
        if with_text:
            in_page = html.unescape(re.search(r'<pre id="text">(.*?)</pre>', dom, re.S).group(1))
            check(arrived["text"] == full and in_page == full, f"{network}: every letter of {shown['weight']} weighted arrives: {arrived['text'][-30:]}")


def other_ways(full):
    """xdg-open without $BROWSER; several browsers, with their own options; nothing passes through a shell."""
    folder, log = os.path.join(bench.work, "bin"), os.path.join(bench.work, "opened")
    os.makedirs(folder)
    for name in ("xdg-open", "firefox"):
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(f'#!/bin/sh\nfor one; do printf "%s\\n" "$one"; done > "{log}.part"; echo {name} >> "{log}.part"; mv "{log}.part" "{log}"\n')
        os.chmod(path, 0o755)
    rows = [("no $BROWSER: xdg-open", {"BROWSER": ""}, lambda link: [link, "xdg-open"]),
            ("a browser with options", {"BROWSER": "firefox --new-tab '%s'"}, lambda link: ["--new-tab", link, "firefox"]),
            ("the second when the first is not there", {"BROWSER": "/nonexistent/browser:firefox"}, lambda link: [link, "firefox"]),
            ("none of them there: xdg-open", {"BROWSER": "/nonexistent/browser"}, lambda link: [link, "xdg-open"]),
            ("no shell", {"BROWSER": f"firefox ; touch {bench.work}/broken ; echo"}, lambda link: [";", "touch", f"{bench.work}/broken", ";", "echo", link, "firefox"])]
    words = ["public", "preview", "c1", "--network", "x", "--post", POSTS[0][1], "--text", bench.file("full.txt", full)]
    link = bench.json(*words)["link"]
    for name, environment, expected in rows:
        if os.path.exists(log):
            os.remove(log)
        run(*words, "--open", environment={"PATH": folder + ":" + os.environ["PATH"], **environment})
        deadline = time.time() + 10
        while not os.path.exists(log) and time.time() < deadline:
            time.sleep(0.05)
        seen = open(log, encoding="utf-8").read().splitlines() if os.path.exists(log) else []
        check(seen == expected(link), f"{name}")
    check(not os.path.exists(f"{bench.work}/broken"), "and nothing else was run")
    dry = run("-n", *words, "--open", environment={"BROWSER": f"touch {bench.work}/dry"})
    time.sleep(0.5)
    check(dry.returncode == 0 and not os.path.exists(f"{bench.work}/dry"), "with -n nothing is opened")


def on_terminal(words, columns, answer="\n", lines=60):
    """Tenace on a terminal of COLUMNS: all that it writes; ANSWER is typed."""
    primary, secondary = pty.openpty()
    fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = subprocess.Popen(bench.arguments(*words), stdin=secondary, stdout=secondary, stderr=secondary, close_fds=True)
    os.close(secondary)
    os.write(primary, answer.encode())
    seen = b""
    while True:
        try:
            part = os.read(primary, 65536)
        except OSError:
            break
        seen += part
    process.wait()
    os.close(primary)
    return seen.decode().replace("\r\n", "\n")


def scanned(text):
    """The QR code within TEXT, drawn as a picture and read by zbar."""
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in text.split("\n")]
    code = [line for line in lines if line and set(line) <= set("█▀▄ ") and len(line) > 20]
    if not code:
        return None, 0
    width, size = max(len(line) for line in code), 6
    light = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows = []
    for line in code:
        for half in (0, 1):
            rows += [b"".join(bytes([light[c][half]]) * size for c in line.ljust(width, "█"))] * size
    path = os.path.join(bench.work, "code.pgm")
    with open(path, "wb") as out:
        out.write(b"P5 %d %d 255\n" % (width * size, len(rows)) + b"".join(rows))
    read = subprocess.run(["zbarimg", "--raw", "-q", path], capture_output=True, text=True)
    return read.stdout.strip(), width


def on_the_phone(full):
    if not shutil.which("zbarimg"):
        return bench.skip("the QR code is read by zbar", "zbarimg is not installed")
    for network, post in [("x", POSTS[0][1]), ("facebook", POSTS[2][1]), ("instagram", POSTS[4][1]), ("linkedin", POSTS[5][1]), ("trustpilot", None), ("google", None)]:
        words = ["public", "preview", "c1", "--network", network, "--text", bench.file("base.txt", BASE)] + (["--post", post] if post else [])
        link = bench.json(*words)["link"]
        read, width = scanned(on_terminal(words, 120))
        check(read == link, f"{network}: zbar reads the link from the QR code on a terminal, {width} columns")
    words = ["public", "preview", "c1", "--network", "x", "--post", POSTS[0][1], "--text", bench.file("full.txt", full)]
    read, width = scanned(on_terminal(words, 80, lines=24))
    check(read == POSTS[0][1] and width <= 80, f"on a small terminal it leads to the post itself, {width} columns")


def afterwards(full):
    """'Published? Paste the link': asked for at once on a terminal, kept as evidence."""
    said = on_terminal(["public", "post", "c2", "--network", "facebook", "--post", POSTS[2][1]], 100, "https://www.facebook.com/phones.fr/posts/pfbid02Abc?comment_id=77\n")
    events = lambda claim: [json.loads(line) for line in bench.call("export").stdout.splitlines() if f'"claim":"{claim}"' in line and "post.published" in line]
    noted = events("c2")
    check(len(noted) == 1 and noted[0]["body"]["url"].endswith("comment_id=77") and noted[0]["body"]["network"] == "facebook" and noted[0]["body"]["evidence"],
          f"the link pasted into the terminal is noted, and kept as evidence {said[-80:]}")
    check(bench.json("next", "c2")[0]["turn"] == "seller", "the turn is the seller's")
    empty = on_terminal(["public", "post", "c3", "--network", "facebook"], 100, "\n")
    check(not events("c3") and "public done" in empty, "an empty answer is 'not yet'")
    wrong = bench.call("public", "done", "c3", "https://facebook.com.evil.example/x")
    check(wrong.returncode == 3 and not events("c3"), f"an address of nowhere is refused {wrong.stderr.strip()[-70:]}")
    done = bench.call("public", "done", "c3", "https://www.trustpilot.com/reviews/65f1a2b3", "--text", bench.file("full.txt", full))
    check(done.returncode == 0 and events("c3")[0]["body"]["text"] == full, "or later, with the text that was published")
    long = bench.file("long.txt", "Bonjour, " + "un avis détaillé et poli. " * 60)
    fits = bench.json("public", "preview", "c4", "--network", "trustpilot", "--text", long)
    short = bench.call("public", "post", "c4", "--network", "x", "--text", long)
    check(not fits["blocked"] and short.returncode == 5 and "280" in short.stderr, f"a review may be long, a word on X may not {short.stderr.strip()[-80:]}")
    gone = os.path.join(bench.work, "gone")
    browser = bench.file("browser.sh", f"#!/bin/sh\necho \"$1\" >> {gone}\n")
    os.chmod(browser, 0o700)
    private = bench.file("private.txt", "Bonjour, ma commande HK-7004 n'est pas arrivée, merci de regarder.")
    blocked = run("public", "post", "c4", "--network", "x", "--post", POSTS[0][1], "--text", private, "--open", environment={"BROWSER": browser})
    shown = bench.json("public", "preview", "c4", "--network", "x", "--post", POSTS[0][1], "--text", private)
    check(blocked.returncode == 5 and "text=" not in blocked.stdout and shown["blocked"] and shown["link"] is None and not os.path.exists(gone),
          "what a guard blocks goes into no link, and no browser is opened")
    places = {one["network"]: one for one in bench.json("draft", "c4", "--move", "public")["places"]}
    links = {network: bench.json("public", "preview", "c4", "--network", network)["link"] for network in HANDLES}
    check({network: one["link"] for network, one in places.items()} == links and all(one["qr"]["path"] for one in places.values()),
          f"the page is told the same {len(places)} places, each with its QR code")
    check(bench.call("verify").returncode == 0, "every hash and chain holds")


def main():
    bench.claims(4, lambda i: HANDLES, languages=("fr",))
    full = to_the_limit()
    counting(full)
    if shutil.which("chromium") and shutil.which("openssl"):
        links(every_host(), full)
    else:
        bench.skip("links are opened in Chromium", "chromium or openssl is not installed")
    other_ways(full)
    on_the_phone(full)
    afterwards(full)
    return bench.end()


sys.exit(main())
