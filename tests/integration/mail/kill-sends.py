#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""kill-sends.py BIN SENDS DIR BASEPORT: SENDS claims each send their first e-mail over the real servers, and the program
is killed (SIGKILL) at a seeded random moment of each sending. Afterwards every mail is there exactly once. TAP."""
import atexit, imaplib, json, os, random, re, shutil, signal, ssl, subprocess, sys, tempfile, time

BIN, SENDS, DIR, BASE = sys.argv[1], int(sys.argv[2]) * int(os.environ.get("TENACE_KILLS", 1)), sys.argv[3], int(sys.argv[4])
CA = os.path.join(DIR, "tls", "ca.crt")
NOW = "2026-03-02T10:00:00+01:00"
work = tempfile.mkdtemp(prefix="tenace-kill-")
atexit.register(shutil.rmtree, work)
data = os.path.join(work, "data")
results = []


def check(ok, name):
    results.append(ok)
    print(("ok" if ok else "not ok"), len(results), name, flush=True)


def call(*arguments, stdin=None):
    return subprocess.run([BIN, "--data", data, "--now", NOW, *arguments], input=stdin, capture_output=True, text=True)


def setup():
    password = os.path.join(work, "password")
    with open(password, "w") as out:
        out.write('claire "pw" \\1\n')
    os.chmod(password, 0o600)
    added = add_mailbox(93, 87)
    if added.returncode: print("#", added.stderr)
    call("account", "set", "settle_seconds", "2")
    lines = []
    for i in range(1, SENDS + 1):
        lines += [
            {"type": "merchant", "ref": f"m{i}", "name": f"Phones {i}", "role": "online_shop", "country": "HK",
             "languages": ["en"], "emails": ["sav@claims.test"], "domains": ["claims.test"], "phone": None, "form_url": None,
             "handles": {}},
            {"type": "purchase", "ref": f"p{i}", "merchant": f"m{i}", "item": f"Phone {i}", "order_number": f"HK-{10000 + i}",
             "price": {"amount": 24990, "currency": "EUR"}, "ordered_on": "2026-01-02", "delivered_on": "2026-01-12",
             "where": "distance", "payment": "card", "second_hand": False},
            {"type": "claim", "ref": f"c{i}", "purchase": f"p{i}", "kind": "defective", "wants": "repair", "language": "fr",
             "ladder": None},
            {"type": "event", "claim": f"c{i}", "kind": "claim.opened", "at": "2026-03-01T10:00:00+01:00", "actor": "me",
             "body": {"about": "Le téléphone ne démarre plus"}}]
    source = os.path.join(work, "claims.jsonl")
    with open(source, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    imported = call("import", source)
    check(imported.returncode == 0, f"{SENDS} claims are imported {imported.stderr.strip()[:80]}")


def add_mailbox(imap, smtp):
    return call("account", "add", "--name", "home", "--address", "claire@claims.test", "--full-name", "Claire Martin",
                "--imap", f"imaps://localhost:{BASE + imap}", "--smtp", f"smtp://localhost:{BASE + smtp}",
                "--password-file", os.path.join(work, "password"), "--ca-file", CA)


def refusals():
    for name, imap, smtp in (("self-signed", 94, 26), ("another host's", 95, 27)):
        add_mailbox(imap, smtp)
        tried = call("account", "test")
        check(tried.returncode == 6 and "certificate" in tried.stderr.lower(), f"a {name} certificate is refused {tried.stderr.strip()[:90]}")
        fetched = call("fetch")
        check(fetched.returncode == 6, f"nothing is fetched from a server with a {name} certificate")
    add_mailbox(1, 2)
    sent = call("send", "c1", "--yes")
    check(sent.returncode == 6 and "kept" in sent.stderr, f"a dead network is exit 6 and keeps the mail: {sent.stderr.strip()[-120:]}")
    add_mailbox(93, 87)
    again = call("fetch")
    check(again.returncode == 0 and "c1" not in unsent(), f"the kept mail leaves when the network is back {again.stderr.strip()[-80:]}")


def unsent():
    cards = json.loads(call("--json", "next").stdout)
    return [card["claim"] for card in cards if card["move"]["id"] == "email"]


def killed_send(claim, after):
    process = subprocess.Popen([BIN, "--data", data, "--now", NOW, "-q", "send", claim, "--yes"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        process.wait()
        return True


def seller_mails():
    context = ssl.create_default_context(cafile=CA)
    with imaplib.IMAP4_SSL("localhost", BASE + 93, ssl_context=context) as imap:
        imap.login("sav@claims.test", "savpw")
        imap.select("INBOX", readonly=True)
        ok, found = imap.fetch("1:*", "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID SUBJECT)])")
    ids, items = [], []
    for part in found or []:
        if isinstance(part, tuple):
            text = part[1].decode("utf-8", "replace")
            ids += re.findall(r"(?i)message-id:\s*<([^>]+)>", text)
    return ids


def main():
    random.seed(20260302)
    setup()
    if not results[-1]:
        print(f"1..{len(results)}")
        return 1
    refusals()
    started = time.time()
    warm = call("send", "c2", "--yes")
    usual = time.time() - started
    check(warm.returncode == 0, f"a sending that nobody disturbs succeeds in {usual:.2f} s {warm.stderr.strip()[-120:]}")
    kills = sum(killed_send(f"c{i}", random.uniform(0, usual * 2)) for i in range(3, SENDS + 1))
    print(f"# {kills} of {SENDS - 2} sendings were killed")
    check(kills >= (SENDS - 1) // 3, "many sendings were killed in the middle")
    deadline = time.time() + 240
    while time.time() < deadline:
        call("-q", "fetch")
        waiting = unsent()
        if not waiting:
            break
        for claim in waiting:
            call("-q", "send", claim, "--yes")
        time.sleep(0.5)
    check(unsent() == [], "after clearing up every claim has its mail sent")
    ids = seller_mails()
    wait = time.time() + 20
    while len(ids) < SENDS and time.time() < wait:
        time.sleep(0.5)
        ids = seller_mails()
    check(len(ids) == SENDS, f"the seller has {len(ids)} mails of {SENDS}")
    check(len(set(ids)) == len(ids), "no mail arrived twice")
    verified = call("verify")
    check(verified.returncode == 0, f"everything is intact {verified.stderr.strip()[:80]}")
    print(f"1..{len(results)}")
    return 0 if all(results) else 1


sys.exit(main())
