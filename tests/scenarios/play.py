#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""play.py BIN [FILE…]: plays scenarios (README.md) through the program. TAP: a test a file; a failure says day and field."""
import datetime, email.utils, glob, json, os, subprocess, sys, tempfile, zoneinfo
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.abspath(sys.argv[1])
SCENES = yaml.safe_load(open(os.path.join(HERE, "scenes.yaml"), encoding="utf-8"))
DAY_KEYS = {"at", "me", "seller", "system", "mail", "is"}
MAIL_KEYS = {"raw", "text", "subject", "from", "date", "headers", "reply_to"}
ENV = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "", "TENACE_DATA": "", "TZ": "UTC"}


class Wrong(Exception):
    pass


def plain(value):
    """YAML reads dates; the program wants their texts."""
    if isinstance(value, dict): return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list): return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


class Claim:
    def __init__(self, story, folder):
        self.folder, self.data = folder, os.path.join(folder, "data")
        self.zone = zoneinfo.ZoneInfo(story.get("zone", "Europe/Paris"))
        records = plain(SCENES[story["scene"]])
        change = plain(story.get("change", {}))
        for name in records: records[name] = {**records[name], **change.get(name, {})}
        self.seller = (records["merchant"]["emails"] or ["nobody@elsewhere.example"])[0]
        self.mails = 0
        opened = self.instant(story["opened"])
        self.add(opened, {"type": "merchant", "ref": "m1", **records["merchant"]}, {"type": "purchase", "ref": "p1", "merchant": "m1", **records["purchase"]},
                 {"type": "claim", "ref": "c1", "purchase": "p1", **records["claim"]}, self.event("me", opened, {"claim.opened": {"about": "…"}}))

    def instant(self, at):
        moment = at if isinstance(at, datetime.datetime) else datetime.datetime.fromisoformat(at)
        return moment.replace(tzinfo=moment.tzinfo or self.zone).isoformat()

    def call(self, now, *arguments):
        done = subprocess.run([BIN, "--data", self.data, "--now", now, *arguments], capture_output=True, text=True, env=ENV)
        if done.returncode: raise Wrong(f"{arguments[0]}: exit {done.returncode}: {done.stderr.strip()[-200:]}")
        return done.stdout

    def event(self, actor, at, one):
        [(kind, body)] = one.items()
        return {"type": "event", "claim": "c1", "kind": kind, "at": at, "actor": actor, "body": plain(body or {})}

    def write(self, name, content):
        path = os.path.join(self.folder, name)
        open(path, "wb").write(content)
        return path

    def add(self, now, *objects):
        content = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
        self.call(now, "import", self.write("in.jsonl", content.encode()))

    def mail(self, now, mail):
        if set(mail) - MAIL_KEYS: raise Wrong(f"unknown in mail: {set(mail) - MAIL_KEYS}")
        if "raw" in mail:
            self.call(now, "ingest", self.write("in.eml", mail["raw"].encode()))
            return
        self.mails += 1
        sent = datetime.datetime.fromisoformat(self.instant(mail["date"]) if "date" in mail else now)
        head = [f"From: {mail.get('from', 'Service clients <' + self.seller + '>')}", "To: claire@example.org", f"Subject: {mail.get('subject', 'Votre commande')}",
                f"Message-ID: <{self.mails}@seller.example>", f"Date: {email.utils.format_datetime(sent)}", "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", *mail.get("headers", [])]
        if "reply_to" in mail: head.append(f"In-Reply-To: {mail['reply_to']}")
        self.call(now, "ingest", self.write("in.eml", ("\r\n".join(head) + "\r\n\r\n" + mail["text"]).encode()))

    def look(self, now):
        a = json.loads(self.call(now, "--json", "next", "c1"))[0]
        move, then = a["move"], a.get("then") or {}
        return {"turn": a["turn"], "state": a["state"], "ghosting": a["ghosting"], "rung": a["rung"], "move": move["id"], "kind": move["kind"],
                "channel": move.get("channel"), "due": move["due"], "draft": move.get("draft"), "then": then.get("id"), "then_due": then.get("due"),
                "owed": (a.get("owed") or {}).get("amount"), "recovered": (a.get("recovered") or {}).get("amount"), "tactics": a.get("tactics"),
                "why": [one["text"] for one in move["why"]], "held": lambda: len(json.loads(self.call(now, "--json", "held")))}

    def must(self, now, wanted):
        seen = self.look(now)
        for name, value in plain(wanted).items():
            if name not in seen: raise Wrong(f"'is' knows no {name}")
            got = seen[name]() if callable(seen[name]) else seen[name]
            right = any(value in text for text in got) if name == "why" else got == value
            if not right: raise Wrong(f"{name} is {got}, must be {value}")


def play(path):
    story = yaml.safe_load(open(path, encoding="utf-8"))
    with tempfile.TemporaryDirectory(prefix="tenace-scenario-") as folder:
        claim = Claim(story, folder)
        looked = 0
        for number, day in enumerate(story["days"], 1):
            now = claim.instant(day["at"])
            try:
                if set(day) - DAY_KEYS: raise Wrong(f"unknown: {set(day) - DAY_KEYS}")
                for actor in ("me", "seller", "system"):
                    if actor in day: claim.add(now, claim.event(actor, now, day[actor]))
                if "mail" in day: claim.mail(now, day["mail"])
                if "is" in day:
                    claim.must(now, day["is"])
                    looked += len(day["is"])
            except Wrong as wrong:
                return f"day {number}, {now}: {wrong}"
        return None if looked else "nothing is looked at"


def main():
    files = sys.argv[2:] or sorted(set(glob.glob(os.path.join(HERE, "*.yaml"))) - {os.path.join(HERE, "scenes.yaml")})
    print(f"1..{len(files)}")
    failed = 0
    for number, path in enumerate(files, 1):
        wrong = play(path)
        failed += bool(wrong)
        print("not ok" if wrong else "ok", number, os.path.basename(path)[:-5], flush=True)
        if wrong: print("#", wrong, flush=True)
    sys.exit(bool(failed))


main()
