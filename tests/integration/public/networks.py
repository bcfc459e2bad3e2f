# SPDX-License-Identifier: AGPL-3.0-or-later
"""People on the two networks, played by the tests: on the real Bluesky PDS and on the stand-in for Mastodon."""
import json, re, subprocess, urllib.parse, urllib.request


class Pds:
    def __init__(self, port):
        self.url = f"http://localhost:{port}"

    def xrpc(self, method, body=None, token=None, **query):
        url = f"{self.url}/xrpc/{method}" + ("?" + urllib.parse.urlencode(query) if query else "")
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if data else {})
        if token:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


class Person:
    def __init__(self, pds, name, shown=None):
        made = pds.xrpc("com.atproto.server.createAccount",
                        {"handle": f"{name}.test", "email": f"{name}@claims.test", "password": f"{name}-pw"})
        self.pds, self.did, self.token, self.handle = pds, made["did"], made["accessJwt"], f"{name}.test"
        if shown:
            self.put("app.bsky.actor.profile", {"displayName": shown}, "self")

    def put(self, collection, record, rkey=None):
        body = {"repo": self.did, "collection": collection, "record": {"$type": collection, **record}}
        if rkey:
            body["rkey"] = rkey
        return self.pds.xrpc("com.atproto.repo.createRecord", body, self.token)

    def post(self, text, at, parent=None, root=None):
        record = {"text": text, "createdAt": at, "langs": ["en"]}
        if parent:
            strip = lambda p: {"uri": p["uri"], "cid": p["cid"]}
            record["reply"] = {"root": strip(root or parent), "parent": strip(parent)}
        return self.put("app.bsky.feed.post", record)

    def delete(self, uri):
        self.pds.xrpc("com.atproto.repo.deleteRecord",
                      {"repo": self.did, "collection": "app.bsky.feed.post", "rkey": uri.split("/")[-1]}, self.token)

    def posts(self):
        found, cursor = [], None
        while True:
            query = {"repo": self.did, "collection": "app.bsky.feed.post", "limit": 100}
            if cursor:
                query["cursor"] = cursor
            answer = self.pds.xrpc("com.atproto.repo.listRecords", **query)
            found += answer["records"]
            cursor = answer.get("cursor")
            if not cursor or not answer["records"]:
                return found

    def beneath(self, parent):
        return [p for p in self.posts() if p["value"].get("reply", {}).get("parent", {}).get("uri") == parent["uri"]]


def connect_mastodon(bench, server):
    """As a user does it: opens the address that is shown, allows it, types the code. The finished process, the address."""
    process = subprocess.Popen(bench.arguments("account", "add", "mastodon", "--server", server), stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    address = process.stdout.readline().strip()
    page = urllib.request.urlopen(address, timeout=30).read().decode()
    _, said = process.communicate(re.search(r'value="([^"]+)"', page).group(1) + "\n", timeout=60)
    return process.returncode, said, address


class MastodonSide:
    """Buyer, seller and impostor on the stand-in, for a story that is the same on both networks."""
    network = "mastodon"

    def __init__(self, instance, seller, shown, impostor):
        self.instance, self.handle = instance, seller
        instance.account("claire", "Claire")
        self.seller, self.impostor = instance.account(seller, shown), instance.account(impostor, shown)

    def connect(self, bench):
        return connect_mastodon(bench, self.instance.url)[:2]

    def daily(self, text, at):
        return self.instance.post(self.seller, text, at=at, language="fr")

    def beneath(self, post):
        return [(one, re.sub("<[^>]+>", "", one["content"].replace("</p><p>", "\n\n"))) for one in self.instance.replies(post)]

    def answer(self, who, own, root, text, at):
        return self.instance.post(who, text, at=at, reply=own, language="fr")


class BlueskySide:
    network = "bluesky"

    def __init__(self, pds, seller, shown, impostor):
        self.pds, self.claire = pds, Person(pds, "claire", "Claire")
        self.seller, self.impostor = Person(pds, seller, shown), Person(pds, impostor, shown)
        self.handle = self.seller.handle

    def connect(self, bench):
        done = bench.call("account", "add", "bluesky", "--server", self.pds.url, "--handle", "claire.test", "--password-file",
                          bench.secret("app-password", "claire-pw"))
        return done.returncode, done.stderr

    def daily(self, text, at):
        return self.seller.post(text, at)

    def beneath(self, post):
        return [(one, one["value"]["text"]) for one in self.claire.beneath(post)]

    def answer(self, who, own, root, text, at):
        return who.post(text, at, own, root)
