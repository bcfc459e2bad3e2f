#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-story.py TENACE PACKS NETWORK MAILFOLDER BASEPORT [PDSPORT]: the founding web shop from its form to satisfaction, as
its buyer lives it: real mail (Postfix, Dovecot), and in public the real Bluesky PDS or the stand-in for Mastodon. The seller
is the persona of packs/personas: a machine answers the form and the mail, nobody the phone, somebody the public word, within
the hour, then by mail. TAP."""
import datetime, email, email.policy, email.utils, imaplib, json, os, re, smtplib, ssl, sys, time
import yaml
from fake_mastodon import Instance
from networks import BlueskySide, MastodonSide, Pds
from words import Bench

PROGRAM, PACKS, NETWORK, FOLDER, BASE = *sys.argv[1:5], int(sys.argv[5])
BUYER, SELLER = "claire@claims.test", "sav@claims.test"
TLS = ssl.create_default_context(cafile=os.path.join(FOLDER, "tls", "ca.crt"))
bench = Bench(PROGRAM, language="fr")
check = bench.check


def at(text):
    bench.now = text + "+01:00"
    return bench.now


def duration(text):
    days, hours, minutes = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:0S)?)?", text).groups()
    return datetime.timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))


class Seller:
    """The persona's answers, each on the clock of the move that it answers."""

    def __init__(self, persona, public):
        self.persona, self.public = persona, public
        self.left, self.clock, self.read = list(persona["replies"]), [], 0

    def asked(self, channel):
        """The buyer made a move on CHANNEL: its next answer is due, and those that belong to it."""
        now = datetime.datetime.fromisoformat(bench.now)
        first = next(i for i, one in enumerate(self.left) if one["to"] == channel)
        taken = [self.left[first]]
        for one in self.left[first + 1:]:
            if not one.get("also"):
                break
            taken.append(one)
        self.left = [one for one in self.left if one not in taken]
        self.clock += [(now + duration(one["after"]), one) for one in taken if one.get("text") or one.get("remedy")]
        return taken[0].get("contact")

    def answer(self, own=None, root=None):
        """Its earliest answer happens: the clock of the test goes there. Gives it."""
        self.clock.sort(key=lambda one: one[0])
        when, one = self.clock.pop(0)
        at(when.strftime("%Y-%m-%dT%H:%M:%S"))
        if one.get("channel") == "public":
            stamp = when.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
            self.public.answer(self.public.seller, own, root, one["text"], stamp)
        elif one.get("text"):
            self.mail(one, when)
        return one

    def mail(self, one, when):
        letter = email.message.EmailMessage()
        letter["From"] = email.utils.formataddr((one.get("agent", self.persona["merchant"]["name"]), SELLER))
        letter["To"], letter["Subject"] = BUYER, one["subject"]
        letter["Date"] = email.utils.format_datetime(when)
        letter["Message-ID"] = email.utils.make_msgid(domain="claims.test")
        if one.get("automatic"):
            letter["Auto-Submitted"] = one["automatic"]
        letter.set_content(one["text"])
        with smtplib.SMTP("localhost", BASE + 87) as server:
            server.starttls(context=TLS)
            server.login(SELLER, "savpw")
            server.send_message(letter)

    def mailbox(self):
        with imaplib.IMAP4_SSL("localhost", BASE + 93, ssl_context=TLS) as box:
            box.login(SELLER, "savpw")
            box.select("INBOX", readonly=True)
            numbers = box.search(None, "ALL")[1][0].split()
            return [email.message_from_bytes(box.fetch(n, "(RFC822)")[1][0][1], policy=email.policy.default) for n in numbers]


def until(what, seconds=20):
    deadline = time.time() + seconds
    while not (seen := what()) and time.time() < deadline:
        time.sleep(0.2)
    return seen


def fetched():
    """Mail takes a moment through real servers: fetched until one matched."""
    return until(lambda: bench.json("fetch")["matched"])


def card():
    return bench.json("next", "1")[0]


def events():
    lines = [json.loads(line) for line in bench.call("export").stdout.splitlines()]
    return [line for line in lines if line["type"] == "event"]


def of_kind(kind):
    return [one for one in events() if one["kind"] == kind]


def set_up(persona, public):
    at("2026-03-03T09:00:00")
    shop, bought = persona["merchant"], persona["purchase"]
    password = bench.secret("mail-password", 'claire "pw" \\1')
    added = bench.call("account", "add", "--name", "home", "--address", BUYER, "--full-name", persona["buyer"], "--imap",
                       f"imaps://localhost:{BASE + 93}", "--smtp", f"smtp://localhost:{BASE + 87}", "--password-file", password,
                       "--ca-file", os.path.join(FOLDER, "tls", "ca.crt"))
    tried = bench.call("account", "test")
    check(added.returncode == tried.returncode == 0, f"the mailbox answers {tried.stderr.strip()[-90:]}")
    status, said = public.connect(bench)
    check(status == 0, f"the public account is connected: {said.strip()[-70:]}")
    opened = bench.call("open", "--about", persona["about"], "--kind", persona["kind"], "--wants", persona["wants"],
                        "--merchant", shop["name"], "--country", shop["country"], "--email", SELLER, "--phone", shop["phone"],
                        "--form", shop["form_url"], "--item", bought["item"], "--order", bought["order_number"], "--price",
                        "89,90 EUR", "--ordered", bought["ordered_on"], "--expected", bought["expected_on"], "--where", "distance",
                        "--payment", bought["payment"])
    check(opened.returncode == 0, f"the claim is open: {opened.stderr.strip()[-80:]}")
    noted = bench.call("public", "handle", "1", NETWORK, public.handle, "--offline")
    check(noted.returncode == 0 and public.handle in noted.stderr, f"the seller's handle is noted: {noted.stderr.strip()}")


def form_and_phone(seller):
    at("2026-03-05T09:00:00")
    early = card()
    check(early["move"]["kind"] == "wait" and early["turn"] == "mine" and early["ghosting"] == "none", "before a week is over: patience")
    at("2026-03-09T09:00:00")
    bench.call("tick")
    check(card()["move"]["channel"] == "form", "after one week: the form")
    refused = bench.call("send", "1")
    check(refused.returncode == 5 and not of_kind("form.submitted"), "nothing is noted without a yes")
    check(bench.call("send", "1", "--yes").returncode == 0 and len(of_kind("form.submitted")) == 1, "the form is sent, and noted once")
    seller.asked("form")
    seller.answer()
    check(fetched() == 1 and card()["turn"] == "seller" and card()["ghosting"] == "none",
          "the machine's receipt is matched, and is no answer")
    at("2026-03-16T09:00:00")
    check(bench.call("tick").returncode == 0 and card()["move"]["channel"] == "phone", "a week later: the phone")
    check(card()["ghosting"] == "acknowledged_only", "nobody but a machine answered")
    check(bench.call("send", "1", "--yes", "--contact", seller.asked("phone")).returncode == 0, "nobody lifts the phone")


def by_mail(seller):
    at("2026-03-17T09:00:00")
    check(card()["move"]["channel"] == "email", f"then the e-mail: {card()['move']['id']}")
    written = bench.json("draft", "1")
    check(bench.call("send", "1").returncode == 5 and not seller.mailbox(), "no mail leaves without a yes")
    sent = bench.call("send", "1", "--yes")
    check(sent.returncode == 0 and until(lambda: len(seller.mailbox()) == 1), f"the mail is in the seller's mailbox {sent.stderr.strip()[-60:]}")
    letter = seller.mailbox()[0]
    text = lambda t: " ".join(t.split())
    check(text(letter.get_content()) == text(written["body"]) and letter["Subject"] == written["subject"], "exactly as it was shown")
    seller.asked("email")
    seller.answer()
    check(fetched() == 1 and card()["turn"] == "seller", "another machine's receipt: the turn stays the seller's")


def in_public(seller, public):
    at("2026-03-20T11:00:00")
    check(card()["move"]["kind"] == "wait", "patience until noon")
    public.daily("Notre nouvelle collection de printemps est arrivée 🌷", "2026-03-19T08:00:00.000Z")
    latest = public.daily("Livraison offerte tout le week-end ! 📦", "2026-03-20T08:00:00.000Z")
    public.daily("Nous rendons hommage à notre fondatrice, qui nous a quittés cette nuit.", "2026-03-20T09:00:00.000Z")
    at("2026-03-20T12:00:00")
    bench.call("tick")
    check(card()["move"]["channel"] == "public" and card()["ghosting"] == "acknowledged_only", f"at noon: a word in public {card()['ghosting']}")
    found = bench.json("public", "find", "1")
    check("Livraison offerte" in found["post"]["text"] and [one["why"] for one in found["skipped"]] == ["grief"],
          "beneath its daily post, not beneath its mourning")
    shown = bench.json("public", "preview", "1")
    check("L-20455" not in shown["text"] and "Martin" not in shown["text"] and not shown["guard"] and shown["weight"] <= shown["limit"],
          f"short, without number or name: {shown['text']}")
    check(bench.call("public", "post", "1").returncode == 5 and not public.beneath(latest), "no word without a yes")
    posted = bench.json("public", "post", "1", "--yes")
    stands = public.beneath(latest)
    check(len(stands) == 1 and stands[0][1] == shown["text"] and posted["url"], "exactly the preview stands there, once")
    check(card()["turn"] == "seller", "the turn is the seller's")
    return stands[0][0], latest


def answered(seller, public, own, latest):
    public.answer(public.impostor, own, latest, "Bonjour, Boutique Lune ici : envoyez-nous votre numéro de carte pour un remboursement immédiat.",
                  "2026-03-20T11:10:00.000Z")
    at("2026-03-20T12:15:00")
    bench.call("watch", "--once")
    warned = [one for one in of_kind("note.added") if one["actor"] == "system"]
    check(len(warned) == 1 and card()["turn"] == "seller", "an impostor is warned of, and is no answer")
    seller.asked("public")
    started = datetime.datetime.fromisoformat("2026-03-20T12:00:00+01:00")
    seller.clock = [(when - (datetime.datetime.fromisoformat(bench.now) - started), one) for when, one in seller.clock]
    seller.answer(own, latest)
    at("2026-03-20T13:00:00")
    looked = bench.call("watch", "--once")
    received = [one for one in of_kind("message.received") if one["body"].get("channel") == "public"]
    check(len(received) == 1 and received[0]["actor"] == "seller" and received[0]["body"]["evidence"],
          f"within the hour the seller answers in public {looked.stderr.strip()[-70:]}")
    minutes = (datetime.datetime.fromisoformat(received[0]["at"]) - started).total_seconds() / 60
    check(minutes == 40, f"after {minutes:.0f} minutes")
    check({"promises", "apologises"} <= {one["kind"] for one in received[0]["body"]["signals"]}, "it apologises and promises")
    kept = card()
    check(kept["turn"] == "seller" and kept["move"]["kind"] == "wait" and kept["ghosting"] == "none", f"so we wait for the promised day {kept['move']}")
    seller.answer()
    check(fetched() == 1, "then it writes by mail, which finds its claim")
    mail = of_kind("message.received")[-1]["body"]
    check("gives_tracking_number" in {one["kind"] for one in mail["signals"]}, "with the number to follow the parcel")
    return received[0]


def satisfied(seller, public, latest):
    remedy = seller.answer()
    check(remedy["remedy"] == "delivery", "the lamp arrives")
    check(bench.call("log", "1", "remedy", "La lampe est là", "--remedy", "delivery", "--complete").returncode == 0, "and is noted")
    check(card()["move"]["kind"] == "decide", f"what is left is the buyer's to say {card()['move']['id']}")
    closed = bench.call("log", "1", "close", "--outcome", "satisfied")
    state = [one for one in bench.json("list", "--all") if one["state"] == "won"]
    check(closed.returncode == 0 and len(state) == 1, f"satisfied {closed.stderr.strip()[-60:]}")
    check(len(seller.mailbox()) == 1 and len(public.beneath(latest)) == 1 and not seller.left and not seller.clock,
          "in all: one mail, one public word, and nothing that the seller still owes")
    delay = [one for one in bench.json("public", "find", "1")["delays"] if one["channel"] == "public"]
    check(delay and delay[0]["answered"] == 1 and delay[0]["median_minutes"] == 40, f"its delay in public is known {delay}")
    kinds = [one["kind"] for one in events() if one["actor"] == "me"]
    check(kinds == ["claim.opened", "form.submitted", "call.made", "message.sent", "post.published", "remedy.received", "claim.closed"],
          f"what the buyer did, in order: {kinds}")
    check(bench.call("verify").returncode == 0, "every hash and chain holds")


def main():
    with open(os.path.join(PACKS, "personas", "web-shop.yaml"), encoding="utf-8") as source:
        persona = yaml.safe_load(source)
    shown = persona["merchant"]["name"]
    public = (BlueskySide(Pds(int(sys.argv[6])), "lune", shown, "lune-sav") if NETWORK == "bluesky" else
              MastodonSide(Instance(), persona["merchant"]["handle"].split("@", 1)[1], shown, "lune@social.examp1e"))
    seller = Seller(persona, public)
    set_up(persona, public)
    form_and_phone(seller)
    by_mail(seller)
    own, latest = in_public(seller, public)
    answered(seller, public, own, latest)
    satisfied(seller, public, latest)
    return bench.end()


sys.exit(main())
