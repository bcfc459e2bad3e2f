#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-calendar TENACE: the calendar file as two independent readers of Debian see it: python3-icalendar and libical."""
import atexit, datetime, json, os, shutil, subprocess, sys, tempfile

PROGRAM = sys.argv[1]
ok = count = 0
CLAIM = [
    {"type": "merchant", "ref": "m1", "name": "Verger, Frères; & Fils", "role": "online_shop", "country": "FR", "languages": ["fr"],
     "emails": ["bonjour@verger.example"], "domains": ["verger.example"]},
    {"type": "purchase", "ref": "p1", "merchant": "m1", "item": "Pommier nain 苹果树 livré en pot de trois litres, prêt à planter", "order_number": "VF-3341",
     "price": {"amount": 4490, "currency": "EUR"}, "ordered_on": "2026-02-19", "expected_on": "2026-03-02", "where": "distance", "payment": "card"},
    {"type": "claim", "ref": "c1", "purchase": "p1", "kind": "not_delivered", "wants": "delivery", "language": "fr", "ladder": None},
    {"type": "event", "claim": "c1", "kind": "claim.opened", "at": "2026-03-03T09:00:00+01:00", "actor": "me", "body": {"about": "Rien reçu"}},
    {"type": "event", "claim": "c1", "kind": "form.submitted", "at": "2026-03-09T10:00:00+01:00", "actor": "me", "body": {"rung": "form", "text": "Bonjour"}},
    {"type": "event", "claim": "c1", "kind": "promise.made", "at": "2026-03-10T10:00:00+01:00", "actor": "seller", "body": {"what": "livraison", "due": "2026-03-13"}},
    {"type": "event", "claim": "c1", "kind": "deadline.set", "at": "2026-03-10T11:00:00+01:00", "actor": "me",
     "body": {"what": "contestation de la carte", "due": "2026-06-20", "reason": "120 jours"}},
]


def check(good, name, detail=""):
    global ok, count
    count += 1
    ok += bool(good)
    print(f"{'ok' if good else 'not ok'} {count} {name}" + ("" if good else f"\n# {str(detail)[:600]}"), flush=True)


def call(data, *arguments, now):
    env = {**os.environ, "TZ": "Europe/Paris", "LC_ALL": "C.UTF-8", "LANGUAGE": "fr"}
    return subprocess.run([PROGRAM, "--data", data, "--now", now, *arguments], capture_output=True, env=env, timeout=60)


def calendar(data, now):
    path = os.path.join(os.path.dirname(data), "all.ics")
    ended = call(data, "calendar", "-o", path, now=now)
    assert ended.returncode == 0, ended.stderr
    return open(path, "rb").read()


def by_icalendar(raw):
    import icalendar
    read = icalendar.Calendar.from_ical(raw)
    assert not read.errors and not any(one.errors for one in read.walk()), "errors"
    return {str(one["UID"]): (str(one["SUMMARY"]), one["DTSTART"].dt, int(one["SEQUENCE"]), str(one["STATUS"]), len(one.subcomponents)) for one in read.walk("VEVENT")}


def by_libical(raw):
    import gi
    gi.require_version("ICalGLib", "3.0")
    from gi.repository import ICalGLib as ical
    read = ical.Component.new_from_string(raw.decode())
    errors = read.count_errors()
    assert ical.restriction_check(read), "a restriction of RFC 5546 is broken"
    found = {}
    one = read.get_first_component(ical.ComponentKind.VEVENT_COMPONENT)
    while one:
        start = one.get_dtstart()
        found[one.get_uid()] = (one.get_summary(), datetime.date(start.get_year(), start.get_month(), start.get_day()), one.get_sequence(), start.is_date())
        one = read.get_next_component(ical.ComponentKind.VEVENT_COMPONENT)
    assert errors == 0, f"{errors} errors"
    return found


folder = tempfile.mkdtemp(prefix="tenace-calendar-")
atexit.register(shutil.rmtree, folder)
data = os.path.join(folder, "data")
lines = os.path.join(os.path.dirname(data), "in.jsonl")
open(lines, "w", encoding="utf-8").write("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in CLAIM))
imported = call(data, "import", lines, now="2026-03-11T10:00:00+01:00")
check(imported.returncode == 0, "a claim with a promise and a deadline is read", imported.stderr)
first = calendar(data, "2026-03-11T10:00:00+01:00")
check(first == calendar(data, "2026-03-11T10:00:00+01:00"), "the same claim gives the same bytes")
check(all(len(line) <= 75 for line in first.split(b"\r\n")) and b"\n" not in first.replace(b"\r\n", b""), "lines of 75 octets, ended by CR LF")
one, other = by_icalendar(first), by_libical(first)
check(set(one) == set(other) == {"c1.next@tenace", "c1.promise.3@tenace", "c1.deadline.4@tenace"}, "two readers find the move, the promise and the deadline", (one, other))
check(all(one[uid][0] == other[uid][0] and one[uid][1] == other[uid][1] for uid in one), "and read the same words and days", (one, other))
check(one["c1.promise.3@tenace"][1] == datetime.date(2026, 3, 13) and one["c1.deadline.4@tenace"][1] == datetime.date(2026, 6, 20), "on their days", one)
check("苹果树" in one["c1.next@tenace"][0] and "Verger, Frères; & Fils" in one["c1.next@tenace"][0], "accents, Chinese and separators survive", one)
check(all(row[4] == 1 for row in one.values()), "each has an alarm", one)
later = by_icalendar(calendar(data, "2026-03-20T10:00:00+01:00"))
check(later["c1.next@tenace"][2] > one["c1.next@tenace"][2] and later["c1.next@tenace"][1] >= datetime.date(2026, 3, 20), "later the same entry is newer and stands later", later)
closed = call(data, "log", "c1", "close", "--outcome", "satisfied", now="2026-03-21T10:00:00+01:00")
done = by_icalendar(calendar(data, "2026-03-22T10:00:00+01:00"))
check(closed.returncode == 0 and done["c1.next@tenace"][3] == "CANCELLED" and done["c1.next@tenace"][4] == 0, "once settled it is taken away", (closed.stderr, done))
check(by_icalendar(calendar(data, "2026-09-22T10:00:00+02:00")) == {}, "and forgotten half a year later")
nowhere = call(data, "calendar", "-o", "/nowhere/all.ics", now="2026-03-22T10:00:00+01:00")
check(nowhere.returncode == 1 and b"/nowhere" in nowhere.stderr, "a file that cannot be written is named", nowhere.stderr)
print(f"1..{count}")
sys.exit(ok != count)
