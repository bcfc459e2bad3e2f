# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests of the public word share: TAP lines, calling Tenace, claims that are at the public rung."""
import atexit, contextlib, json, os, random, shutil, signal, sqlite3, subprocess, tempfile, time


OUTBOX = ["queued", "handing over", "proved", "uncertain", "failed", "cancelled"]


class Bench:
    def __init__(self, program, language="en"):
        self.program = program
        self.work = tempfile.mkdtemp(prefix="tenace-public-")
        atexit.register(shutil.rmtree, self.work, ignore_errors=True)
        self.data = os.path.join(self.work, "data")
        self.now = "2026-03-20T12:30:00+01:00"
        self.results = []
        self.language = language

    def check(self, ok, name):
        self.results.append(bool(ok))
        print("ok" if ok else "not ok", len(self.results), " ".join(name.split()).replace("#", "no. "), flush=True)
        return ok

    def skip(self, name, why):
        self.results.append(True)
        print("ok", len(self.results), name, "# SKIP", why, flush=True)

    def end(self):
        print(f"1..{len(self.results)}")
        return 0 if all(self.results) else 1

    def arguments(self, *words):
        return [self.program, "--data", self.data, "--now", self.now, "--lang", self.language, *words]

    def call(self, *words, stdin=""):
        return subprocess.run(self.arguments(*words), input=stdin, capture_output=True, text=True, timeout=120)

    def json(self, *words):
        done = self.call("--json", *words)
        try:
            return json.loads(done.stdout)
        except ValueError:
            raise SystemExit(f"{words}: {done.returncode}: {done.stdout[:300]} {done.stderr[:500]}")

    def publish(self, claim, *more):
        """As a user does it: looks, then says yes to exactly that."""
        self.call("public", "preview", claim, *more)
        return self.call("public", "post", claim, "--yes", *more)

    def started(self, kept, *words):
        """Tenace, running; with KEPT: once its outbox has an entry more, or it has ended."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/tenace.db?mode=ro", uri=True)) as database:
            count = lambda: database.execute("SELECT count(*) FROM outbox").fetchone()[0]
            before = count()
            process = subprocess.Popen(self.arguments("-q", *words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            while kept and process.poll() is None and count() == before:
                pass
        return process

    def killed(self, words, after, kept=False):
        """Runs Tenace and kills it (SIGKILL) AFTER seconds from its start, or from when it KEPT the word; whether it still ran."""
        process = self.started(kept, *words)
        try:
            process.wait(after)
            return False
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            return True

    def cut_at(self, before, stands):
        """Where a kill cut a publication in two: what the outbox holds since it had BEFORE entries, and whether the word STANDS."""
        with sqlite3.connect(f"file:{self.data}/tenace.db?mode=ro", uri=True) as database:
            rows = database.execute("SELECT state FROM outbox ORDER BY id").fetchall()
        state = OUTBOX[rows[-1][0]] if len(rows) > before else "nothing kept"
        return len(rows), f"{state}, {'there' if stands else 'not there'}"

    def usual(self, claims):
        """How long a publication takes, from its start and from when the word is kept to its end: medians of those of CLAIMS."""
        whole, tail = [], []
        for claim in claims:
            self.call("public", "preview", claim)
            started = time.time()
            process = self.started(True, "public", "post", claim, "--yes")
            kept = time.time()
            process.wait()
            whole.append(time.time() - started)
            tail.append(time.time() - kept)
        return sorted(whole)[len(whole) // 2], sorted(tail)[len(tail) // 2]

    def kill_one(self, run, claim, usual):
        """A third of the runs is killed anywhere, two thirds after the word was kept: there it is handed over and proved."""
        self.call("public", "preview", claim)
        anywhere = run % 3 == 0
        return self.killed(["public", "post", claim, "--yes"], random.uniform(0, usual[0] if anywhere else usual[1]), not anywhere)

    def check_cuts(self, cuts, killed, count, usual):
        """The kills met every step: before the word was kept, between keeping and publishing, between publishing and proof."""
        print(f"# {killed} of {count} were killed, of a usual {usual[0]:.2f} s, {usual[1]:.2f} s of them after the word was kept: " + ", ".join(f"{n} × {cut}" for cut, n in sorted(cuts.items())))
        if count >= 100:
            self.check(killed >= count // 3, "many were killed in the middle")
            steps = {"before the word was kept": ["nothing kept, not there"], "kept, not published": ["queued, not there", "handing over, not there"],
                     "published, not proved": ["handing over, there"], "proved": ["proved, there"]}
            missed = [step for step, these in steps.items() if not any(cuts[one] for one in these)]
            self.check(not missed, f"at every step {missed}")

    def secret(self, name, text):
        path = os.path.join(self.work, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text + "\n")
        os.chmod(path, 0o600)
        return path

    def file(self, name, text):
        path = os.path.join(self.work, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        return path

    def claims(self, count, handles, languages=("en",), first=1):
        """COUNT claims of things that never came, each with a seller of its own that has HANDLES(number)."""
        lines = []
        for i in range(first, first + count):
            lines += [
                {"type": "merchant", "ref": f"m{i}", "name": f"Phones {i}", "role": "online_shop", "country": "HK",
                 "languages": list(languages), "emails": [f"sav@phones{i}.example"], "domains": [f"phones{i}.example"],
                 "phone": None, "form_url": None, "handles": handles(i)},
                {"type": "purchase", "ref": f"p{i}", "merchant": f"m{i}", "item": "Phone X", "order_number": f"HK-{7000 + i}",
                 "price": {"amount": 24990, "currency": "EUR"}, "ordered_on": "2026-02-20", "expected_on": "2026-03-01",
                 "delivered_on": None, "where": "distance", "payment": "card", "second_hand": False},
                {"type": "claim", "ref": f"c{i}", "purchase": f"p{i}", "kind": "not_delivered", "wants": "delivery",
                 "language": "fr", "ladder": None},
                {"type": "event", "claim": f"c{i}", "kind": "claim.opened", "at": "2026-03-09T09:00:00+01:00",
                 "actor": "me", "body": {"about": "Rien reçu"}},
                {"type": "event", "claim": f"c{i}", "kind": "message.sent", "at": "2026-03-15T09:00:00+01:00",
                 "actor": "me", "body": {"rung": "email", "channel": "email", "subject": "Order", "text": "Where is it?"}}]
        source = self.file(f"claims-{first}.jsonl", "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        done = self.call("import", source)
        self.check(done.returncode == 0, f"{count} claims are imported {done.stderr.strip()[:120]}")
        self.call("account", "set", "name", "Claire Martin")
