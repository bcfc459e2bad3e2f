#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-public.py TENACE [PDSPORT]: the public word through the API, as the page does it: account, handle, preview, yes, proof,
watching; on a stand-in for Mastodon or, with PDSPORT, on a real Bluesky PDS. Every answer is checked against
schema/openapi.json. TAP."""
import datetime, json, os, re, sqlite3, subprocess, sys, time, urllib.request

import stage
from stage import API, TENACE, Server, call, ok, work

sys.path.insert(0, os.path.join(stage.ROOT, "tests", "integration", "public"))
from fake_mastodon import Instance
from networks import BlueskySide, MastodonSide, Pds

PDS = Pds(int(sys.argv[2])) if len(sys.argv) > 2 else None


def when(minutes=0, days=0):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes, days=days)
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def claims(data, domains):
    """Two claims at the public rung, of sellers of the same name."""
    lines = []
    for ref in ("a", "b"):
        lines += [
            {"type": "merchant", "ref": f"m{ref}", "name": "Phones", "role": "online_shop", "country": "FR", "languages": ["fr"], "emails": [f"sav@{ref}.example"],
             "domains": domains},
            {"type": "purchase", "ref": f"p{ref}", "merchant": f"m{ref}", "item": "Phone X", "order_number": "HK-7781", "price": {"amount": 24990, "currency": "EUR"},
             "ordered_on": when(days=-40)[:10], "expected_on": when(days=-30)[:10], "where": "distance", "payment": "card", "second_hand": False},
            {"type": "claim", "ref": ref, "purchase": f"p{ref}", "kind": "not_delivered", "wants": "delivery", "language": "fr", "ladder": None},
            {"type": "event", "claim": ref, "kind": "claim.opened", "at": when(days=-20), "actor": "me", "body": {"about": "Rien reçu"}},
            {"type": "event", "claim": ref, "kind": "message.sent", "at": when(days=-10), "actor": "me",
             "body": {"rung": "email", "channel": "email", "subject": "Commande", "text": "Où est-elle ?"}}]
    path = os.path.join(work, "claims.jsonl")
    open(path, "w").write("".join(json.dumps(line) + "\n" for line in lines))
    for words in (["import", path], ["account", "set", "name", "Claire Martin"]):
        subprocess.run([TENACE, "--data", data, "-q", *words], check=True)


def connect(server, side):
    french = {"Accept-Language": "fr"}
    if side.network == "bluesky":
        wrong = call(server, "POST", "/public/bluesky", {"handle": "claire.test", "password": "nonsense", "server": PDS.url}, headers=french)
        ok(wrong["status"] >= 400 and "mot de passe" in wrong["detail"].lower(), "a wrong password is told in French", wrong)
        return call(server, "POST", "/public/bluesky", {"handle": "@claire.test", "password": "claire-pw", "server": PDS.url}, status=201)
    begun = call(server, "POST", "/public/mastodon", {"server": side.instance.url}, status=201)
    ok("code_challenge_method=S256" in begun["url"] and "write%3Astatuses" in begun["url"], "the address asks with PKCE for reading and posting", begun)
    wrong = call(server, "POST", f"/public/mastodon/{begun['id']}", {"code": "nonsense"}, headers=french)
    ok(wrong["status"] >= 400 and "le code n'a pas été accepté" in wrong["detail"], "a wrong code is told in French", wrong)
    call(server, "POST", "/public/mastodon/nonsense", {"code": "x"}, status=404)
    page = urllib.request.urlopen(begun["url"], timeout=30).read().decode()
    code = {"code": " " + re.search(r'value="([^"]+)"', page).group(1) + "\n"}
    return call(server, "POST", f"/public/mastodon/{begun['id']}", code, status=201)


def test_account(server, side):
    ok(call(server, "GET", "/public/accounts", status=200) == [], "no account at first")
    account = connect(server, side)
    ok(account["network"] == side.network and account["handle"].startswith("claire"), "the account is connected", account)
    told = call(server, "GET", "/public/accounts", status=200)
    ok(told == [account] and not {"data", "token", "password"} & set(told[0]), "it is listed, without its secret", told)


def test_handle(server, side):
    call(server, "POST", "/claims/a/public/preview", {}, status=404, name="without a handle there is nothing to find")
    call(server, "PUT", "/claims/a/public/handles/nonsense", {"handle": "x"}, status=422)
    call(server, "PUT", f"/claims/a/public/handles/{side.network}", {"handle": "рhones.test"}, status=422, name="letters that only look like it")
    for claim in ("a", "b"):
        state = call(server, "PUT", f"/claims/{claim}/public/handles/{side.network}", {"handle": "@" + side.handle}, status=200)
    mine = next(one for one in state["networks"] if one["network"] == side.network)
    ok(mine["handle"] == side.handle and mine["by_tenace"] and mine["account"] == side.network, "the seller's handle stands beside our account", mine)
    ok(mine["verified"] == ("domain" if PDS else "typed"), "and how it was verified", mine)
    ok(state["words"] == [] and state["waiting"] is False and state["patience_hours"] == 48, "nothing was published", state)


def test_words(server, side, post):
    shown = call(server, "POST", "/claims/a/public/preview", {}, status=200)
    ok(shown["by_tenace"] and "Nouveau" in shown["post"]["text"], "the latest post that bears a reply", shown)
    ok(shown["text"].endswith(shown["body"]) and 0 < shown["weight"] <= shown["limit"], "exactly what would stand there, counted", shown)
    ok("HK-7781" not in shown["text"] and "Claire" not in shown["text"], "nothing private in it", shown["text"])
    asked = len(side.instance.seen) if not PDS else 0
    rude = call(server, "POST", "/claims/a/public/preview", {"text": "Bande de voleurs, je suis Claire Martin, commande HK-7781 !"}, status=200)
    ok(rude["blocked"] and {"insult", "order_number"} <= {one["kind"] for one in rude["guard"]}, "what must not stand there is blocked", rude["guard"])
    long = call(server, "POST", "/claims/a/public/preview", {"text": "é" * 600}, status=200)
    ok(long["blocked"] and long["weight"] > long["limit"], "and what is too long, as the network counts", (long["weight"], long["limit"]))
    ok(PDS or len(side.instance.seen) == asked, "while the words are written the network is not asked again")
    call(server, "POST", "/claims/a/public/publish", {"confirm": ""}, status=409, name="nothing without a yes")
    call(server, "POST", "/claims/a/public/publish", {"confirm": shown["confirm"], "text": "Bonjour, pouvez-vous regarder mon dossier ? Merci !"}, status=409,
         name="the yes to some words is none to others")
    call(server, "POST", "/claims/a/public/publish", {"confirm": rude["confirm"], "text": rude["body"]}, status=409, name="a guard is not overruled by a yes")
    ok(not side.beneath(post), "nothing stands there yet")


def test_publish(server, side, post):
    mine = {"text": "Bonjour Phones, ma commande n'est toujours pas arrivée 📦. Quelqu'un peut-il regarder mon dossier ? Merci !"}
    shown = call(server, "POST", "/claims/a/public/preview", mine, status=200)
    yes, key = {**mine, "confirm": shown["confirm"]}, {"Idempotency-Key": "word-1"}
    done = call(server, "POST", "/claims/a/public/publish", yes, status=200, headers=key)
    stands = side.beneath(post)
    ok(done["state"] == "published" and len(stands) == 1, "published once", (done, len(stands)))
    ok(stands[0][1] == shown["text"], "exactly as shown", (stands[0][1], shown["text"]))
    again = server.request("POST", f"{API}/claims/a/public/publish", yes, headers=key)
    ok(again.status == 200 and again.getheader("Idempotency-Replayed") == "true", "the same key does it once", again.bytes[:200])
    call(server, "POST", "/claims/a/public/publish", yes, status=409, name="another key neither: one word beneath a post is enough")
    ok(len(side.beneath(post)) == 1, "one word in all")
    word = done["public"]["words"][0]
    ok(word["watched"] and word["url"].startswith("http") and word["text"] == shown["text"] and word["handle"] == side.handle, "the proof: where, what, to whom", word)
    wait = (datetime.datetime.fromisoformat(word["next_at"]) - datetime.datetime.fromisoformat(word["posted_at"])).total_seconds()
    ok(word["looked_at"] is None and 60 <= wait <= 180, "it is looked at in two minutes", wait)
    ok(call(server, "GET", "/claims/a/public", status=200) == done["public"], "as the claim tells")
    return stands[0][0]


def test_watch(server, side, post, own):
    side.answer(side.impostor, own, post, "Bonjour, service client Phones ici : envoyez-nous votre carte bancaire en MP.", when())
    state = call(server, "POST", "/claims/a/public/look", {}, status=200)
    replies = state["words"][0]["replies"]
    ok([one["kind"] for one in replies] == ["impostor"] and state["words"][0]["looked_at"], "who only passes for the seller is told", replies)
    ok(call(server, "GET", "/next", status=200)[-1]["move"]["id"] != "answer_privately", "and is no answer")
    side.answer(side.seller, own, post, "Bonjour, désolés ! Passez en message privé avec votre numéro de commande, on regarde.", when())
    # As if two minutes had gone by: another program's change is seen, and the look is due.
    with sqlite3.connect(os.path.join(server.data, "tenace.db"), timeout=20) as database:
        text, = database.execute("SELECT value FROM setting WHERE name = 'public_words'").fetchone()
        words = json.loads(text)
        words[0]["next_at"] = when(minutes=-1)
        database.execute("UPDATE setting SET value = ? WHERE name = 'public_words'", (json.dumps(words),))
    until = time.time() + 20
    while time.time() < until and len(replies) < 2:
        time.sleep(0.2)
        state = json.loads(server.request("GET", API + "/claims/a/public").bytes)
        replies = state["words"][0]["replies"]
    ok([one["kind"] for one in replies] == ["impostor", "seller"], "the server wakes when a look is due, not only every five minutes", replies)
    card = next(one for one in call(server, "GET", "/next", status=200) if one["claim"] == "a")
    ok(card["turn"] == "mine" and card["move"]["id"] == "answer_privately", "'write to us privately' leads to the private message", card["move"])
    draft = call(server, "GET", "/claims/a/drafts/answer_privately", status=200)
    ok("HK-7781" in draft["body"] and draft["channel"] == "chat" and draft["to"] == "@" + side.handle and not draft["blocked"], "which is prepared, with the order number", draft["body"])
    delays = call(server, "GET", "/merchants/ma", status=200)["channels"]
    mine = next(one for one in delays if one["channel"] == "public")
    ok(mine["answered"] == 1 and mine["median_minutes"] is not None and mine["median_minutes"] < 60, "the seller's card counts the minutes", mine)


def test_hand(server):
    call(server, "POST", "/claims/b/public/done", {"url": "nonsense"}, status=422)
    call(server, "POST", "/claims/b/public/done", {"url": "https://evil.example/x"}, status=422) if PDS else None
    call(server, "PUT", "/claims/b/public/handles/x", {"handle": "https://x.com/phones"}, status=200)
    state = call(server, "POST", "/claims/b/public/done", {"url": "https://x.com/claire/status/1799000000000000001"}, status=200, headers={"Idempotency-Key": "hand-1"})
    word = state["words"][0]
    ok(word["network"] == "x" and word["handle"] == "phones" and not word["watched"] and word["text"], "what was published by hand is noted with its link", word)
    events = call(server, "GET", "/claims/b/events?limit=500", status=200)["items"]
    ok(events[-1]["kind"] == "post.published", "as an event", events[-1])


def test_trouble(server, side):
    """On the stand-in: later, lost, refused; then no account any more."""
    post = side.daily("Encore un message du jour", when(minutes=1))
    side.instance.fault("status", code=429, headers=[("Retry-After", "2")])
    shown = call(server, "POST", "/claims/b/public/preview", {"network": "mastodon"}, status=200)
    yes = {"network": "mastodon", "confirm": shown["confirm"]}
    done = call(server, "POST", "/claims/b/public/publish", yes, status=200)
    ok(done["state"] == "waiting" and done["detail"] and done["public"]["waiting"] and not side.beneath(post), "a busy server: it waits", done)
    again = call(server, "POST", "/claims/b/public/publish", yes, status=502)
    ok(re.search(r"wait until \d{4}-\d\d-\d\d \d\d:\d\d$", again["detail"]), "meanwhile it is not even asked", again)
    time.sleep(2.5)
    side.instance.fault("drop")
    call(server, "POST", "/fetch", {}, status=200)
    call(server, "POST", "/fetch", {}, status=200)
    state = call(server, "GET", "/claims/b/public", status=200)
    ok(len(side.beneath(post)) == 1 and not state["waiting"] and state["words"][0]["watched"], "then it is published, once, though the answer was lost", state)
    call(server, "DELETE", "/public/accounts/mastodon", status=204)
    call(server, "DELETE", "/public/accounts/mastodon", status=404)
    shown = call(server, "POST", "/claims/b/public/preview", {"network": "mastodon"}, status=200)
    ok(shown["by_tenace"] is False and shown["post"] is None and shown["link"] == "https://phones.example/@sav", "without an account the words are handed over", shown)
    call(server, "POST", "/claims/b/public/publish", {"network": "mastodon", "confirm": shown["confirm"]}, status=422, name="and not published")


def main():
    data = os.path.join(work, "data")
    side = BlueskySide(PDS, "phones", "Phones", "phones-help") if PDS else MastodonSide(Instance(), "sav@phones.example", "Phones", "sav@phones.examp1e")
    side.daily("Grande nouvelle : le Phone Y", when(days=-1))
    claims(data, ["phones.test"] if PDS else [])
    server = Server(data)
    try:
        server.open()
        call(server, "GET", "/claims/a/public", status=200)
        call(server, "GET", "/claims/nonsense/public", status=404)
        post = side.daily("Nouveau : quatre couleurs pour l'automne", when(minutes=-5))
        test_account(server, side)
        test_handle(server, side)
        test_words(server, side, post)
        own = test_publish(server, side, post)
        test_watch(server, side, post, own)
        test_hand(server)
        if not PDS:
            test_trouble(server, side)
        ok(server.stop() == 0, "the server ends well")
    finally:
        if server.process.poll() is None:
            server.process.kill()
    stage.end()


main()
