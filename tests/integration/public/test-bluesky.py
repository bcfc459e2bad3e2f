#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-bluesky.py TENACE RUNS PDSPORT: the public word against the real Bluesky PDS: a seller who posts every day, a reply
after a yes, the seller's answer, an impostor's, deletions, and RUNS replies during which the program is killed. TAP."""
import collections, json, os, random, sys, time
from networks import Pds, Person
from words import Bench

PROGRAM, RUNS, PDS = sys.argv[1], int(sys.argv[2]) * int(os.environ.get("TENACE_KILLS", 1)), Pds(int(sys.argv[3]))
bench = Bench(PROGRAM)
check = bench.check


def story(claire, seller):
    seller.post("Our summer sale starts today ☀️ https://phones.example/sale", "2026-03-18T09:00:00Z")
    bait = seller.post("We mourn our founder, who passed away last night.", "2026-03-20T09:00:00Z")
    seller.post("Welcome to the team, Kevin! Meet our new colleague.", "2026-03-20T10:00:00Z")
    stranger = claire.post("a post of somebody else", "2026-03-20T10:30:00Z")
    seller.post("@somebody we look into it", "2026-03-20T11:00:00Z", stranger)
    latest = seller.post("New: Phone Y in four colours 📱保修", "2026-03-19T09:00:00Z")

    found = bench.json("public", "find", "c1")
    check(found["post"]["text"].startswith("New: Phone Y") and found["by_tenace"],
          "the latest post that bears a reply is found by the records, without an AppView's feed")
    check({s["why"] for s in found["skipped"]} == {"grief", "person"}, f"grief and an employee's day are left alone {found['skipped']}")
    check(found["verified"] == "typed", "a handle that was imported counts as typed")

    shown = bench.json("public", "preview", "c1")
    check(shown["weight"] <= shown["limit"] == 300 and "Phones 1" in shown["text"] and "HK-7001" not in shown["text"],
          f"the preview is short, in the seller's language, without the order number: {shown['text']}")
    refused = bench.call("public", "post", "c1")
    check(refused.returncode == 5 and not claire.beneath(latest), "without a yes nothing is published")
    unsafe = bench.publish("c1", "--text", bench.file("bad.txt", "Order HK-7001, you thieves!"))
    check(unsafe.returncode == 5 and not claire.beneath(latest), f"a text with an order number does not leave {unsafe.stderr.strip()[:80]}")
    long = bench.publish("c1", "--text", bench.file("long.txt", "Hello, " + "please answer me " * 20))
    check(long.returncode == 5, f"a text that is too long does not leave {long.stderr.strip()[:80]}")

    unseen = bench.call("public", "post", "c1", "--yes")
    check(unseen.returncode == 5 and not claire.beneath(latest), f"a yes to what was not shown counts for nothing {unseen.stderr.strip()[-90:]}")
    between = seller.post("Even newer 📣", "2026-03-20T11:10:00Z")
    moved = bench.call("public", "post", "c1", "--yes")
    check(moved.returncode == 5 and not claire.beneath(between), "nor does one to a post that is no longer the latest")
    seller.delete(between["uri"])
    bench.call("public", "preview", "c1")
    posted = bench.json("public", "post", "c1", "--yes")
    own = claire.beneath(latest)
    check(len(own) == 1 and own[0]["value"]["text"] == shown["text"], "after the yes exactly the preview stands there")
    reply = own[0]["value"]["reply"]
    check(reply["root"]["uri"] == reply["parent"]["uri"] == latest["uri"] and reply["parent"]["cid"] == latest["cid"],
          "beneath the post that was shown, root and parent")
    check(posted["url"] == f"https://bsky.app/profile/{claire.did}/post/{own[0]['uri'].split('/')[-1]}", "with its address as proof")
    events = events_of("c1")
    check([e["kind"] for e in events].count("post.published") == 1 and events[-1]["body"]["url"] == posted["url"],
          "and one event")
    again = bench.publish("c1")
    check(again.returncode == 5 and len(claire.beneath(latest)) == 1, f"never twice beneath one post {again.stderr.strip()[:80]}")
    return own[0], latest


def events_of(claim):
    lines = [json.loads(line) for line in bench.call("export").stdout.splitlines()]
    return [line for line in lines if line["type"] == "event" and line["claim"] == claim]


def watching(claire, seller, impostor, own, root):
    quiet = bench.json("public", "watch", "c1")
    check(quiet["answers"] == 0 and quiet["next"] == "2026-03-20T11:32:00Z", f"nothing yet, soon again {quiet['next']}")
    fake = impostor.post("Hello, this is Phones support. Send your card number on WhatsApp for an instant refund.",
                         "2026-03-20T11:35:00Z", own, root)
    friend = Person(PDS, "marc", "Marc").post("Same here, still waiting!", "2026-03-20T11:36:00Z", own, root)
    bench.now = "2026-03-20T12:40:00+01:00"
    turn = bench.json("next", "c1")[0]["turn"]
    seen = bench.json("public", "watch", "c1")
    check(seen["impostors"] == 1 and seen["others"] == 1 and seen["answers"] == 0, "an impostor is warned of, a bystander is none")
    after = bench.json("next", "c1")[0]["turn"]
    check(turn == after == "seller", "what the impostor says is no answer: the turn stays the seller's")
    check(not [e for e in events_of("c1") if e["kind"] == "message.received"], "and no event of the seller's")
    check(any("Careful" in e["body"].get("text", "") for e in events_of("c1") if e["kind"] == "note.added"), "the warning is kept")
    answer = seller.post("Hello, we are sorry for the delay. Please send us your order number by private message.",
                         "2026-03-20T11:45:00Z", own, root)
    early = bench.call("--json", "fetch")
    check("public answer" not in early.stderr, "a fetch does not ask before it is time")
    bench.now = "2026-03-20T12:52:00+01:00"
    fetched = bench.call("fetch")
    received = [e for e in events_of("c1") if e["kind"] == "message.received"]
    check(len(received) == 1 and received[0]["body"]["channel"] == "public" and received[0]["actor"] == "seller",
          f"the seller's answer is one event {fetched.stderr.strip()[:100]}")
    kinds = {s["kind"] for s in received[0]["body"]["signals"]}
    check(kinds & {"wrong_channel", "asks_information", "apologises"}, f"and is read: {sorted(kinds)}")
    check(bench.json("next", "c1")[0]["turn"] == "mine", "now it is our turn")
    repeat = bench.json("public", "watch", "c1")
    check(repeat["answers"] == repeat["impostors"] == repeat["others"] == 0, f"nothing is counted twice {repeat}")
    delays = bench.json("public", "find", "c1")["delays"]
    public = [d for d in delays if d["channel"] == "public"][0]
    check(public["asked"] == public["answered"] == 1 and public["median_minutes"] == 15, f"the delay is measured: {public}")
    seller.delete(answer["uri"])
    first, second = (bench.json("public", "watch", "c1") for _ in range(2))
    check(first["gone"] == 0 and second["gone"] == 1, "the seller's deleted answer is noticed at the second look")
    claire.delete(own["uri"])
    gone = bench.json("public", "watch", "c1")
    check(gone["gone"] == 1 and gone["next"] is None, "our deleted word is noticed and no longer watched")
    check(bench.call("verify").returncode == 0, "every hash and chain holds")


def expired(claire):
    """A session whose tokens have run out is renewed by itself; a changed password is said."""
    before = bench.json("account", "list")
    check(before[0]["network"] == "bluesky" and "password" not in json.dumps(before), "the account is listed without its secrets")
    check(bench.json("public", "find", "c2")["post"] is not None, "a kept session serves another command")


def kills(claire, seller, count):
    bench.claims(count + 3, lambda i: {"bluesky": "phones.test"}, first=97)
    latest = seller.post("Daily news 0", "2026-03-20T11:20:00Z")
    usual = bench.usual(["c97", "c98", "c99"])
    random.seed(20260320)
    killed, cuts, kept = 0, collections.Counter(), bench.cut_at(0, False)[0]
    for i in range(100, 100 + count):
        killed += bench.kill_one(i, f"c{i}", usual)
        stands = any(f"Phones {i}," in p["value"]["text"] for p in claire.beneath(latest))
        kept, cut = bench.cut_at(kept, stands)
        cuts[cut] += 1
    bench.check_cuts(cuts, killed, count, usual)
    deadline = time.time() + 300
    waiting = [f"c{i}" for i in range(100, 100 + count)]
    while waiting and time.time() < deadline:
        bench.call("-q", "fetch")
        published = {json.loads(l)["claim"] for l in bench.call("export").stdout.splitlines() if '"post.published"' in l}
        waiting = [c for c in waiting if c not in published]
        for claim in waiting:
            bench.publish(claim)
    check(not waiting, f"after clearing up every claim has its word {waiting[:5]}")
    texts = [p["value"]["text"] for p in claire.beneath(latest)]
    names = [f"Phones {i}," for i in range(100, 100 + count)]
    each = [sum(name in text for text in texts) for name in names]
    check(each == [1] * count, f"exactly one reply each: {len(texts) - 3} of {count}, {each.count(0)} none, {sum(n > 1 for n in each)} twice")
    check(bench.call("verify").returncode == 0, "every hash and chain holds after the kills")


def main():
    claire, seller, impostor = Person(PDS, "claire", "Claire"), Person(PDS, "phones", "Phones 1"), Person(PDS, "phones-support", "Phones 1")
    bench.claims(2, lambda i: {"bluesky": "phones.test"})
    password = bench.secret("password", "claire-pw")
    wrong = bench.call("account", "add", "bluesky", "--server", PDS.url, "--handle", "claire.test", "--password-file",
                       bench.secret("wrong", "guess"))
    check(wrong.returncode == 6 and "app password" in wrong.stderr, f"a wrong password is told {wrong.stderr.strip()[:80]}")
    added = bench.call("account", "add", "bluesky", "--server", PDS.url, "--handle", "@claire.test", "--password-file", password)
    if not check(added.returncode == 0, f"the account is connected {added.stderr.strip()[:200]}"):
        return bench.end()
    own, root = story(claire, seller)
    watching(claire, seller, impostor, own, root)
    expired(claire)
    if RUNS:
        kills(claire, seller, RUNS)
    return bench.end()


sys.exit(main())
