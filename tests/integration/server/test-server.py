#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-server.py TENACE: starts the real server and talks to it. Every answer is checked against schema/openapi.json; every
route of the document is called; odd requests never get a 5xx; slow, idle, oversized and foreign clients do not keep others
out. TAP."""
import io, json, os, random, re, shutil, socket, subprocess, sys, time, urllib.parse, zipfile

import stage
from stage import API, CLAIM, DOCUMENT, HELD, MAIL, TENACE, Server, call, called, ok, problem_with, work


def test_session(server):
    answer = server.request("GET", API + "/next", session=False)
    ok(answer.status == 401 and problem_with("GET", API + "/next", answer) is None, "nobody without a session")
    ok(server.open().status == 303 and server.cookie, "the link opens a session")
    answer = server.request("GET", urllib.parse.urlsplit(server.told["link"]).path, session=False)
    ok(answer.status == 401, "and only once", answer.status)
    answer = server.request("GET", "/open/" + "x" * 43, session=False)
    ok(answer.status == 401 and not answer.getheader("Set-Cookie"), "another link opens nothing")
    for _ in range(15):  # any site can send a browser here
        server.request("GET", "/open/" + "x" * 43, session=False)
    again = server.request("GET", urllib.parse.urlsplit(server.told["link"]).path, session=False, headers={"Accept": "text/html,*/*"})
    ok(again.status == 303 and again.getheader("Location") == "/" and not again.getheader("Set-Cookie"), "a used link shows a browser the page, which says what to do")
    told = call(server, "GET", "/session", status=200)
    ok(told["open"] is True, "the session is open")
    call(server, "POST", "/session", {}, status=422, name="neither a token nor a password")
    for language, words in (("fr", "pas de session"), ("en", "no session"), ("de, fr;q=0.5", "pas de session")):
        answer = server.request("GET", API + "/claims", session=False, headers={"Accept-Language": language})
        ok(words in json.loads(answer.bytes)["detail"], f"the door speaks {language}", answer.bytes)
    call(server, "POST", "/session", {"token": "nonsense"}, status=401, name="a wrong token")
    call(server, "POST", "/session", {"password": "nonsense"}, status=401, name="a wrong password")
    first = server.request("GET", API + "/health", session=False)
    ok(first.status == 200 and problem_with("GET", API + "/health", first) is None, "health needs no session")
    call(server, "GET", "/openapi.json", status=200)


def test_link(server):
    """Another 'tenace serve' on the same folder leaves the first at work and gives a link to it."""
    served = lambda *words: subprocess.run([TENACE, "--data", server.data, "--json", "serve", "--no-open", *words], capture_output=True, text=True, timeout=20)
    for words in (["--port", str(server.port)], ["--link"]):
        done = served(*words)
        link = urllib.parse.urlsplit(json.loads(done.stdout or "{}").get("link", ""))
        ok(done.returncode == 0 and link.port == server.port, f"serve {words[0]} gives a link to the page that is served", (done.stdout, done.stderr))
        answer = server.request("GET", link.path, session=False)
        ok(answer.status == 303 and answer.getheader("Set-Cookie"), "which opens a session", answer.status)
        ok(server.request("GET", link.path, session=False).status == 401, "once")
    nowhere = subprocess.run([TENACE, "--data", os.path.join(work, "nowhere"), "serve", "--link"], capture_output=True, text=True, timeout=20)
    ok(nowhere.returncode == 4 and "does not run" in nowhere.stderr, "where nothing runs there is no link", nowhere.stderr)


def test_claim(server):
    ok(call(server, "GET", "/next", status=200) == [], "an empty folder has no move")
    opened = call(server, "POST", "/claims", CLAIM, status=201)
    ref = opened["claim"]
    call(server, "POST", "/claims", {**CLAIM, "kind": "nonsense"}, status=422, name="a claim of no kind")
    call(server, "POST", "/claims", {**CLAIM, "odd": 1}, status=422, name="an unknown field")
    cards = call(server, "GET", "/next", status=200)
    ok(len(cards) == 1 and cards[0]["claim"] == ref and cards[0]["stake"]["amount"] == 8990, "the move of the claim", cards)
    call(server, "GET", "/next?limit=1", status=200)
    call(server, "GET", "/next?limit=0", status=422)
    claim = call(server, "GET", f"/claims/{ref}", status=200)
    ok(claim["purchase_record"]["expected_on"] == "2026-03-08", "what was typed was kept")
    call(server, "GET", "/claims/1", status=200, name="by its short number")
    call(server, "GET", "/claims/nonsense", status=404)
    call(server, "GET", f"/claims/{ref}/plan", status=200)
    call(server, "GET", f"/claims/{ref}/rights", status=200)
    noted = call(server, "POST", f"/claims/{ref}/events", {"kind": "call.made", "body": {"contact": "no_answer", "channel": "phone"}}, status=201)
    ok(noted["event"] == 2, "the call is event 2", noted)
    received = call(server, "POST", f"/claims/{ref}/events", {"kind": "message.received", "body": {
        "channel": "email", "text": "Bonjour, merci d'envoyer une photo du produit. Cordialement, Léa"}}, status=201)
    call(server, "POST", f"/claims/{ref}/events", {"kind": "promise.made", "body": {"what": "remboursement", "due": "demain"}}, status=201,
         name="a date as typed")
    call(server, "POST", f"/claims/{ref}/events", {"kind": "claim.opened"}, status=422)
    call(server, "POST", f"/claims/{ref}/events", {"kind": "note.added", "body": {"nonsense": 1}}, status=422)
    page = call(server, "GET", f"/claims/{ref}/events?limit=2", status=200)
    ok(len(page["items"]) == 2 and page["next"] == "2", "a page of events", page["next"])
    page = call(server, "GET", f"/claims/{ref}/events?limit=2&cursor=2", status=200)
    message = page["items"][0]
    ok(any(s["kind"] == "asks_evidence" for s in message["signals"]), "the pasted answer was read", message)
    signal = message["signals"][0]
    ok(message["text"].encode()[signal["start"]:signal["end"]].decode() == signal["quote"], "places are byte offsets")
    call(server, "POST", f"/claims/{ref}/corrections", {"event": received["event"], "remove": ["asks_evidence"], "add": ["apologises"]}, status=201)
    call(server, "POST", f"/claims/{ref}/corrections", {"event": 99}, status=422)
    finding = call(server, "POST", f"/claims/{ref}/events", {"kind": "finding.recorded", "body": {"finding": "rayure"}}, status=201)["event"]
    undo = {"event": finding, "retracted": True}
    call(server, "POST", f"/claims/{ref}/corrections", undo, status=201, name="what was noted by mistake is taken back")
    call(server, "POST", f"/claims/{ref}/corrections", undo, status=422, name="once")
    call(server, "POST", f"/claims/{ref}/corrections", {"event": 1, "retracted": True}, status=422, name="the opening is not")
    events = call(server, "GET", f"/claims/{ref}/events?limit=500", status=200)["items"]
    one = next(event for event in events if event["seq"] == finding)
    ok(one["retracted"] and not one["retractable"] and one["kind"] == "finding.recorded" and "rayure" in one["summary"], "it stays in the log, and says so", one)
    done = subprocess.run([TENACE, "--data", server.data, "log", ref, "undo", "--event", str(finding)], capture_output=True, text=True)
    ok(done.returncode == 3, "the command line refuses it, too", (done.returncode, done.stderr))
    call(server, "GET", "/claims?q=lampe", status=200)
    call(server, "GET", "/claims?state=closed", status=200)
    call(server, "GET", "/claims?kind=nonsense", status=422)
    call(server, "GET", "/claims?cursor=nonsense", status=422)
    ok(call(server, "GET", "/search?q=lampe", status=200) != [], "search finds")
    call(server, "GET", "/search", status=422)
    return ref


def test_words(server, ref):
    draft = call(server, "GET", f"/claims/{ref}/drafts/email", status=200)
    call(server, "GET", f"/claims/{ref}/drafts/email?language=en", status=200)
    call(server, "GET", f"/claims/{ref}/drafts/nonsense", status=404)
    edited = call(server, "POST", f"/claims/{ref}/drafts/form", {"text": "Bonjour, où est ma commande ?\n\nClaire Martin"}, status=200)
    ok(edited["body"].startswith("Bonjour, où"), "the edited text", edited["body"])
    rude = call(server, "POST", f"/claims/{ref}/drafts/form", {"text": "Vous êtes des voleurs, bande d'escrocs !"}, status=200)
    ok(rude["blocked"] and rude["guard"], "an insult is blocked", rude["guard"])
    call(server, "POST", f"/claims/{ref}/send", {"move": "form", "text": "Vous êtes des voleurs, bande d'escrocs !", "preview": False,
                                                 "confirm": rude["confirm"]}, status=409, name="and never leaves")
    call(server, "POST", f"/claims/{ref}/send", {"move": "form"}, status=200, name="send shows the preview first")
    call(server, "POST", f"/claims/{ref}/send", {"move": "form", "preview": False}, status=409, name="nothing without a yes")
    call(server, "POST", f"/claims/{ref}/send", {"move": "form", "preview": False, "confirm": draft["confirm"]}, status=409,
         name="the yes to one text is none to another")
    sure = {"move": "form", "text": edited["body"], "preview": False, "confirm": edited["confirm"]}
    key = {"Idempotency-Key": "form-1"}
    sent = call(server, "POST", f"/claims/{ref}/send", sure, status=200, headers=key)
    ok(sent["state"] == "noted", "a form is noted as done", sent)
    before = len(call(server, "GET", f"/claims/{ref}/events", status=200)["items"])
    answer = server.request("POST", f"{API}/claims/{ref}/send", sure, headers=key)
    ok(answer.status == 200 and answer.getheader("Idempotency-Replayed") == "true", "the same key does it once", answer.status)
    call(server, "POST", f"/claims/{ref}/send", {**sure, "contact": "reached"}, status=422, headers=key, name="the key with another request")
    call(server, "POST", f"/claims/{ref}/send", sure, status=409, name="the same yes does not count twice")
    ok(len(call(server, "GET", f"/claims/{ref}/events")["items"]) == before, "one event in all")
    mail = call(server, "GET", f"/claims/{ref}/drafts/email", status=200)
    call(server, "POST", f"/claims/{ref}/send", {"move": "email", "preview": False, "confirm": mail["confirm"]}, status=404,
         name="without a mailbox no mail leaves")
    ok(call(server, "POST", "/guard", {"text": "Espèce d'escroc", "channel": "public"}, status=200) != [], "the guard speaks")
    call(server, "POST", "/guard", {"text": "x", "channel": "nonsense"}, status=422)
    call(server, "POST", "/guard", {}, status=422, name="a guard without a text")
    said = call(server, "POST", "/read", {"text": "Nous vous rembourserons avant vendredi."}, status=200)
    ok(said["signals"] != [], "a pasted text is read", said)
    for path in (f"/claims/{ref}/letter.pdf?move=email", f"/claims/{ref}/dossier.pdf", f"/claims/{ref}/dossier.zip"):
        answer = call(server, "GET", path, status=200)
        ok(answer.bytes[:4] in (b"%PDF", b"PK\x03\x04"), path.split("/")[-1] + " is what it says")


def test_mail(server, ref):
    counts = call(server, "POST", "/ingest", MAIL.format(id="a1").encode(), status=200, headers={"Content-Type": "message/rfc822"})
    ok(counts["matched"] == 1 and counts["claim"] == ref, "a mail finds its claim", counts)
    again = call(server, "POST", "/ingest", MAIL.format(id="a1").encode(), status=200)
    ok(again["repeated"] == 1, "the same mail is kept once", again)
    answer = call(server, "GET", f"/claims/{ref}/events/{counts['event']}/raw", status=200)
    ok(answer.bytes == MAIL.format(id="a1").encode() and answer.getheader("Content-Disposition").startswith("attachment"), "the mail, whole, as a download")
    call(server, "GET", f"/claims/{ref}/events/1/raw", status=404)
    for name in ("h/1", "h2"):
        call(server, "POST", "/ingest", HELD.format(id=name).encode(), status=200)
    held = call(server, "GET", "/held", status=200)
    ok(len(held) == 2, "unmatched mail is held", held)
    first, second = (urllib.parse.quote(one["id"], safe="") for one in held)
    call(server, "POST", f"/held/{first}/assign", {"claim": "nonsense"}, status=422)
    call(server, "POST", f"/held/{first}/assign", {"claim": ref}, status=204)
    call(server, "DELETE", f"/held/{second}", status=204)
    call(server, "DELETE", "/held/nonsense", status=404)
    ok(call(server, "GET", "/held", status=200) == [], "nothing is held any more")
    stamp = b"From a@b Mon Mar  2 10:00:00 2026\n"
    box = b"\n".join(stamp + MAIL.format(id=name).encode() for name in ("b1", "b2"))
    counts = call(server, "POST", "/ingest", box, status=200)
    ok(counts["matched"] == 2, "an mbox is taken mail by mail", counts)
    parts = b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10001 + b"--b--\n"
    box = b"\n".join(stamp + b"Message-ID: <c%d@x>\n" % i + parts for i in range(3))
    counts = call(server, "POST", "/ingest", box, status=200, headers={"Accept-Language": "fr"})
    held = call(server, "GET", "/held", status=200)
    ok(counts["held"] == len(held) == 3 and all("parties" in one["excerpt"] for one in held), "what cannot be read is held, with the reason in the reader's language", held)
    for one in held:
        call(server, "DELETE", "/held/" + urllib.parse.quote(one["id"], safe=""), status=204)
    order = call(server, "POST", "/orders", MAIL.format(id="o").encode(), status=200)
    ok(order["sure"] is False, "an ordinary mail is no sure order", order)
    call(server, "POST", "/orders", b"\x00\xff" * 100, name="an order of any bytes")
    call(server, "POST", "/ingest", b"", status=422, name="no mail at all")


def test_files(server, ref):
    kept = call(server, "POST", f"/claims/{ref}/evidence?name=../photo%20%C3%A9.png&note=devant", b"\x89PNG\r\n\x1a\n<script>", status=201,
                headers={"Content-Type": "text/html"})
    ok(kept["type"] == "image/png" and kept["name"] == "photo é.png", "the type is told from the bytes, the name is only a name", kept)
    page = call(server, "POST", f"/claims/{ref}/evidence?name=page.html", b"<script>alert(1)</script>", status=201)
    answer = call(server, "GET", f"/claims/{ref}/evidence/{page['sha256']}", status=200)
    ok(answer.getheader("X-Content-Type-Options") == "nosniff" and answer.getheader("Content-Disposition").startswith("attachment"),
       "a file is downloaded, never shown")
    ok(len(call(server, "GET", f"/claims/{ref}/evidence", status=200)) == 2, "two files")
    call(server, "GET", f"/claims/{ref}/evidence/{'0' * 64}", status=404)
    call(server, "POST", f"/claims/{ref}/evidence", b"x", status=422, name="a file without a name")
    backup = call(server, "GET", "/backup", status=200)
    with zipfile.ZipFile(io.BytesIO(backup.bytes)) as archive:
        archive.extractall(work)
        folder = archive.namelist()[0].split("/")[0]
    copy = subprocess.run([TENACE, "--data", os.path.join(work, folder), "--json", "verify"], capture_output=True, text=True)
    listed = subprocess.run([TENACE, "--data", os.path.join(work, folder), "--json", "list"], capture_output=True, text=True)
    ok(copy.returncode == 0 and ref in listed.stdout and folder in backup.getheader("Content-Disposition"), "the backup is a whole data folder", (copy.stdout, copy.stderr, listed.stdout))
    ok(not [one for one in os.listdir(server.data) if one.startswith("copy-")], "and leaves nothing behind")
    exported = call(server, "GET", "/export", status=200)
    ok(b'"type":"merchant"' in exported.bytes, "the export")
    counts = call(server, "POST", "/import", exported.bytes, status=200)
    ok(counts["events"] == 0 and counts["repeated"] > 0, "importing it again adds nothing", counts)
    call(server, "POST", "/import", b"nonsense", status=422)


def test_house(server, ref):
    merchants = call(server, "GET", "/merchants", status=200)
    merchant = call(server, "GET", f"/merchants/{merchants[0]['ref']}", status=200)
    ok(merchant["claims"][0]["claim"] == ref, "the seller's claims")
    changed = call(server, "PUT", f"/merchants/{merchants[0]['ref']}", {"phone": "+33 1 23 45 67 89"}, status=200)
    ok(changed["phone"] == "+33 1 23 45 67 89" and changed["name"] == "Lampes du Sud", "one field changes", changed)
    call(server, "PUT", f"/merchants/{merchants[0]['ref']}", {"nonsense": 1}, status=422)
    call(server, "GET", "/merchants/nonsense", status=404)
    call(server, "GET", "/trophies", status=200)
    call(server, "GET", "/settings", status=200)
    call(server, "PUT", "/settings", {"zone": "Nowhere/Nothing"}, status=422)
    call(server, "PUT", "/settings", {"nonsense": "x"}, status=422)
    call(server, "PUT", "/settings", {"language": "fr"}, status=200)
    ok("attend" in json.dumps(call(server, "GET", "/next"), ensure_ascii=False) or "vendeur" in json.dumps(call(server, "GET", "/next"), ensure_ascii=False),
       "the account's language speaks")
    call(server, "PUT", "/settings", {"language": None}, status=200)
    english = server.request("GET", API + "/next", headers={"Accept-Language": "en-GB,fr;q=0.5"}).bytes
    french = server.request("GET", API + "/next", headers={"Accept-Language": "fr-CH, en;q=0.9"}).bytes
    ok(english != french and b"vendeur" in french + "écri".encode(), "else the browser's", french[:300])
    call(server, "GET", "/accounts", status=200)
    call(server, "POST", "/accounts", {"address": "claire@nowhere.example", "password": "secret", "imap": "127.0.0.1:1", "smtp": "127.0.0.1:1", "name": "home"},
         status=201)
    ok("secret" not in json.dumps(call(server, "GET", "/accounts", status=200)), "a password is never given back")
    tested = call(server, "POST", "/accounts/home/test", {}, status=200)
    ok(tested["ok"] is False and tested["detail"], "a mailbox that does not answer", tested)
    call(server, "POST", "/fetch", {}, status=200)
    mail = call(server, "GET", f"/claims/{ref}/drafts/email", status=200)
    sent = call(server, "POST", f"/claims/{ref}/send", {"move": "email", "preview": False, "confirm": mail["confirm"]}, status=200)
    ok(sent["state"] == "waiting" and sent["detail"], "a mail that cannot leave yet is kept", sent)
    call(server, "DELETE", "/accounts/home", status=204)
    call(server, "DELETE", "/accounts/home", status=404)
    token = call(server, "POST", "/tokens", {"name": "script"}, status=201)
    bearer = {"Authorization": "Bearer " + token["token"]}
    ok(server.request("GET", API + "/next", headers=bearer, session=False).status == 200, "a token opens")
    answer = server.request("POST", f"{API}/claims/{ref}/events", {"kind": "note.added", "body": {"text": "par jeton"}}, headers=bearer, session=False)
    ok(answer.status == 201, "and writes without the page's header", answer.bytes)
    ok(token["token"] not in json.dumps(call(server, "GET", "/tokens", status=200)), "its secret is shown once")
    database = b"".join(open(os.path.join(server.data, name), "rb").read() for name in os.listdir(server.data) if os.path.isfile(os.path.join(server.data, name)))
    ok(token["token"].encode() not in database and server.cookie.encode() not in database, "no secret is kept in the clear")
    call(server, "DELETE", f"/tokens/{token['id']}", status=204)
    ok(server.request("GET", API + "/next", headers=bearer, session=False).status == 401, "a revoked token opens nothing")
    call(server, "DELETE", "/tokens/nonsense", status=404)
    call(server, "POST", "/tokens", {"name": ""}, status=422)
    call(server, "GET", "/calendar", status=200)
    link = call(server, "POST", "/calendar", {}, status=201)["url"]
    answer = server.request("GET", link, session=False)
    ok(answer.status == 200 and answer.bytes.startswith(b"BEGIN:VCALENDAR"), "the calendar by its link", answer.bytes[:100])
    ok(b"Lampe" not in answer.bytes and b"SUMMARY:Tenace\\, no. " in answer.bytes, "which names neither the seller nor the thing: it may stand on a locked screen", answer.bytes[:800])
    ok(b"Lampe" in server.request("GET", API + "/calendar.ics").bytes, "the owner's own does")
    call(server, "DELETE", "/calendar", status=204)
    ok(server.request("GET", link, session=False).status == 401, "until it is revoked")
    call(server, "GET", "/calendar.ics", status=200, name="GET /calendar.ics in a session")


def test_rehearsal(server):
    ok(len(call(server, "GET", "/stories", status=200)) >= 3, "stories")
    play = call(server, "POST", "/rehearsal", {"story": "web-shop"}, status=201)
    call(server, "POST", "/rehearsal", {"story": "nonsense"}, status=422)
    for _ in range(60):
        if play["over"]:
            break
        play = call(server, "POST", f"/rehearsal/{play['id']}/moves", {"choice": "do"}, status=200, name="a move of the rehearsal")
    ok(play["over"] and play["won"], "the rehearsal is won", play["journal"][-3:])
    call(server, "GET", f"/rehearsal/{play['id']}", status=200)
    call(server, "POST", f"/rehearsal/{play['id']}/moves", {"choice": "nonsense"}, status=422)
    call(server, "DELETE", f"/rehearsal/{play['id']}", status=204)
    call(server, "GET", f"/rehearsal/{play['id']}", status=404)


def test_public(server, ref):
    """What needs no network; the rest is in test-public.py."""
    state = call(server, "GET", f"/claims/{ref}/public", status=200)
    ok(len(state["networks"]) >= 8 and state["words"] == [], "where a public word may go", state)
    call(server, "PUT", f"/claims/{ref}/public/handles/mastodon", {"handle": "not a handle"}, status=422)
    call(server, "PUT", f"/claims/{ref}/public/handles/x", {}, status=422)
    state = call(server, "PUT", f"/claims/{ref}/public/handles/trustpilot", {"handle": "www.lampes.example"}, status=200)
    shown = call(server, "POST", f"/claims/{ref}/public/preview", {"network": "trustpilot"}, status=200)
    ok(shown["link"] and shown["by_tenace"] is False, "handed over", shown)
    call(server, "POST", f"/claims/{ref}/public/publish", {"network": "trustpilot", "confirm": shown["confirm"]}, status=422, name="Tenace does not publish there")
    call(server, "POST", f"/claims/{ref}/public/look", {}, status=200)
    call(server, "POST", f"/claims/{ref}/public/done", {"url": "https://www.trustpilot.com/reviews/1", "text": "x" * 30000}, status=422)
    call(server, "POST", f"/claims/{ref}/public/done", {"url": "https://www.trustpilot.com/reviews/1"}, status=200)
    ok(call(server, "GET", "/public/accounts", status=200) == [], "no account")
    call(server, "DELETE", "/public/accounts/bluesky", status=404)
    call(server, "POST", "/public/bluesky", {"handle": "claire.test", "password": "x", "server": "http://127.0.0.1:1"}, status=502)
    call(server, "POST", "/public/bluesky", {"handle": "claire.test"}, status=422)
    call(server, "POST", "/public/mastodon", {"server": "http://127.0.0.1:1"}, status=502)
    call(server, "POST", "/public/mastodon", {"server": "nonsense nonsense"}, status=422)
    call(server, "POST", "/public/mastodon/nonsense", {"code": "x"}, status=404)


def test_pages(server):
    """Cursors over many claims: each once, in the order of the list."""
    for number in range(7):
        server.request("POST", API + "/claims", {**CLAIM, "purchase": {**CLAIM["purchase"], "item": f"Objet {number}", "order_number": f"N-{number}"}})
    seen, cursor = [], ""
    while cursor is not None:
        page = json.loads(server.request("GET", f"{API}/claims?limit=3{'&cursor=' + cursor if cursor else ''}").bytes)
        seen += [row["claim"] for row in page["items"]]
        cursor = page["next"]
    whole = [row["claim"] for row in json.loads(server.request("GET", API + "/claims").bytes)["items"]]
    ok(seen == whole and len(seen) == 8 == len(set(seen)), "pages hold each claim once", (seen, whole))


def test_http(server):
    answer = server.request("GET", API + "/next")
    tag = answer.getheader("ETag")
    same = server.request("GET", API + "/next", headers={"If-None-Match": tag})
    ok(same.status == 304 and not same.bytes, "an ETag saves the answer", same.status)
    subprocess.run([TENACE, "--data", server.data, "-q", "log", "1", "note", "ailleurs"], check=True)
    subprocess.run([TENACE, "--data", server.data, "-q", "log", "1", "snooze", "--until", "2031-01-01"], check=True)
    changed = server.request("GET", API + "/next", headers={"If-None-Match": tag})
    ok(changed.status == 200, "what another program stored is seen at once", changed.status)
    answer = server.request("HEAD", API + "/next")
    ok(answer.status == 200 and not answer.bytes and int(answer.getheader("Content-Length")) > 2, "HEAD")
    answer = server.request("OPTIONS", API + "/claims")
    ok(answer.status == 204 and answer.getheader("Allow") == "GET, POST" and not answer.getheader("Access-Control-Allow-Origin"), "OPTIONS, and no CORS")
    answer = server.request("PATCH", API + "/claims")
    ok(answer.status == 405 and "GET" in answer.getheader("Allow"), "405 with Allow", answer.status)
    ok(server.request("GET", API + "/nonsense").status == 404, "404")
    answer = server.request("GET", "/", session=False, headers={"Accept-Encoding": "gzip"})
    ok(answer.status == 200 and answer.getheader("ETag") and "script-src 'self'" in answer.getheader("Content-Security-Policy")
       and "unsafe" not in answer.getheader("Content-Security-Policy"), "the page with its policy")
    ok(answer.getheader("Content-Encoding") == "gzip", "compressed beforehand", answer.getheader("Content-Encoding"))
    same = server.request("GET", "/", session=False, headers={"If-None-Match": answer.getheader("ETag")})
    ok(same.status == 304, "and not sent again", same.status)
    for path in ("/../etc/passwd", "/%2e%2e/x", "/%00", "/%zz", "/a/%ff", API + "/claims/..%2f..", API + "/claims/%00", "//evil.example/"):
        answer = server.request("GET", path)
        ok(answer.status in (400, 404), f"GET {path} is refused", answer.status)


def test_first(server):
    """The page brings what its first screen shows to who was let in, and to nobody else; its files are named by their bytes."""
    odd = "</script><script>alert(1)</script><!--"
    claim = {**CLAIM, "purchase": {**CLAIM["purchase"], "item": odd, "order_number": "ODD-1"}}
    call(server, "POST", "/claims", claim, status=201, name="an item that looks like a script")
    page = server.request("GET", "/", headers={"Accept-Encoding": "gzip"})
    told = re.search(rb'<script type="application/json" id="first">(.*?)</script>', page.bytes, re.S)
    data = json.loads(told.group(1)) if told else {}
    ok(page.status == 200 and page.getheader("Content-Type") == "text/html; charset=utf-8" and page.getheader("Cache-Control") == "no-store"
       and "script-src 'self'" in page.getheader("Content-Security-Policy"), "the page is filled for who is in, and kept by nobody", page.getheaders())
    for path in ("session", "settings", "next?limit=50", "held", "claims?state=all&limit=1"):
        ok(data.get(path) == json.loads(server.request("GET", f"{API}/{path}").bytes), f"with what GET {path} answers", data.get(path))
    ok(any(card["item"] == odd for card in data["next?limit=50"]) and page.bytes.count(b"<script") == 2 and b"alert(1)<" not in page.bytes,
       "and nothing in it ends the data", page.bytes[:3000])
    for headers, name in (({}, "without a session"), ({"Cookie": "tenace=" + "A" * 43}, "with another's cookie")):
        plain = server.request("GET", "/", session=False, headers=headers)
        ok(plain.status == 200 and b'id="first"' not in plain.bytes, f"{name} the page is empty")
    ok(b'id="first"' not in server.request("GET", "/index.html").bytes, "so is the one that a browser keeps for when nobody answers")
    ok(server.request("HEAD", "/").status == 200 and server.request("POST", "/", {}).status == 404, "HEAD, and no POST")
    names = re.findall(r'(?:href|src)="(app\.\w+\?v=\w+)"', page.bytes.decode())
    ok(len(names) == 2, "two files are named by their bytes", names)
    for name in names:
        ok("immutable" in server.request("GET", "/" + name).getheader("Cache-Control"), f"{name} is kept for ever")
    for name in ("/app.js", "/app.js?v=", "/app.js?v=000000000000", "/app.js?v=0"):
        ok(server.request("GET", name).getheader("Cache-Control") == "no-cache", f"{name} is not")


def test_door(server):
    ok(server.request("GET", API + "/next", host="evil.example").status == 421, "another host's name (DNS rebinding)")
    ok(server.request("GET", "/", host="evil.example").status == 421, "for the page, too")
    ok(server.request("GET", API + "/next", host=f"localhost:{server.port}").status == 200, "localhost is ours")
    note = {"kind": "note.added", "body": {"text": "x"}}
    for headers, name in (({"Origin": "https://evil.example"}, "another origin"), ({"Origin": "null"}, "no origin at all"),
                          ({"Sec-Fetch-Site": "cross-site"}, "another site, says the browser"), ({"X-Tenace": None}, "without the page's header")):
        answer = server.request("POST", API + "/claims/1/events", note, headers=headers)
        ok(answer.status == 403, name, answer.status)
    answer = server.request("POST", API + "/claims/1/events", note, headers={"Origin": f"http://127.0.0.1:{server.port}", "Sec-Fetch-Site": "same-origin"})
    ok(answer.status == 201, "the page's own", answer.bytes)
    answer = server.request("POST", API + "/claims/1/events", b'{"kind":"note.added"}', headers={"Content-Type": "text/plain"})
    ok(answer.status == 415, "a form's type", answer.status)
    ok(server.request("GET", API + "/next", headers={"Cookie": "tenace=" + "A" * 43}).status == 401, "another cookie")
    ok(server.request("GET", API + "/next", headers={"Authorization": "Bearer nonsense"}).status == 401, "another token, even beside a good cookie")
    answer = server.request("GET", API + "/next", headers={"Cookie": "tenace=" + "A" * 5000})
    ok(answer.status in (401, 431), "a very long cookie", answer.status)


def test_bodies(server):
    big = b"[" + b" " * (3 * 1024 * 1024) + b"]"
    answer = server.request("POST", API + "/claims", big, headers={"Content-Type": "application/json"})
    ok(answer.status == 413, "an oversized body", answer.status)
    answer = server.request("POST", API + "/session", b" " * 20000, headers={"Content-Type": "application/json"}, session=False)
    ok(answer.status in (403, 413), "a large body from nobody we know", answer.status)
    s = socket.create_connection(("127.0.0.1", server.port), timeout=20)
    s.sendall(f"POST {API}/claims HTTP/1.1\r\nHost: localhost\r\nCookie: tenace={server.cookie}\r\nX-Tenace: 1\r\nContent-Type: application/json\r\n"
              "Transfer-Encoding: chunked\r\n\r\n".encode() + b"8000\r\n" + b" " * 0x8000 + b"\r\n")
    for _ in range(70):
        s.sendall(b"8000\r\n" + b" " * 0x8000 + b"\r\n")
    s.sendall(b"0\r\n\r\n")
    head = s.recv(4000)
    ok(head.startswith(b"HTTP/1.1 413"), "an oversized body in chunks", head[:100])
    s.close()
    answer = server.request("GET", API + "/next", b"x" * 5000)
    ok(answer.status == 200, "a body of a GET is not looked at", answer.status)
    answer = server.request("POST", API + "/ingest", b"", headers={"Content-Length": str(100 * 1024 * 1024 * 1024)})
    ok(answer.status == 413, "an announced flood", answer.status)
    for text in (b"", b"null", b"[]", b"{", b'{"a":1,"a":2}', b"\xff\xfe", b"[" * 5000, b'{"kind":1}', b'{"kind":"note.added","body":[]}'):
        answer = server.request("POST", API + "/claims/1/events", text, headers={"Content-Type": "application/json"})
        ok(400 <= answer.status < 500, f"the body {text[:20]!r}", answer.status)


def odd(depth=0):
    kind = random.randrange(9 if depth < 3 else 6)
    if kind == 0: return None
    if kind == 1: return random.choice([True, False])
    if kind == 2: return random.choice([0, -1, 1, 2**31, 2**63 - 1, -2**63, 1e308, 0.1])
    if kind in (3, 4, 5):
        return random.choice(["", "1", "hier", "2026-02-30", "not_delivered", "refund", "é" * 50, "\u202e", "'; DROP TABLE event; --", "<script>", "../..", "x" * 3000,
                              "2026-03-01", "99999999999999", "EUR", "call.made", "message.received", "next", "email", "\u0001", "😀"])
    if kind == 6: return [odd(depth + 1) for _ in range(random.randrange(4))]
    return {random.choice(["kind", "body", "claim", "text", "move", "confirm", "about", "wants", "merchant", "purchase", "item", "name", "ref", "emails", "price",
                           "amount", "currency", "ordered_on", "event", "add", "remove", "signals", "due", "until", "contact", "address", "password", "imap",
                           "preview", "channel", "language", "story", "choice", "zone", "at", "read"]): odd(depth + 1) for _ in range(random.randrange(6))}


def like(schema, depth=0):
    """A value that often fits SCHEMA."""
    if "$ref" in schema:
        return like(DOCUMENT["components"]["schemas"][schema["$ref"].split("/")[-1]], depth)
    if random.random() < 0.1: return odd(depth)
    if "anyOf" in schema: return like(random.choice(schema["anyOf"]), depth)
    if "enum" in schema: return random.choice(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        return {k: like(v, depth + 1) for k, v in schema.get("properties", {}).items() if k in schema.get("required", []) or random.random() < 0.4}
    if kind == "array": return [like(schema["items"], depth + 1) for _ in range(random.randrange(3))]
    if kind in ("integer", "number"): return random.choice([0, 1, 2, 8990, -1, 10**15])
    if kind == "boolean": return random.random() < 0.5
    return odd(3)


def test_odd(server, rounds):
    """Odd requests to every route: no 5xx but those that tell of the mail server's failure, and all as described."""
    random.seed(7)
    bad = []
    routes = [(path, method, one) for path, item in DOCUMENT["paths"].items() for method, one in item.items()
              if method in ("get", "post", "put", "delete") and not path.endswith(("/events", "/fetch")) or method == "post" and path.endswith("/events")]
    routes = [r for r in routes if not (r[1] == "delete" and r[0].endswith(("session", "calendar"))) and not r[0].endswith("/test")]
    # These go out to whatever server is named.
    routes = [r for r in routes if not (r[1] in ("post", "put") and re.search("/public/(bluesky|mastodon|handles)", r[0]))]
    for _ in range(rounds):
        path, method, one = random.choice(routes)
        value = lambda m: urllib.parse.quote(str(random.choice(["1", "1", "1", "2", "next", "email", "nonsense", "é", "'", "%", "..", "a/b", "x" * 300, "-1", "0" * 64])), safe="")
        target = re.sub(r"\{\w+\}", value, path)
        queries = [p for p in one.get("parameters", []) if p.get("in") == "query"]
        asked = {p["name"]: str(like(p["schema"])) for p in queries if random.random() < 0.5}
        if asked:
            target += "?" + urllib.parse.urlencode(asked, errors="replace")
        body = headers = None
        content = one.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            body = json.dumps(like(content["application/json"]["schema"])).encode()
            headers = {"Content-Type": "application/json"}
        elif content:
            body = random.choice([b"", b"\x00", b"From: x\n\n", random.randbytes(200), MAIL.encode()])
        answer = server.request(method.upper(), target, body, headers=headers)
        problem = problem_with(method.upper(), target, answer)
        if answer.status >= 500 or problem:
            bad.append((method, target, body and body[:300], answer.status, answer.bytes[:300], problem))
    ok(not bad, f"{rounds} odd requests", "\n".join(map(str, bad[:5])))


def latency(server):
    began = time.monotonic()
    answer = server.request("GET", API + "/next")
    return time.monotonic() - began if answer.status == 200 else 99


def test_crowd(server, many=1200):
    """Idle and dribbling connections do not keep others out, and go in the end."""
    idle = []
    for _ in range(many):
        s = socket.create_connection(("127.0.0.1", server.port))
        idle.append(s)
    ok(latency(server) < 2, f"{many} idle connections: others are served")
    slow = []
    for i in range(200):
        s = socket.create_connection(("127.0.0.1", server.port))
        s.send(b"POST /api/v1/claims HTTP/1.1\r\nHost: 127.0.0.1\r\n" if i % 2 else b"GET /api/v1/next HTTP/1.1\r\nX-a: ")
        slow.append(s)
    until = time.monotonic() + 40
    alive = list(slow)
    worst = 0
    while alive and time.monotonic() < until:
        for s in list(alive):
            try:
                s.send(b"b")
                s.setblocking(False)
                if s.recv(1000) == b"":
                    alive.remove(s)
            except BlockingIOError:
                pass
            except OSError:
                alive.remove(s)
        worst = max(worst, latency(server))
        time.sleep(0.5)
    ok(not alive, "clients that dribble their headers are sent away within 40 seconds", f"{len(alive)} left")
    ok(worst < 2, "and others are served meanwhile", worst)
    for s in idle + slow:
        s.close()
    ok(latency(server) < 2, "afterwards, too")


def test_live(server):
    s = socket.create_connection(("127.0.0.1", server.port), timeout=5)
    s.send(f"GET {API}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: tenace={server.cookie}\r\n\r\n".encode())
    time.sleep(0.3)
    head = s.recv(4000)
    ok(b"text/event-stream" in head, "the stream of events", head[:200])
    called.add(("get", API + "/events"))
    server.request("POST", API + "/claims/1/events", {"kind": "note.added", "body": {"text": "vu"}})
    s.settimeout(3)
    try:
        told = s.recv(4000)
    except OSError:
        told = b""
    ok(b"event: changed" in told, "tells of a change at once", told)
    time.sleep(1.2)
    subprocess.run([TENACE, "--data", server.data, "-q", "log", "1", "note", "ailleurs"], check=True)
    told, until = b"", time.monotonic() + 4
    while b"event: changed" not in told and time.monotonic() < until:
        try:
            told += s.recv(4000)
        except OSError:
            break
    ok(b"event: changed" in told, "and of one that another program made", told)
    s.close()


def test_restart(data):
    server = Server(data)
    server.open()
    cookie = server.cookie
    token = call(server, "POST", "/tokens", {"name": "lasting"}, status=201)["token"]
    ok(server.stop() == 0, "SIGTERM ends the server well")
    server = Server(data)
    server.cookie = cookie
    ok(server.request("GET", API + "/next").status == 200, "a session outlives the server")
    ok(server.request("GET", API + "/next", headers={"Authorization": "Bearer " + token}, session=False).status == 200, "a token, too")
    call(server, "DELETE", "/session", status=204)
    ok(server.request("GET", API + "/next").status == 401, "a closed session is closed")
    key = {"Authorization": "Bearer " + token, "Idempotency-Key": "once-only"}
    opened = server.request("POST", API + "/claims", CLAIM, headers=key, session=False)
    server.process.kill()
    server.process.wait()
    server = Server(data)
    ok(server.request("GET", API + "/next", headers={"Authorization": "Bearer " + token}, session=False).status == 200, "after kill -9 as well")
    again = server.request("POST", API + "/claims", CLAIM, headers=key, session=False)
    ok(again.status == 201 and again.bytes == opened.bytes and again.getheader("Idempotency-Replayed") == "true"
       and again.getheader("Location") == opened.getheader("Location"), "and what was done once is known after it", (again.status, again.bytes))
    server.stop()


def test_beyond(data):
    refused = subprocess.run([TENACE, "--data", data, "serve", "--port", "0", "--listen", "0.0.0.0"], capture_output=True, text=True, timeout=20)
    ok(refused.returncode == 5 and "password" in refused.stderr, "beyond loopback a password is needed", refused.stderr)
    path = os.path.join(work, "password")
    open(path, "w").write("correct horse\n")
    os.chmod(path, 0o600)
    server = Server(data, "--listen", "0.0.0.0", "--password-file", path, "--base-path", "/tenace", "--origin", "https://tenace.example.org")
    ok(server.told and server.told["link"].startswith("https://tenace.example.org/tenace/open/"), "the link is the proxy's", server.told)
    base = "/tenace" + API
    answer = server.request("GET", base + "/session", session=False)
    ok(json.loads(answer.bytes)["password"] is True, "a password opens it")
    answer = server.request("POST", base + "/session", {"password": "wrong horse"}, headers={"X-Tenace": "1"}, session=False)
    ok(answer.status == 401, "not any password", answer.status)
    answer = server.request("POST", base + "/session", {"password": "correct horse"}, headers={"X-Tenace": "1", "Origin": "https://tenace.example.org"},
                            session=False, host="tenace.example.org")
    cookie = answer.getheader("Set-Cookie", "")
    ok(answer.status == 200 and all(x in cookie for x in ("Secure", "HttpOnly", "SameSite=Strict", "Path=/tenace/")), "this one", (answer.status, cookie))
    server.cookie = re.search(r"tenace=([^;]+)", cookie + "tenace=-").group(1)
    ok(server.request("GET", base + "/next").status == 200, "the session is for the sub-path")
    ok(server.request("GET", API + "/next").status == 404, "and nothing is outside it")
    ok(server.request("GET", "/tenace/", session=False).status == 200, "the page, too")
    statuses = [server.request("POST", base + "/session", {"password": "no"}, headers={"X-Tenace": "1"}, session=False).status for _ in range(12)]
    ok(statuses[-1] == 429, "guessing is slowed down", statuses)
    server.stop()


def main():
    data = os.path.join(work, "data")
    server = Server(data)
    if not server.told:
        print("Bail out! the server does not start: " + server.process.stderr.read())
        sys.exit(1)
    try:
        test_session(server)
        test_link(server)
        ref = test_claim(server)
        test_words(server, ref)
        test_mail(server, ref)
        test_files(server, ref)
        test_house(server, ref)
        test_public(server, ref)
        test_rehearsal(server)
        test_pages(server)
        test_http(server)
        test_first(server)
        test_door(server)
        test_bodies(server)
        test_live(server)
        test_odd(server, int(os.environ.get("ODD_REQUESTS", 1500)))
        test_crowd(server)
        ok(server.process.poll() is None, "the server still runs")
        ok(server.stop() == 0, "and ends well")
        test_restart(data)
        missing = sorted((m, p) for p, item in DOCUMENT["paths"].items() for m in item if m in ("get", "post", "put", "delete") and (m, p) not in called)
        ok(not missing, "every route of the document was called", missing)
        test_beyond(os.path.join(work, "beyond"))
    finally:
        if server.process.poll() is None:
            server.process.kill()
        shutil.rmtree(work, ignore_errors=True)
    stage.end()


main()
