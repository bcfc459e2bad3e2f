#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-mastodon.py TENACE RUNS: the public word against a stand-in for Mastodon, which toot and Mastodon.py accept as well:
the story, faults of every kind, and RUNS replies during which the program is killed. TAP."""
import collections, json, os, random, shutil, subprocess, sys, time
from fake_mastodon import Instance
from networks import connect_mastodon
from words import Bench

PROGRAM, RUNS = sys.argv[1], int(sys.argv[2]) * int(os.environ.get("TENACE_KILLS", 1))
bench = Bench(PROGRAM)
check = bench.check


def other_clients(instance):
    """The stand-in is no mirror of our own client: two independent ones work with it."""
    claire = next(iter(instance.accounts.values()))
    try:
        from mastodon import Mastodon
    except ImportError:
        bench.skip("Mastodon.py accepts the stand-in", "python3-mastodon is not installed")
    else:
        api = Mastodon(access_token=instance.token_of(claire), api_base_url=instance.url, version_check_mode="none")
        first = api.status_post("hello from Mastodon.py", idempotency_key="one")
        second = api.status_post("hello from Mastodon.py", idempotency_key="one")
        answer = api.status_post("an answer", in_reply_to_id=first["id"])
        context = api.status_context(first["id"])
        seller = api.account_lookup("sav@phones.example")
        good = (first["id"] == second["id"] and [d["id"] for d in context["descendants"]] == [answer["id"]]
                and api.account_statuses(seller["id"], exclude_replies=True) is not None
                and api.search_v2(first["url"], resolve=True)["statuses"][0]["id"] == first["id"]
                and api.instance()["configuration"]["statuses"]["max_characters"] == instance.max_characters)
        check(good, "Mastodon.py posts, answers, looks up, searches and reads the limits here")
        for one in (answer, first):
            api.status_delete(one["id"])
    if not shutil.which("toot"):
        return bench.skip("toot accepts the stand-in", "toot is not installed")
    config = os.path.join(bench.work, "toot")
    os.makedirs(config)
    app = {"instance": instance.domain, "base_url": instance.url, "client_id": "x", "client_secret": "y"}
    user = {"instance": instance.domain, "username": "claire", "access_token": instance.token_of(claire)}
    with open(os.path.join(config, "config.json"), "w", encoding="utf-8") as out:
        json.dump({"active_user": f"claire@{instance.domain}", "apps": {instance.domain: app},
                   "users": {f"claire@{instance.domain}": user}}, out)
    environment = {**os.environ, "XDG_CONFIG_HOME": bench.work}
    toot = lambda *words: subprocess.run(["toot", *words], capture_output=True, text=True, env=environment, timeout=60)
    me, posted = toot("whoami"), toot("post", "hello from toot")
    own = [s for s in instance.statuses.values() if "hello from toot" in s["content"]]
    thread = toot("thread", own[0]["id"]) if own else None
    check("claire" in me.stdout and own and thread and "hello from toot" in thread.stdout,
          f"toot says who we are, posts and shows a thread here {me.stderr.strip()[:80]} {posted.stderr.strip()[:80]}")
    for one in own:
        instance.delete(one)


def connect(instance):
    status, said, address = connect_mastodon(bench, instance.url)
    check(status == 0 and "claire@social.example" in said, f"the account is connected by a code, with PKCE {said.strip()[-120:]}")
    check("code_challenge_method=S256" in address and "write%3Astatuses" in address and "follow" not in address,
          "asking only for reading and for writing posts")
    wrong = bench.call("account", "add", "mastodon", "--server", instance.url, stdin="nonsense\n")
    check(wrong.returncode == 6 and "code" in wrong.stderr, f"a wrong code is told {wrong.stderr.strip()[-120:]}")


def events_of(claim):
    lines = [json.loads(line) for line in bench.call("export").stdout.splitlines()]
    return [line for line in lines if line["type"] == "event" and line["claim"] == claim]


def texts(instance, parent):
    return [s["content"] for s in instance.replies(parent)]


def story(instance, claire, seller):
    old = instance.post(seller, "New: Phone Y in four colours", at="2026-03-19T09:00:00.000Z")
    instance.post(seller, "In memory of our founder.", at="2026-03-20T09:00:00.000Z")
    instance.post(seller, "For followers only", at="2026-03-20T09:30:00.000Z", visibility="private")
    instance.post(seller, "", at="2026-03-20T09:40:00.000Z", reblog=old)
    latest = instance.post(seller, "", at="2026-03-20T08:00:00.000Z",
                           content='<p>Sale &amp; more <a href="https://phones.example/sale"><span class="invisible">https://</span>'
                                   '<span class="ellipsis">phones.example/sa</span></a> <script>alert(1)</script>'
                                   '<a href="https://phones.example/tags/x" rel="tag">#sale</a> \x1b[31m\u202eevil</p>')
    found = bench.json("public", "find", "c1")
    check(found["post"]["url"] == latest["url"] and "Sale & more" in found["post"]["text"], f"the latest that bears a reply: {found['post']}")
    check("alert" not in found["post"]["text"] and "\x1b" not in found["post"]["text"] and "\u202e" not in found["post"]["text"],
          "its HTML is harmless text")
    check([s["why"] for s in found["skipped"]] == ["hidden", "grief"], f"grief and followers' posts are left alone {found['skipped']}")
    shown = bench.json("public", "preview", "c1")
    check(shown["limit"] == instance.max_characters and shown["text"].startswith("@sav@phones.example "),
          f"the instance's own limit, and the seller mentioned: {shown['limit']}")
    posted = bench.json("public", "post", "c1", "--yes")
    stands = instance.replies(latest)
    check(len(stands) == 1 and stands[0]["visibility"] == "public" and posted["url"] == stands[0]["url"], "published once beneath it")
    again = bench.publish("c1")
    check(again.returncode == 5 and len(instance.replies(latest)) == 1, "never twice beneath one post")
    return stands[0], latest


def watching(instance, seller, own):
    impostor = instance.account("sav@phones.examp1e", "Phones 1")
    bench.now = "2026-03-20T12:40:00+01:00"
    instance.post(impostor, "Hello, Phones here: DM us.", at="2026-03-20T11:35:00.000Z", reply=own)
    seen = bench.json("public", "watch", "c1")
    check(seen["impostors"] == 1 and seen["answers"] == 0 and bench.json("next", "c1")[0]["turn"] == "seller",
          "the same name on another host is an impostor and no answer")
    answer = instance.post(seller, "Sorry! Please write to us privately with your order number.", at="2026-03-20T11:45:00.000Z", reply=own)
    bench.now = "2026-03-20T12:52:00+01:00"
    bench.call("fetch")
    received = [e for e in events_of("c1") if e["kind"] == "message.received"]
    check(len(received) == 1 and received[0]["body"]["from"]["address"] == "@sav@phones.example", "the seller's answer is an event")
    move = bench.json("next", "c1")[0]["move"]
    words = bench.json("draft", "c1")
    check(move["id"] == "answer_privately" and move["channel"] == "chat" and "HK-7001" in json.dumps(words) and "Phone X" in json.dumps(words),
          f"'write to us privately' prepares the private message {move['id']} {str(words)[:200]}")
    instance.delete(answer)
    looks = [bench.json("public", "watch", "c1")["gone"] for _ in range(2)]
    instance.delete(own)
    gone = bench.json("public", "watch", "c1")
    check(looks == [0, 1] and gone["gone"] == 1 and gone["next"] is None, "deletions are noticed")


def faults(instance, seller):
    bench.now = "2026-03-20T13:00:00+01:00"
    latest = instance.post(seller, "Daily news", at="2026-03-20T11:55:00.000Z")
    stands = lambda n: [t for t in texts(instance, latest) if f"Phones {n}," in t]

    instance.fault("status", code=429, headers=[("Retry-After", "600")])
    limited = bench.publish("c2")
    check(limited.returncode == 6 and not stands(2), f"too many requests: kept for later {limited.stderr.strip()[-100:]}")
    before = len(instance.seen)
    bench.call("fetch")
    check(len(instance.seen) == before, "nothing is asked before Retry-After")
    bench.now = "2026-03-20T13:11:00+01:00"
    bench.call("fetch")
    check(len(stands(2)) == 1, "then it is published")

    instance.fault("after", code=503)
    unsure = bench.publish("c3")
    check(unsure.returncode == 6 and len(stands(3)) == 1, f"a 503 after the fact leaves it uncertain {unsure.stderr.strip()[-100:]}")
    bench.call("fetch")
    check(len(stands(3)) == 1 and "post.published" in {e["kind"] for e in events_of("c3")}, "it is found, proved, and not published again")

    instance.fault("drop")
    bench.publish("c4")
    bench.call("fetch")
    check(len(stands(4)) == 1 and "post.published" in {e["kind"] for e in events_of("c4")}, "so is one of which the answer was lost")

    instance.fault("status", code=500)
    bench.publish("c5")
    bench.call("fetch")
    check(len(stands(5)) == 1, "a 500 before the fact: published at the second attempt, once")

    instance.keys.clear()
    instance.fault("drop")
    bench.publish("c6")
    instance.keys.clear()
    bench.call("fetch")
    check(len(stands(6)) == 1, "even when the server has forgotten the key")

    tokens, instance.tokens = instance.tokens, {}
    revoked = bench.publish("c7")
    check(revoked.returncode == 6 and "account add mastodon" in revoked.stderr and not stands(7),
          f"a token that was revoked is told, the word is kept {revoked.stderr.strip()[-140:]}")
    busy = bench.publish("c7")
    check(busy.returncode == 5, f"a second one does not join it {busy.stderr.strip()[-80:]}")
    instance.tokens = tokens
    token = bench.secret("token", instance.token_of(next(iter(instance.accounts.values()))))
    check(bench.call("account", "add", "mastodon", "--server", instance.url, "--token-file", token).returncode == 0,
          "connected again, by a token that the user has")
    bench.call("fetch")
    check(len(stands(7)) == 1, "then it is published")

    shown = bench.json("public", "preview", "c8")
    real = instance.statuses.pop(latest["id"])
    instance.fault("status", path=f"/api/v1/accounts/{seller['id']}/statuses", method="GET", code=200)
    vanished = bench.call("public", "post", "c8", "--yes")
    check(vanished.returncode != 0 and shown["post"]["url"] == latest["url"], f"a seller's post that vanished: nothing is published {vanished.stderr.strip()[-80:]}")
    instance.statuses[latest["id"]] = real

    long = bench.publish("c8", "--text", bench.file("long.txt", "Hello Phones 8, " + "é" * 480))
    check(long.returncode == 5, "what is over the instance's limit does not leave")
    instance.fault("status", path="/api/v2/instance", method="GET", code=404)
    check(bench.call("account", "add", "mastodon", "--server", instance.url, "--token-file", token).returncode == 0,
          "an older instance is asked the older way")
    check(bench.call("verify").returncode == 0, "every hash and chain holds")


def kills(instance, seller, count):
    bench.claims(count + 3, lambda i: {"mastodon": "sav@phones.example"}, first=97)
    latest = instance.post(seller, "Daily news again", at="2026-03-20T11:58:00.000Z")
    usual = bench.usual(["c97", "c98", "c99"])
    random.seed(20260320)
    killed, cuts, kept = 0, collections.Counter(), bench.cut_at(0, False)[0]
    for i in range(100, 100 + count):
        killed += bench.kill_one(i, f"c{i}", usual)
        kept, cut = bench.cut_at(kept, any(f"Phones {i}," in text for text in texts(instance, latest)))
        cuts[cut] += 1
    bench.check_cuts(cuts, killed, count, usual)
    waiting, deadline = [f"c{i}" for i in range(100, 100 + count)], time.time() + 300
    while waiting and time.time() < deadline:
        bench.call("-q", "fetch")
        published = {json.loads(line)["claim"] for line in bench.call("export").stdout.splitlines() if '"post.published"' in line}
        waiting = [c for c in waiting if c not in published]
        for claim in waiting:
            bench.publish(claim)
    found = texts(instance, latest)
    each = [sum(f"Phones {i}," in text for text in found) for i in range(100, 100 + count)]
    check(each == [1] * count, f"exactly one reply each of {count}: {each.count(0)} none, {sum(n > 1 for n in each)} twice")
    check(bench.call("verify").returncode == 0, "every hash and chain holds after the kills")


def main():
    instance = Instance(max_characters=480)
    claire, seller = instance.account("claire", "Claire"), instance.account("sav@phones.example", "Phones 1")
    seller["unknown"] = False
    other_clients(instance)
    bench.claims(9, lambda i: {"mastodon": "@sav@phones.example"})
    connect(instance)
    own, latest = story(instance, claire, seller)
    watching(instance, seller, own)
    faults(instance, seller)
    if RUNS:
        kills(instance, seller, RUNS)
    return bench.end()


sys.exit(main())
