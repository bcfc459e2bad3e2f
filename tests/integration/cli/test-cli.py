#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-cli.py BIN: the program from outside, as a user and a script see it. TAP."""
import atexit, json, os, re, resource, shutil, subprocess, sys, tempfile

BIN = sys.argv[1]
PACKS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "packs")
ROOT = tempfile.mkdtemp(prefix="tenace-cli-")
atexit.register(shutil.rmtree, ROOT)
count = failed = 0


def check(ok, name, detail=""):
    global count, failed
    count += 1
    failed += not ok
    print(("ok" if ok else "not ok"), count, name, flush=True)
    if not ok:
        print("#", str(detail)[:400])


def call(data, *arguments, now="2026-03-03T10:00:00+01:00", stdin=None, limit=None, packs=""):
    command = [BIN] + (["--data", data] if data else []) + ["--now", now, *arguments]
    before = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))) if limit else None
    return subprocess.run(command, input=stdin, capture_output=True, text=True, preexec_fn=before, restore_signals=not limit,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "", "TENACE_DATA": "", **({"TENACE_PACKS": packs} if packs else {})})


def fresh():
    return os.path.join(tempfile.mkdtemp(dir=ROOT), "data")


def write(data, name, text):
    path = os.path.join(os.path.dirname(data), name)
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(text)
    return path


SHOP = [
    {"type": "merchant", "ref": "m1", "name": "Verger & Fils", "role": "online_shop", "country": "FR", "languages": ["fr"],
     "emails": ["bonjour@verger.example"], "domains": ["verger.example"], "phone": None, "form_url": "https://verger.example/aide",
     "handles": {"mastodon": "@verger@social.example"}},
    {"type": "purchase", "ref": "p1", "merchant": "m1", "item": "Pommier nain", "order_number": "VF-3341", "price": {"amount": 4490, "currency": "EUR"},
     "ordered_on": "2026-02-19", "expected_on": "2026-03-02", "delivered_on": None, "where": "distance", "payment": "card", "second_hand": False},
    {"type": "claim", "ref": "c1", "purchase": "p1", "kind": "not_delivered", "wants": "delivery", "language": "fr", "ladder": None},
    {"type": "event", "claim": "c1", "kind": "claim.opened", "at": "2026-03-03T09:00:00+01:00", "actor": "me", "body": {"about": "Rien reçu"}},
]


def lines(*objects):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def shop():
    data = fresh()
    call(data, "import", write(data, "shop.jsonl", lines(*SHOP)))
    return data


def card(data, now):
    cards = json.loads(call(data, "--json", "next", now=now).stdout)
    return cards[0] if cards else {}


def mail(text, date, sender="Léa <bonjour@verger.example>", subject="Votre commande VF-3341", number=1, extra=""):
    return (f"From: {sender}\r\nTo: claire@example.org\r\nSubject: {subject}\r\nMessage-ID: <{number}@verger.example>\r\nDate: {date}\r\n{extra}"
            f"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}\r\n")


def timeline():
    data = shop()
    one = card(data, "2026-03-03T10:00:00+01:00")
    check(one["move"]["kind"] == "wait" and one["turn"] == "mine" and one["then"]["id"] == "form" and one["then"]["due"] == "2026-03-09",
          "first the form is waited for, on day 7", one)
    check(card(data, "2026-03-08T23:59:59+01:00")["move"]["kind"] == "wait", "not a second early")
    check(card(data, "2026-03-09T00:00:00+01:00")["move"]["id"] == "form", "the form on day 7, at midnight of the buyer's zone")
    call(data, "account", "set", "name", "Claire Martin")
    sent = call(data, "send", "c1", "--yes", now="2026-03-09T09:00:00+01:00")
    check(sent.returncode == 0 and card(data, "2026-03-09T09:01:00+01:00")["turn"] == "seller", "the form is noted as sent", sent.stderr)
    call(data, "ingest", write(data, "ack.eml", mail("Bonjour,\n\nNous avons bien reçu votre demande. Ceci est un message automatique.",
                                                     "Mon, 09 Mar 2026 09:02:00 +0100")), now="2026-03-09T10:00:00+01:00")
    one = card(data, "2026-03-10T10:00:00+01:00")
    check(one["turn"] == "seller" and one["ghosting"] == "none", "an acknowledgement is no answer", one)
    one = card(data, "2026-03-16T10:00:00+01:00")
    check(one["move"]["id"] == "email" and one["ghosting"] == "acknowledged_only", "the e-mail on day 14", one)
    call(data, "log", "c1", "sent", "Bonjour", "--rung", "email", "--channel", "email", now="2026-03-16T10:05:00+01:00")
    check(card(data, "2026-03-19T11:59:59+01:00")["move"]["kind"] == "wait", "on day 17 not before noon")
    check(card(data, "2026-03-19T12:00:00+01:00")["move"]["channel"] == "public", "a public word on day 17 at noon")
    call(data, "ingest", write(data, "human.eml", mail("Bonjour Claire,\n\nPouvez-vous me confirmer votre adresse ?\n\nLéa",
                                                       "Thu, 19 Mar 2026 15:00:00 +0100", number=2)), now="2026-03-19T16:00:00+01:00")
    one = card(data, "2026-03-20T10:00:00+01:00")
    check(one["turn"] == "mine" and one["move"]["id"] == "send_document" and one["ghosting"] == "none", "a human question gives me the turn", one)
    wrong = call(data, "log", "c1", "correct", "--event", "5", "--automatic", "newsletter", now="2026-03-20T10:00:00+01:00")
    one = card(data, "2026-03-20T10:01:00+01:00")
    check(wrong.returncode == 0 and one["move"]["id"] != "send_document", "one command overrules the reader, and the plan follows", wrong.stderr)
    call(data, "ingest", write(data, "again.eml", mail("Bonjour Paul,\n\nPouvez-vous me confirmer votre adresse ?\n\nTom",
                                                       "Fri, 20 Mar 2026 10:30:00 +0100", number=3)), now="2026-03-20T11:00:00+01:00")
    shown = json.loads(call(data, "--json", "show", "c1", now="2026-03-20T11:01:00+01:00").stdout)
    last = [event for event in shown["events"] if event["kind"] == "message.received"][-1]
    check("corrected" in json.dumps(last), "the seller's next mail in the same words is read as the user said", last)
    check(call(data, "verify").returncode == 0, "everything is intact afterwards")


def exchange():
    data = shop()
    export = call(data, "export").stdout
    again = fresh()
    path = write(again, "out.jsonl", export)
    check(call(again, "import", path).returncode == 0 and call(again, "export").stdout == export, "what is exported is imported the same")
    repeated = call(again, "--json", "import", path)
    check(json.loads(repeated.stdout)["repeated"] == 1 and call(again, "export").stdout == export, "the same import twice changes nothing", repeated.stdout)
    bad = lines(*SHOP, *({**SHOP[3], "at": f"2026-03-0{day}T10:00:00+01:00", "kind": "note.added", "body": {"text": "n"}} for day in (4, 5)),
                {**SHOP[3], "kind": "promise.made", "body": {"due": "vendredi"}})
    refused = call(data, "import", write(data, "bad.jsonl", bad))
    check(refused.returncode == 3 and "line 7" in refused.stderr and "due" in refused.stderr, "a broken line 7 names line and field", refused.stderr)
    check(call(data, "export").stdout == export, "and leaves the folder as it was")
    for name, change in (("an unknown field", {"colour": "red"}), ("an unknown kind", {"kind": "lost"}), ("an unknown language", {"language": "de"})):
        refused = call(data, "import", write(data, "bad.jsonl", lines({**SHOP[2], "ref": "c9", **change})))
        check(refused.returncode == 3 and list(change)[0] in refused.stderr, f"{name} is refused and named", refused.stderr)


def opening():
    data = fresh()
    told = ["L'aspirateur ne s'allume plus", "3", "", "", "Boutique du Net", "Aspirateur", "9", "", "f", "", "moi", "sav@net.example", "A-1", "douze", "129,90",
            "hier soir 25h", "2026-01-02", "2026-01-06", "", "Claire Martin"]
    opened = call(data, "--json", "open", stdin="\n".join(told) + "\n")
    check(opened.returncode == 0, "a wrong answer is asked for again, the others are kept", opened.stderr)
    check(opened.stderr.count("moi") == 1 and "25h" in opened.stderr, "and what is wrong with it is said", opened.stderr)
    kept = {one["type"]: one for one in map(json.loads, call(data, "export").stdout.splitlines())}
    purchase = {key: kept["purchase"][key] for key in ("price", "ordered_on", "delivered_on", "payment", "where")}
    check(purchase == {"price": {"amount": 12990, "currency": "EUR"}, "ordered_on": "2026-01-02", "delivered_on": "2026-01-06", "payment": "card", "where": "distance"}
          and kept["claim"]["wants"] == "repair", "the answers stand in the records, the usual wish among them", purchase)
    call(data, "open", "--kind", "defective", "--wants", "repair", "--merchant", "boutique du net", "--item", "Lampe", "--where", "shop", "--ordered", "2026-02-03",
         "--email", "autre@net.example", stdin="")
    records = [json.loads(line) for line in call(data, "export").stdout.splitlines()]
    sellers = [one for one in records if one["type"] == "merchant"]
    check(len(sellers) == 1 and sorted(sellers[0]["emails"]) == ["autre@net.example", "sav@net.example"], "a seller known by name stays one, with both addresses", sellers)
    lamp = [one for one in records if one["type"] == "purchase" and one["item"] == "Lampe"]
    check(lamp[0]["delivered_on"] == "2026-02-03", "what was bought in a shop was received there", lamp)
    ended = call(fresh(), "open", stdin="Rien\n1\n")
    check(ended.returncode == 3 and "--wants" in ended.stderr, "answers that end too early open nothing", ended.stderr)


def pasted_answers():
    data = fresh()
    answer = "Bonjour,\n\nVotre remboursement partira vendredi.\n\nCordialement,\nSophie\n\nLe 1 mars 2026 à 10:00, Claire a écrit :\n> Bonjour\n"
    for words, stdin in ((answer, ""), ("-", answer), (write(data, "answer.txt", answer), "")):
        read = json.loads(call(data, "--json", "read", "--text", words, stdin=stdin, now="2026-03-02T09:00:00+01:00").stdout)
        check(read["visible"].endswith("vendredi.") and read["signature"] == "Cordialement,\nSophie" and read["agent"] == "Sophie" and
              read["signals"][0]["due"] == "2026-03-06", "a pasted answer is read as a mail is", read)
    empty = call(data, "read", "--text", " ")
    check(empty.returncode == 3 and empty.stderr, "an empty answer is refused", empty.stderr)


def statuses():
    data = shop()
    for arguments, status in ((("no-such-command",), 2), (("show",), 2), (("show", "zzz"), 4), (("--lang", "de", "next"), 2), (("read", "/nowhere.eml"), 3),
                              (("send", "c1"), 3), (("log", "c1", "dance"), 2), (("log", "c1", "snooze", "--until", "bientôt"), 3),
                              (("log", "c1", "remedy", "--amount", "cher"), 3), (("packs", "check", "/nowhere"), 4), (("fetch",), 4), (("verify",), 0)):
        ended = call(data, *arguments, stdin="")
        check(ended.returncode == status, f"exit {status}: {' '.join(arguments)}", f"{ended.returncode} {ended.stderr}")
    call(data, "account", "set", "name", "Claire Martin")
    ended = call(data, "send", "c1", now="2026-03-09T10:00:00+01:00", stdin="")
    check(ended.returncode == 5, "without a yes nothing leaves: exit 5", ended.stderr)
    absent = fresh()
    ended = call(absent, "next")
    check(ended.returncode == 0 and ended.stdout.count("\n") == 3 and not os.path.exists(absent), "an empty folder: three lines, nothing made", ended.stdout)


def guards():
    data = shop()
    call(data, "account", "set", "name", "Claire Petit")
    threat = call(data, "--json", "guard", "--text", "Remboursez-moi ou je publie tout.")
    found = json.loads(threat.stdout)
    check(threat.returncode == 5 and found[0]["kind"] == "threat" and found[0]["severity"] == "block", "a threat is blocked: exit 5", threat.stdout)
    text = "Bonjour, commande VF-3341 toujours pas arrivée."
    private = call(data, "--json", "guard", "--channel", "public", "--claim", "c1", "-", stdin=text)
    one = (json.loads(private.stdout) or [{}])[0]
    check(private.returncode == 5 and one["kind"] == "order_number" and text.encode()[one["start"]:one["end"]].decode() == one["quote"],
          "the claim's own number is found where it stands", private.stdout)
    check(call(data, "guard", "--claim", "c1", "-", stdin=text).returncode == 0, "a letter may hold it")
    harsh = call(data, "--json", "guard", "--text", "C'est inadmissible, merci de me répondre.")
    check(harsh.returncode == 0 and json.loads(harsh.stdout)[0]["severity"] == "warn", "a rough word is a warning", harsh.stdout)
    folder = call(data, "guard", os.path.dirname(BIN))
    check(folder.returncode == 3 and "folder" not in folder.stdout, "a folder is no text that may leave", folder.stderr)
    binary = call(data, "guard", BIN)
    check(binary.returncode == 3, "nor is a program", binary.stderr)
    check(call(data, "guard").returncode == 2 and call(data, "guard", "/nonexistent").returncode == 4, "guard names what is missing")
    now = "2026-03-09T09:00:00+01:00"
    refused = call(data, "send", "c1", "--yes", "--text", write(data, "bad.txt", "Vous êtes des escrocs."), now=now)
    check(refused.returncode == 5 and "escrocs" in refused.stderr, "with a yes, too, an accusation does not leave", refused.stderr)
    check(card(data, now)["turn"] == "mine", "and nothing is noted as sent")
    other = json.loads(call(data, "--json", "draft", "c1", "--move", "chat", now=now).stdout)
    check(other["channel"] == "chat" and "VF-3341" in other["body"] and other["guard"] == [], "a channel without a rung has its text", other)


def holding():
    data = shop()
    fraud = mail("Votre commande VF-3341 : payez ici.", "Tue, 03 Mar 2026 09:30:00 +0100", sender="x@pirate.example", number=7)
    other = mail("Bonjour", "Tue, 03 Mar 2026 09:31:00 +0100", sender="x@ailleurs.example", subject="Rien à voir", number=8)
    for name, text in (("fraud.eml", fraud), ("other.eml", other), ("again.eml", fraud)):
        call(data, "ingest", write(data, name, text))
    held = json.loads(call(data, "--json", "held").stdout)
    check(len(held) == 2 and sorted(one["suspicious"] for one in held) == [False, True], "a stranger who names the order is held as possible fraud", held)
    check(card(data, "2026-03-03T10:00:00+01:00")["turn"] == "mine", "and changes nothing")
    assigned = call(data, "held", "assign", "8@verger.example", "c1")
    shown = json.loads(call(data, "--json", "show", "c1").stdout)
    check(assigned.returncode == 0 and shown["events"][0]["kind"] == "claim.opened" and len(shown["events"]) == 2, "held mail can be given to a claim", assigned.stderr)
    check(call(data, "held", "dismiss", "7@verger.example").returncode == 0 and json.loads(call(data, "--json", "held").stdout) == [], "or dismissed")


def disk():
    data = shop()
    export = call(data, "export").stdout
    big = write(data, "big.bin", "x" * 2_000_000)
    full = call(data, "attach", "c1", big, limit=600_000)
    check(full.returncode == 1 and "room" in full.stderr, "a full disk is a clear error", f"{full.returncode} {full.stderr}")
    check(call(data, "export").stdout == export and call(data, "verify").returncode == 0, "nothing is lost")
    check(call(data, "attach", "c1", big).returncode == 0, "and it works again afterwards")
    copy = os.path.join(os.path.dirname(data), "copy")
    check(call(data, "backup", copy).returncode == 0 and call(copy, "verify").returncode == 0, "a backup is a folder of its own")


def stories():
    for language, words in (("fr", "satisfaction"), ("en", "satisfied")):
        told = call(None, "--lang", language, "demo")
        check(told.returncode == 0 and told.stdout.count("★") == 3 and words in told.stdout, f"three stories end well in {language}", told.stderr)
    told = json.loads(call(None, "--json", "demo", "hong-kong-phone").stdout)[0]
    tactics = {line["what"] for line in told["journal"] if line["who"] == "plan"}
    check({"hand-off to another service", "drop in tone", "repeated question", "denial", "threat of costs"} <= tactics, "every tactic of the phone is named", tactics)


def languages():
    # A locale that was never made on the machine says its language all the same.
    for locale, words in (("fr_FR.UTF-8", "Aucun dossier"), ("fr_CH", "Aucun dossier"), ("en_GB.UTF-8", "No claim yet"), ("C", "No claim yet")):
        env = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LANG", "LC_MESSAGES")}
        told = subprocess.run([BIN, "--data", fresh()], capture_output=True, text=True, env={**env, "LC_ALL": locale})
        check(words in told.stdout, f"the language of {locale} is spoken", told.stdout + told.stderr)


def law():
    data = shop()
    call(data, "account", "set", "name", "Claire Martin")
    said = call(data, "draft", "c1", "--move", "notice", now="2026-03-20T10:00:00+01:00").stdout
    check("L216-6" in said, "a verified article stands in the notice", said)
    said = call(data, "draft", "c1", "--move", "notice", now="2030-03-20T10:00:00+01:00").stdout
    check("mise en demeure" in said and "L216" not in said, "one whose check has lapsed does not", said)
    rules = open(os.path.join(PACKS, "law", "fr.yaml"), encoding="utf-8").read()
    for status in ("unverified", "conflict", "lapsed"):
        packs = os.path.join(os.path.dirname(data), status)
        shutil.copytree(PACKS, packs)
        with open(os.path.join(packs, "law", "fr.yaml"), "w", encoding="utf-8") as out:
            out.write(rules.replace("status: verified", f"status: {status}"))
        said = call(data, "draft", "c1", "--move", "notice", now="2026-03-20T10:00:00+01:00", packs=packs).stdout
        check("mise en demeure" in said and "L216" not in said, f"nor one that is {status}", said)


def by_hand():
    data = shop()
    call(data, "account", "set", "name", "Claire Martin")
    now = "2026-03-16T10:00:00+01:00"
    nowhere = call(data, "send", "c1", "--move", "email", "--yes", now=now)
    check(nowhere.returncode == 4 and "log 1 sent --rung email" in nowhere.stderr, "without a mailbox it says how to send by hand", nowhere.stderr)
    call(data, "log", "c1", "sent", "Bonjour", now=now)
    one = card(data, "2026-03-16T10:01:00+01:00")
    check(one["turn"] == "seller" and one["then"]["id"] != "email", "a message noted by hand ticks off the e-mail", one)
    note = call(data, "log", "c1", "sent", "Bonjour", "--rung", "emial", now=now)
    check(note.returncode == 0 and "emial" in note.stderr, "a rung of no ladder is pointed out", note.stderr)
    for arguments, status in ((("correct", "--event", "99", "--automatic", "bounce"), 4), (("call", "--at", "2026-03-17T10:00:00+01:00"), 3),
                              (("call", "--at", "2026-03-16T10:00:00+01:00"), 0)):
        ended = call(data, "log", "c1", *arguments, now=now)
        check(ended.returncode == status, f"exit {status}: log {' '.join(arguments)}", ended.stderr)


def preview():
    data = shop()
    call(data, "account", "set", "name", "Claire Martin")
    now = "2026-03-09T09:00:00+01:00"
    asked = call(data, "-q", "send", "c1", now=now, stdin="n\n")
    check(asked.returncode == 5 and "VF-3341" in asked.stdout, "who is asked sees the words, also with -q", asked.stdout)
    silent = call(data, "--json", "send", "c1", now=now, stdin="y\n")
    check(silent.returncode == 5 and silent.stdout == "", "a program has to give its yes beforehand", silent.stdout)
    tried = call(data, "--json", "-n", "send", "c1", "--yes", now=now)
    check(tried.returncode == 0 and "VF-3341" in json.loads(tried.stdout)["body"] and card(data, now)["turn"] == "mine",
          "-n shows what would leave and does nothing", tried.stdout)
    export = call(data, "export").stdout
    for arguments in (("attach", "c1", BIN), ("ingest", BIN), ("fetch",), ("account", "set", "name", "X"), ("backup", "/nonexistent"),
                      ("open", "--kind", "late", "--wants", "refund", "--merchant", "M", "--item", "I")):
        ended = call(data, "-n", *arguments)
        check(ended.returncode == 2 and "-n" in ended.stderr, f"-n {arguments[0]}: nothing is done", ended.stderr)
    check(call(data, "export").stdout == export, "and nothing was")


def closing():
    data = shop()
    call(data, "log", "c1", "close", "--outcome", "partly")
    shown = call(data, "--lang", "fr", "show", "c1").stdout
    check("Clos : gagné en partie" in shown and "dossier clos : en partie satisfait" in shown, "how it ended is said in French", shown)
    check("gagné en partie" in call(data, "--lang", "fr", "list", "--all").stdout, "in the list, too")
    check("Closed: partly won" in call(data, "next", "c1").stdout, "a closed claim is not told to wait")
    check("--all" in call(data, "next").stdout, "closed claims are not 'no claim yet'")
    ended = call(data, "send", "c1")
    check(ended.returncode == 3 and "log 1 reopen" in ended.stderr, "a closed claim says how to open it again", ended.stderr)


def settings():
    data = shop()
    for name, good, bad in (("language", "fr", "de"), ("country", "BE", "Belgium"), ("zone", "Europe/Brussels", "Mars"), ("settle_seconds", "0", "soon"),
                            ("timestamp", "https://tsa.example", "tsa"), ("timestamp_ca", BIN, "/nowhere"), ("address", "1 rue", None), ("colour", None, "red")):
        if good:
            check(call(data, "account", "set", name, good).returncode == 0, f"{name} may be {good}")
        if bad:
            ended = call(data, "account", "set", name, bad)
            check(ended.returncode == 3 and name in ended.stderr, f"{name} may not be {bad}", ended.stderr)
    call(data, "account", "set", "timestamp_ca", write(data, "root.pem", "x"))
    os.remove(os.path.join(os.path.dirname(data), "root.pem"))
    ended = call(data, "verify")
    check(ended.returncode == 4 and "root.pem" in ended.stderr, "without its roots no stamp passes for checked", ended.stderr)
    ended = call(data, "account", "add", "--address", "c@home.example", "--smtp", "bad/host", stdin="pw\n")
    check(ended.returncode == 3 and json.loads(call(data, "--json", "account").stdout) == [], "a server that is none is not kept", ended.stderr)


def rehearsal():
    played = call(None, "--lang", "fr", "rehearse", "web-shop", stdin="d\nw\n" + "d\n" * 20)
    check(played.returncode == 0 and "★" in played.stdout and "40" in played.stdout, "a rehearsal is won by making the moves", played.stderr)
    check("5 coups" in played.stdout and "la livraison" in played.stdout, "it counts them and speaks French", played.stdout)
    taken = call(None, "rehearse", "hong-kong-phone", stdin="d\na\n")
    check(taken.returncode == 0 and "★" not in taken.stdout, "the player may take what there is and stop", taken.stdout)
    check(call(None, "rehearse", stdin="").returncode == 0, "the end of the input ends the game")
    check(call(None, "rehearse", "nobody").returncode == 4, "an unknown story is named")


def helping():
    told = call(None, "--help").stdout
    for command in re.findall(r"^  (\w+) ", told, re.M):
        helped = call(None, command, "--help")
        check(helped.returncode == 0 and helped.stdout.startswith(f"tenace {command}"), f"{command} --help says how it is used", helped.stderr)
    french = call(None, "--lang", "fr", "log", "-h").stdout
    check("--outcome" in french and "SORTE" in french, "in French, too", french)
    check(call(None, "dance", "--help").returncode == 2, "help for an unknown command names it")


def dates():
    data = shop()
    for text, date in (("hier", "2026-03-02"), ("dans 8 jours", "2026-03-11"), ("lundi prochain", "2026-03-09"), ("in 5 days", "2026-03-08"),
                       ("yesterday", "2026-03-02"), ("12/03", "2026-03-12"), ("il y a 3 jours", "2026-02-28")):
        echoed = call(data, "-n", "log", "c1", "date", "expected", "--due", text)
        check(f'"due":"{date}"' in echoed.stdout and "→" in echoed.stderr, f"'{text}' is understood and echoed", echoed.stdout + echoed.stderr)


for part in (timeline, exchange, opening, pasted_answers, statuses, guards, holding, disk, stories, languages, law, by_hand, preview, closing, settings, rehearsal, dates, helping):
    part()
print(f"1..{count}")
sys.exit(1 if failed else 0)
