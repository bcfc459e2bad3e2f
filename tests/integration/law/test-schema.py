#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""test-schema.py: schema/packs/law.json against the packs: every one that is shipped fits, every broken one is refused unless
only the loader can tell (it compares values with each other, or files). What the loader says of the broken ones is in
their 'expected' file, which test-packs-check holds it to. TAP."""
import glob, json, os, sys
import jsonschema, yaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
# Broken in a way that no schema of one file can see.
LOADER_ONLY = {"law-after-unknown", "law-calendar-missing", "law-circle", "law-id-in-two-files", "law-kind-outside-applies-to", "law-lapse-of-the-seller",
               "law-pack-calendar-missing", "law-predicate-dead", "law-predicate-of-the-rules", "law-predicates-exclude", "law-recheck-overdue",
               "law-recheck-too-far", "law-text-older-than-a-year", "law-tiers-out-of-order", "law-tiers-without-end", "law-validity-backwards", "law-versions-overlap", "law-working-months", "law-working-without-calendar"}


class Loader(yaml.SafeLoader):
    """Dates stay text, as in Tenace."""


Loader.yaml_implicit_resolvers = {first: [(tag, rule) for tag, rule in rules if tag != "tag:yaml.org,2002:timestamp"]
                                  for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
with open(os.path.join(ROOT, "schema", "packs", "law.json"), encoding="utf-8") as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(formats=["date"]))


def mistakes(path):
    with open(path, encoding="utf-8") as file:
        return [f"{'.'.join(str(key) for key in one.absolute_path)}: {one.message[:120]}" for one in validator.iter_errors(yaml.load(file, Loader))]


count = failed = 0


def check(ok, name, detail=""):
    global count, failed
    count += 1
    failed += not ok
    print("ok" if ok else "not ok", count, name, flush=True)
    if not ok:
        print("#", detail)


for path in sorted(glob.glob(os.path.join(ROOT, "packs", "law", "*.yaml"))):
    found = mistakes(path)
    check(not found, f"{os.path.basename(path)} fits the schema", found[:3])
names = sorted(os.path.basename(folder) for folder in glob.glob(os.path.join(ROOT, "tests", "packs-broken", "law-*")))
for name in names:
    folder = os.path.join(ROOT, "tests", "packs-broken", name)
    with open(os.path.join(folder, "expected"), encoding="utf-8") as file:
        refused_by_loader = file.read().startswith("law/")
    found = [one for path in glob.glob(os.path.join(folder, "law", "*.yaml")) for one in mistakes(path)]
    check(refused_by_loader and bool(found) != (name in LOADER_ONLY), f"{name}: {'only the loader can tell' if name in LOADER_ONLY else 'refused by both'}", found)
check(LOADER_ONLY <= set(names), "each exception has its pack", LOADER_ONLY - set(names))
print(f"1..{count}")
sys.exit(failed > 0)
