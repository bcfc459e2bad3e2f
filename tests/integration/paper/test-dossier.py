#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-dossier TENACE [KEEP]: a dossier of 40 messages and 25 exhibits, its archive, time stamps of a real (local) authority,
and what a third person can check with openssl and sha256sum alone. KEEP: a folder for the files, to look at."""
import atexit, http.server, json, os, re, shutil, sqlite3, struct, subprocess, sys, tempfile, threading, time, urllib.parse, zipfile, zlib

PROGRAM = os.path.abspath(sys.argv[1])
TEMPORARY = tempfile.mkdtemp(prefix="tenace-dossier-")
atexit.register(shutil.rmtree, TEMPORARY)
KEEP = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp(dir=TEMPORARY)
ok = count = 0


def check(good, name, detail=""):
    global ok, count
    count += 1
    ok += bool(good)
    print(f"{'ok' if good else 'not ok'} {count} {name}" + ("" if good else f"\n# {str(detail)[:600]}"), flush=True)


def call(*arguments, now="2026-06-20T10:00:00+02:00", zone="Europe/Paris"):
    env = {**os.environ, "TZ": zone, "LC_ALL": "C.UTF-8", "LANGUAGE": "fr", "no_proxy": "*"}
    return subprocess.run([PROGRAM, "--data", DATA, "--now", now, *arguments], capture_output=True, env=env, timeout=120)


def tool(*arguments, cwd=None):
    return subprocess.run(arguments, capture_output=True, cwd=cwd, timeout=120)


def png(path, width, height, shade):
    rows = b"".join(b"\0" + bytes((x * 255 // width, y * 255 // height, shade) [c] for x in range(width) for c in range(3)) for y in range(height))
    chunk = lambda kind, body: struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    open(path, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
                           chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def story():
    yield {"type": "merchant", "ref": "m1", "name": "Shenzhen Phones", "role": "online_shop", "country": "HK", "languages": ["en", "zh"],
           "emails": ["support@phones.example"], "domains": ["phones.example"], "postal_address": "Shenzhen Phones\nUnit 7, Harbour Centre\nHong Kong"}
    yield {"type": "purchase", "ref": "p1", "merchant": "m1", "item": "Téléphone X", "order_number": "HK-7781", "price": {"amount": 124990, "currency": "EUR"},
           "ordered_on": "2026-01-02", "delivered_on": "2026-01-18", "where": "distance", "payment": "card"}
    yield {"type": "claim", "ref": "c1", "purchase": "p1", "kind": "defective", "wants": "repair", "language": "fr", "ladder": None}
    yield {"type": "event", "claim": "c1", "kind": "claim.opened", "at": "2026-03-02T09:00:00+01:00", "actor": "me", "body": {"about": "Le téléphone ne charge plus."}}
    for i in range(40):
        day = f"2026-{3 + i // 20:02d}-{3 + i % 20:02d}"
        if i % 2 == 0:
            yield {"type": "event", "claim": "c1", "kind": "message.sent", "at": f"{day}T10:{i:02d}:00+02:00", "actor": "me",
                   "body": {"channel": "email", "subject": f"Commande HK-7781 : relance {i // 2 + 1}", "to": "support@phones.example",
                            "text": f"Dear Support,\n\nThis is my message number {i + 1}. The phone still does not charge; you asked for a hard reset, and I did it on 5 March. "
                                    "Please tell me how to send it back to you.\n\nKind regards,\nClaire Petit"}}
        else:
            text = ("尊敬的客户：\n\n您好！感谢您的来信。本产品享受三包服务，请您先恢复出厂设置，并提供序列号和购买发票。\n\n如有疑问，请随时联系我们。\n售后服务部 小王"
                    if i % 10 == 5 else f"Dear Customer,\n\nThank you for your message {i}. Our team is looking into it. Please do a factory reset <again> & send the IMEI.\n\nKevin")
            yield {"type": "event", "claim": "c1", "kind": "message.received", "at": f"{day}T11:{i:02d}:00+02:00", "actor": "seller",
                   "body": {"channel": "email", "from": {"name": "Kevin", "address": "support@phones.example"}, "subject": f"Re: HK-7781 [#{i}]", "text": text}}
    yield {"type": "event", "claim": "c1", "kind": "step.done", "at": "2026-03-05T18:00:00+01:00", "actor": "me", "body": {"step": "hard_reset", "result": "aucun changement"}}
    yield {"type": "event", "claim": "c1", "kind": "finding.recorded", "at": "2026-03-06T18:00:00+01:00", "actor": "me", "body": {"finding": "la batterie ne prend pas la charge"}}


class Authority(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        query = os.path.join(AUTHORITY, "q.tsq")
        open(query, "wb").write(self.rfile.read(int(self.headers["Content-Length"])))
        made = tool("openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "t", "-queryfile", query, "-out", "r.tsr", cwd=AUTHORITY)
        answer = open(os.path.join(AUTHORITY, "r.tsr"), "rb").read() if made.returncode == 0 else b""
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments):
        pass


CONFIGURATION = """[req]
distinguished_name=dn
[dn]
[v3_ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[v3_tsa]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=critical,timeStamping
[t]
serial=serial
signer_cert=tsa.crt
signer_key=tsa.key
certs=ca.crt
signer_digest=sha256
default_policy=1.3.6.1.4.1.99999.1
digests=sha256
ess_cert_id_alg=sha256
"""


def make_authority(folder):
    os.makedirs(folder)
    open(os.path.join(folder, "tsa.cnf"), "w").write(CONFIGURATION)
    open(os.path.join(folder, "serial"), "w").write("01\n")
    for arguments in (("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.crt", "-days", "3650", "-subj", "/CN=Test CA", "-config", "tsa.cnf", "-extensions", "v3_ca"),
                      ("req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Test TSA", "-config", "tsa.cnf"),
                      ("x509", "-req", "-in", "tsa.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-out", "tsa.crt", "-days", "3650", "-extfile", "tsa.cnf", "-extensions", "v3_tsa")):
        made = tool("openssl", *arguments, cwd=folder)
        assert made.returncode == 0, made.stderr


ROOT = tempfile.mkdtemp(dir=TEMPORARY)
DATA = os.path.join(ROOT, "data")
AUTHORITY = os.path.join(ROOT, "authority")
FILES = os.path.join(ROOT, "files")
os.makedirs(FILES)
open(os.path.join(ROOT, "in.jsonl"), "w", encoding="utf-8").write("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in story()))
imported = call("import", os.path.join(ROOT, "in.jsonl"))
check(imported.returncode == 0, "40 messages are read", imported.stderr)
call("account", "set", "name", "Claire Petit")
call("account", "set", "address", "12 rue des Tilleuls; 69003 Lyon")

# ---- the letter
letter = os.path.join(KEEP, "letter.pdf")
made = call("letter", "c1", "--move", "email", "-o", letter)
text = tool("pdftotext", letter, "-").stdout.decode()
check(made.returncode == 0 and text.index("Claire Petit") < text.index("Shenzhen Phones") < text.index("HK-7781"), "a letter: sender, recipient, subject, in this order", (made.stderr, text))
check(tool("qpdf", "--check", letter).returncode == 0, "qpdf finds nothing wrong with it")
check(call("letter", "c1", "--move", "email").returncode == 2 and call("letter", "zzz", "-o", letter).returncode == 4, "no file: usage; no claim: not found")

# ---- exhibits: pictures, PDFs, a Chinese mail, a text, what cannot be printed
tool("pdftoppm", "-r", "60", "-jpeg", "-singlefile", letter, os.path.join(FILES, "page"))
for i in range(10):
    subprocess.run(["cp", os.path.join(FILES, "page.jpg"), os.path.join(FILES, f"photo-{i:02d}.jpg")], check=True)
    with open(os.path.join(FILES, f"photo-{i:02d}.jpg"), "ab") as out:
        out.write(b"%d" % i)  # another file each time
for i in range(6):
    png(os.path.join(FILES, f"écran {i}.png"), 240, 480 - 40 * i, 40 * i)
for i in range(5):
    call("letter", "c1", "--move", "email", "-o", os.path.join(FILES, f"facture {i}.pdf"), now=f"2026-06-{20 + i}T10:00:00+02:00")
open(os.path.join(FILES, "邮件.eml"), "w", encoding="utf-8").write(
    "From: =?utf-8?B?5bCP546L?= <support@phones.example>\r\nTo: claire@example.org\r\nSubject: =?utf-8?B?5YWz5LqO5oKo55qE6K6i5Y2V?=\r\n"
    "Date: Mon, 02 Mar 2026 09:00:00 +0800\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    "尊敬的客户：\r\n\r\n本产品的保修期为一年，请寄回深圳售后服务中心检测。\r\n")
open(os.path.join(FILES, "note.txt"), "w", encoding="utf-8").write("Appel du 4 mars : « on vous rappelle ».\n")
open(os.path.join(FILES, "clip.mp4"), "wb").write(b"\0\0\0\x18ftypmp42" + bytes(range(256)))
open(os.path.join(FILES, "abîmé.pdf"), "wb").write(b"%PDF-1.4\nthis is no PDF")
os.remove(os.path.join(FILES, "page.jpg"))
names = sorted(os.listdir(FILES))
attached = call("attach", "c1", *(os.path.join(FILES, name) for name in names))
check(attached.returncode == 0 and len(names) == 25, "25 exhibits are kept", (attached.stderr, len(names)))

# ---- the dossier
pdf = os.path.join(KEEP, "dossier.pdf")
begin = time.time()
made = call("--json", "dossier", "c1", "-o", pdf)
took = time.time() - begin
about = json.loads(made.stdout) if made.returncode == 0 else {}
check(about.get("messages") == 40 and about.get("exhibits") == 25, "a dossier of 40 messages and 25 exhibits", made.stderr)
print(f"# {about.get('pages')} pages, {os.path.getsize(pdf)} bytes, {took:.2f} s")
first = open(pdf, "rb").read()
call("dossier", "c1", "-o", pdf, zone="Asia/Tokyo")
check(open(pdf, "rb").read() == first, "the same claim gives the same bytes, whatever the machine's zone")
checked = tool("qpdf", "--check", pdf)
check(checked.returncode == 0, "qpdf finds nothing wrong", checked.stdout + checked.stderr)
text = tool("pdftotext", pdf, "-").stdout.decode()
places = [text.find(word) for word in ("Résumé", "Sommaire", "relance 1", "message number 1.", "message number 39.", "la batterie ne prend pas", "Empreintes et chaîne")]
check(-1 not in places and sorted(places[:2]) == places[:2] and text.find("message number 1.") < text.find("message number 39.") < text.rfind("Empreintes et chaîne"),
      "its text is in order", places)
lines = [line.strip() for line in text.split("Unit 7")[0].splitlines()]
check(lines.count("Shenzhen Phones") == 1, "the seller's name stands once, whether the address begins with it or not", lines)
check("三包服务" in text and "保修期为一年" in text and "factory reset <again> & send" in text, "Chinese messages and a Chinese mail can be read and copied")
fonts = tool("pdffonts", pdf).stdout.decode().split("\n")[2:]
check(all(" yes " in line for line in fonts if line) and any("WenQuanYi" in line for line in fonts), "every font is embedded", fonts)
information = tool("pdfinfo", pdf).stdout.decode()
check("Tagged:          yes" in information and "Téléphone X" in information, "it is tagged, with its title", information)
outline = tool("qpdf", "--json", "--json-key=outlines", pdf).stdout
titles = [one["title"] for one in json.loads(outline)["outlines"]] if outline else []
check(titles[:2] == ["Résumé", "Chronologie"] and "Pièces" in titles and len(json.loads(outline)["outlines"][titles.index("Pièces")]["kids"]) == 25, "with bookmarks for each part and exhibit", titles)
check("hard_reset" not in text and "hard reset" in text, "a step without a name is called by its id, with blanks")
check(f"Page {about.get('pages')} sur {about.get('pages')}" in text, "its pages are numbered")
check(text.count("12 rue des Tilleuls") >= 6, "the pages of PDF exhibits are in it", text.count("12 rue des Tilleuls"))

other = os.path.join(KEEP, "dossier-zh.pdf")
made = call("dossier", "c1", "-o", other, "--language", "zh")
text = tool("pdftotext", other, "-").stdout.decode()
check(made.returncode == 0 and "时间线" in text and "2026年3月" in text.replace(" ", ""), "the same in Chinese", (made.stderr, text[:200]))
check(call("dossier", "c1", "-o", other, "--language", "xx").returncode == 3, "a language that nobody wrote is refused")

# ---- time stamps
make_authority(AUTHORITY)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Authority)
threading.Thread(target=server.serve_forever, daemon=True).start()
call("account", "set", "timestamp", "http://127.0.0.1:1/")
lost = call("dossier", "c1", "-o", pdf)
check(lost.returncode == 0 and b"horodatage" in lost.stderr, "an authority that does not answer is said, and the dossier made", lost.stderr)
call("account", "set", "timestamp", f"http://127.0.0.1:{server.server_port}/")
call("account", "set", "timestamp_ca", os.path.join(AUTHORITY, "ca.crt"))
archive = os.path.join(KEEP, "dossier.zip")
made = call("dossier", "c1", "-o", archive)
check(made.returncode == 0 and b"horodatage" not in made.stderr, "a stamped archive", made.stderr)
again = open(archive, "rb").read()
call("dossier", "c1", "-o", archive, zone="Asia/Tokyo")
check(open(archive, "rb").read() == again, "the same bytes twice, and no second stamp")
out = os.path.join(ROOT, "out")
with zipfile.ZipFile(archive) as zipped:
    check(zipped.testzip() is None, "any unzip reads it")
    zipped.extractall(out)
sums = tool("sha256sum", "--quiet", "-c", "SHA256SUMS", cwd=out)
check(sums.returncode == 0, "sha256sum agrees with every file", sums.stdout)
links = sorted(os.listdir(os.path.join(out, "chain")))
hashes = [tool("sha256sum", os.path.join(out, "chain", name)).stdout[:64].decode() for name in links]
bodies = [open(os.path.join(out, "chain", name), encoding="utf-8").read() for name in links]
check(all(body.startswith(before) for body, before in zip(bodies[1:], hashes)) and len(links) == 68, "each link begins with the hash of the one before", len(links))
check(f"\"sha256\":\"{tool('sha256sum', os.path.join(out, 'exhibits', sorted(os.listdir(os.path.join(out, 'exhibits')))[0])).stdout[:64].decode()}\"" in "".join(bodies), "and names the exhibits by theirs")
stamp = sorted(os.listdir(os.path.join(out, "stamps")))[-1]
verified = tool("openssl", "ts", "-verify", "-data", f"chain/{stamp[:4]}.txt", "-in", f"stamps/{stamp}", "-CAfile", os.path.join(AUTHORITY, "ca.crt"), "-untrusted", os.path.join(AUTHORITY, "tsa.crt"), cwd=out)
check(verified.returncode == 0, "openssl alone verifies the stamp", verified.stderr)
index = open(os.path.join(out, "index.html"), encoding="utf-8").read()
check(all(os.path.exists(os.path.join(out, urllib.parse.unquote(link))) for link in re.findall(r'href="([^"]+)"', index)) and index.count("href") > 90, "the index leads to every file")

# ---- tampering is found and named
check(call("verify").returncode == 0, "everything is intact")


def tamper(name, statement, words):
    """In a copy of the folder: one change behind the program's back, and what verify says of it."""
    global DATA
    whole, DATA = DATA, os.path.join(tempfile.mkdtemp(dir=TEMPORARY), "data")
    shutil.copytree(whole, DATA)
    database = next(os.path.join(DATA, one) for one in os.listdir(DATA) if open(os.path.join(DATA, one), "rb").read(15) == b"SQLite format 3")
    db = sqlite3.connect(database)
    changed = db.execute(statement).rowcount
    db.commit()
    db.close()
    found = call("verify")
    said = found.stdout.decode()
    check(changed == 1 and found.returncode == 1 and all(word in said for word in words), name, (changed, said, found.stderr))
    DATA = whole


sha = {name: tool("sha256sum", os.path.join(FILES, name)).stdout[:64].decode() for name in names}
stamped = tool("sha256sum", os.path.join(out, "stamps", stamp)).stdout[:64].decode()
tamper("an altered exhibit is named", f"update blob set bytes = x'00' where sha256 = '{sha['note.txt']}'", ["note.txt"])
tamper("an altered event is named", "update event set body = replace(body, 'aucun', 'grand') where body like '%aucun changement%'", ["event 42"])
tamper("an altered stamp is named", f"update blob set bytes = x'00' where sha256 = '{stamped}'", ["time stamp of event 68"])
print(f"1..{count}")
sys.exit(ok != count)
