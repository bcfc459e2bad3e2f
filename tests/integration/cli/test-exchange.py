#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-exchange.py BIN: schema/exchange.json and `import` say the same of a line, and every line of an export fits. TAP."""
import json, os, subprocess, sys, tempfile
import jsonschema
import jsonschema.validators

BIN = os.path.abspath(sys.argv[1])
SCHEMAS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "schema")
exchange, bodies = (json.load(open(os.path.join(SCHEMAS, name), encoding="utf-8")) for name in ("exchange.json", "event-bodies.json"))
resolver = jsonschema.RefResolver("exchange.json", exchange, store={"exchange.json": exchange, "event-bodies.json": bodies})
validator = jsonschema.Draft202012Validator(exchange, resolver=resolver, format_checker=jsonschema.FormatChecker(formats=["date"]))
SELLER = {"type": "merchant", "ref": "m1", "name": "Grainothèque", "role": "online_shop", "country": "FR", "languages": ["fr"], "emails": ["aide@graines.example"],
          "domains": ["graines.example"], "phone": None, "form_url": "https://graines.example/aide", "handles": {"bluesky": "graines.example"},
          "postal_address": "3 rue du Semis, 30000 Nîmes", "registration_number": "123 456 789", "mediator": {"name": "Médiateur du commerce"}}
THING = {"type": "purchase", "ref": "p1", "merchant": "m1", "item": "Graines", "order_number": "G-1", "serial": None, "price": {"amount": 1990, "currency": "EUR"},
         "ordered_on": "2026-02-01", "expected_on": None, "delivered_on": "2026-02-04", "where": "distance", "payment": "paypal", "second_hand": False,
         "guarantee_until": "2027-02-04"}
CLAIM = {"type": "claim", "ref": "c1", "purchase": "p1", "kind": "wrong_item", "wants": "replacement", "language": "fr", "ladder": None}
OPENED = {"type": "event", "claim": "c1", "kind": "claim.opened", "at": "2026-02-05T09:00:00+01:00", "actor": "me", "body": {"about": "Pas les bonnes"}}
EVENT = {**OPENED, "at": "2026-02-06T09:00:00+01:00"}
LINES = [  # what it is, is it accepted, the line
    ("a seller of whom little is known", True, {"type": "merchant", "ref": "m2", "name": "X"}),
    ("a seller with a field that is not known", False, {**SELLER, "colour": "green"}),
    ("a seller without a name", False, {"type": "merchant", "ref": "m2"}),
    ("a role that is not known", False, {**SELLER, "role": "dentist"}),
    ("a country in small letters", False, {**SELLER, "country": "fr"}),
    ("one address where a list is wanted", False, {**SELLER, "emails": "aide@graines.example"}),
    ("a purchase of which little is known", True, {"type": "purchase", "ref": "p2", "merchant": "m1", "item": "Y"}),
    ("a price in words", False, {**THING, "price": {"amount": "dear", "currency": "EUR"}}),
    ("a price without currency", False, {**THING, "price": {"amount": 3}}),
    ("a day that no year has", False, {**THING, "ordered_on": "2026-02-30"}),
    ("a means of payment that is not known", False, {**THING, "payment": "shells"}),
    ("a claim without a wish", False, {**CLAIM, "wants": None}),
    ("a language without drafts of one's own", False, {**CLAIM, "language": "de"}),
    ("a step done", True, {**EVENT, "kind": "step.done", "body": {"step": "hard_reset", "result": "rien"}}),
    ("a mail with what it shows", True, {**EVENT, "kind": "message.received", "actor": "seller", "body": {"channel": "email", "text": "…", "signals": [
        {"kind": "promises", "quote": "…", "due": "2026-02-09"}]}}),
    ("a signal that is not known", False, {**EVENT, "kind": "message.received", "body": {"signals": [{"kind": "smiles"}]}}),
    ("a promise for a day in words", False, {**EVENT, "kind": "promise.made", "body": {"what": "tout", "due": "vendredi"}}),
    ("a field of another event", False, {**EVENT, "kind": "note.added", "body": {"outcome": "satisfied"}}),
    ("an event that is not known", False, {**EVENT, "kind": "item.eaten"}),
    ("an actor that is not known", False, {**EVENT, "actor": "ghost"}),
    ("an event without a body", False, {name: value for name, value in EVENT.items() if name != "body"}),
    ("a type that is not known", False, {"type": "wish", "ref": "w1"}),
]
count = failed = 0


def check(ok, name, detail=""):
    global count, failed
    count += 1
    failed += not ok
    print("ok" if ok else "not ok", count, name, flush=True)
    if not ok: print("#", str(detail)[:300].replace("\n", " "))


def call(folder, *arguments):
    return subprocess.run([BIN, "--data", os.path.join(folder, "data"), "--now", "2026-03-01T09:00:00+01:00", *arguments], capture_output=True, text=True)


def load(folder, *objects):
    path = os.path.join(folder, "in.jsonl")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)
    return call(folder, "import", path)


with tempfile.TemporaryDirectory(prefix="tenace-exchange-") as folder:
    first = load(folder, SELLER, THING, CLAIM, OPENED)
    check(first.returncode == 0, "the lines to begin with are accepted", first.stderr)
    for name, accepted, line in LINES:
        fits = not list(validator.iter_errors(line))
        done = load(folder, line)
        check(done.returncode == (0 if accepted else 3) and fits == accepted, f"{name}: {'accepted' if accepted else 'refused'} by both",
              f"exit {done.returncode}, fits {fits}: {done.stderr}")
    for line in call(folder, "export").stdout.splitlines():
        wrong = [one.message for one in validator.iter_errors(json.loads(line))]
        check(not wrong, f"exported: {line[:60]}", wrong)
print(f"1..{count}")
sys.exit(bool(failed))
