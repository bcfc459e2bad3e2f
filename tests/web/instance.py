#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""instance.py AT: the stand-in for Mastodon with the buyer, a seller who posted at the instant AT, and strangers, for the tests of the
page. Prints its address; then obeys lines of JSON: {"reply": NAME, "text", "at"} beneath the buyer's word; {"count": true}: what
stands beneath the seller's post."""
import json, os, re, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "integration", "public"))
from fake_mastodon import Instance

instance = Instance()
instance.account("claire", "Claire")
people = {"seller": instance.account("maisonducafe", "Maison du Café"), "impostor": instance.account("maisonducafe@soclal.example", "Maison du Café, aide"),
          "other": instance.account("paul", "Paul")}
instance.post(people["seller"], "En mémoire de notre fondateur, disparu cette semaine.", at=sys.argv[1], language="fr")
post = instance.post(people["seller"], "Nouveau : le café d’Éthiopie est arrivé ! ☕ Torréfié hier, dans toutes nos boutiques.", at=sys.argv[1], language="fr")
instance.post(people["seller"], "Toute l’équipe pense à la famille de notre collègue : un deuil nous touche.", at=sys.argv[1], language="fr")
print(json.dumps({"url": instance.url}), flush=True)
for line in sys.stdin:
    told = json.loads(line)
    words = instance.replies(post)
    if "reply" in told:
        instance.post(people[told["reply"]], told["text"], at=told["at"], reply=words[0], language="fr")
    plain = [re.sub("<[^>]+>", "", one["content"].replace("</p><p>", "\n\n")) for one in words]
    print(json.dumps({"words": plain, "visibility": [one["visibility"] for one in words]}), flush=True)
