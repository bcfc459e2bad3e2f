#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-digest.py TENACE DIR BASEPORT: the reminders as they arrive. 'serve' sends the digest through Postfix and a push to a
telephone; the buyer reads it in his own mailbox: what waits, and nothing of whom or what it is about; once, and never taken for a
seller's mail when it is fetched. TAP; run by with-server.sh."""
import datetime, email, email.policy, http.server, imaplib, json, os, re, shutil, ssl, subprocess, sys, tempfile, threading, time

BIN, ROOT, BASE = os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3])
CA = os.path.join(ROOT, "tls", "ca.crt")
SECRETS = ("Lampes", "Lumio", "48213", "lampes.example", "sav@", "allume plus", "89,90", "Shenzhen", "Aurora")
work = tempfile.mkdtemp(prefix="tenace-digest-")
count = failed = 0


def ok(condition, name, detail=""):
    global count, failed
    count += 1
    failed += not condition
    print(f"{'ok' if condition else 'not ok'} {count} - {name}")
    if not condition and detail != "":
        print("# " + str(detail)[:2000].replace("\n", "\n# "))


def tell(data, *arguments):
    return subprocess.run([BIN, "--data", data, *arguments], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})


def claims():
    for ref, shop, item, about in (("lamp", "Lampes & Cie", "Lampe Lumio", "Elle ne s'allume plus."), ("phone", "Shenzhen Phones", "Téléphone Aurora", "Écran noir.")):
        yield {"type": "merchant", "ref": f"m-{ref}", "name": shop, "role": "online_shop", "country": "FR", "languages": ["fr"], "emails": [f"sav@{ref}.example"],
               "domains": [f"{ref}.example"]}
        yield {"type": "purchase", "ref": f"p-{ref}", "merchant": f"m-{ref}", "item": item, "order_number": f"{ref}-48213", "price": {"amount": 8990, "currency": "EUR"},
               "ordered_on": "2026-01-05", "delivered_on": "2026-01-12", "where": "distance", "payment": "card"}
        yield {"type": "claim", "ref": f"c-{ref}", "purchase": f"p-{ref}", "kind": "defective", "wants": "repair", "language": "fr"}
        yield {"type": "event", "claim": f"c-{ref}", "kind": "claim.opened", "at": "2026-03-01T10:00:00+01:00", "actor": "me", "body": {"about": about}}


def folder(language, push):
    data = os.path.join(work, language)
    password, source = os.path.join(work, "password"), os.path.join(work, "claims.jsonl")
    with open(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write('claire "pw" \\1\n')
    with open(source, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in claims())
    added = tell(data, "account", "add", "--name", "home", "--address", "claire@claims.test", "--imap", f"imaps://localhost:{BASE + 93}", "--smtp",
                 f"smtp://localhost:{BASE + 87}", "--password-file", password, "--ca-file", CA)
    ok(added.returncode == 0 and tell(data, "import", source).returncode == 0, f"{language}: a mailbox and two claims", added.stderr)
    noon = 12 - datetime.datetime.now(datetime.timezone.utc).hour  # a zone where it is day: nobody is woken
    zone = f"Etc/GMT{-noon:+d}" if noon else "Etc/GMT"
    for name, value in (("language", language), ("zone", zone), ("digest", "daily"), ("ntfy", push)):
        ok(tell(data, "account", "set", name, value).returncode == 0, f"{language}: {name} is set")
    return data


def inbox():
    with imaplib.IMAP4_SSL("localhost", BASE + 93, ssl_context=ssl.create_default_context(cafile=CA)) as session:
        session.login("claire", 'claire "pw" \\1')
        session.select("INBOX")
        found = session.search(None, "ALL")[1][0].split()
        return [email.message_from_bytes(session.fetch(one, "(RFC822)")[1][0][1], policy=email.policy.default) for one in found]


def served(data, seconds, until):
    process = subprocess.Popen([BIN, "--data", data, "--json", "serve", "--port", "0", "--no-open"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    end = time.monotonic() + seconds
    while time.monotonic() < end and not until():
        time.sleep(0.3)
    time.sleep(1)
    process.terminate()
    return process.wait(20)


def play(language, subject, last, pushed):
    told = []

    class Telephone(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            told.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_): pass
    telephone = http.server.HTTPServer(("127.0.0.1", 0), Telephone)
    threading.Thread(target=telephone.serve_forever, daemon=True).start()
    data = folder(language, f"http://127.0.0.1:{telephone.server_port}/topic")
    before = len(inbox())
    ok(served(data, 20, lambda: told and len(inbox()) > before) == 0, f"{language}: the page runs, and ends well")
    came = inbox()[before:]
    ok(len(came) == 1, f"{language}: one digest arrives", len(came))
    if came:
        mail = came[0]
        text = mail.get_body().get_content()
        whole = mail.as_string() + text + str(mail["Subject"])
        print("# " + f"{mail['From']} → {mail['To']}: {mail['Subject']}\n{text}".replace("\n", "\n# "))
        ok(mail["Subject"] == subject, f"{language}: it says how many moves wait", mail["Subject"])
        ok(str(mail["To"]) == str(mail["From"].addresses[0].addr_spec) == "claire@claims.test" and mail["Message-ID"] and mail["Date"], f"{language}: from ourselves to ourselves")
        ok(len(re.findall(r"\(\d+ min\)", text)) == 2 and text.rstrip().endswith(last), f"{language}: each move with its minutes", text)
        ok(not any(secret.lower() in whole.lower() for secret in SECRETS), f"{language}: neither whom nor what it is about", whole)
        ok(mail.get("Auto-Submitted", "no") != "no", f"{language}: no holiday message answers it", list(mail.items()))
    ok([one[1] for one in told] == [pushed], f"{language}: the telephone is told once", told)
    ok(not any(secret in str(told) for secret in SECRETS), f"{language}: and nothing that a lock screen should not show", told)
    served(data, 4, lambda: False)
    ok(len(inbox()) == before + 1 and len(told) == 1, f"{language}: neither comes twice on one day", (len(inbox()), len(told)))
    fetched = tell(data, "--json", "fetch")
    held = [one for one in json.loads(tell(data, "--json", "held").stdout or "[]") if f"<{one['id']}>" == came[0]["Message-ID"]]
    ok(fetched.returncode == 0 and not held, f"{language}: fetched again, it is nobody's mail", (fetched.stdout, held))
    telephone.shutdown()


try:
    play("fr", "Tenace : 2 coups à jouer", "Rien ne part sans vous. Le reste est dans Tenace.", "Tenace : 2 coups à jouer")
    play("en", "Tenace: 2 moves to make", "Nothing leaves without you. The rest is in Tenace.", "Tenace: 2 moves to make")
finally:
    shutil.rmtree(work, ignore_errors=True)
print(f"1..{count}")
sys.exit(failed != 0)
