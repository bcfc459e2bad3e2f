// SPDX-License-Identifier: AGPL-3.0-or-later
// Every command: name, function, heavy (needs the full program: mail, MIME, drafts), usage, summary.
// No #pragma once: included with TNC_COMMAND defined. Completions and manual are checked against this table.

TNC_COMMAND("next", next, FALSE, "[CLAIM]",
            N_("the one next move of each open claim, most urgent first"))
TNC_COMMAND("open", open, TRUE, "[--from MAIL]", N_("opens a claim, asking what is missing"))
TNC_COMMAND("list", list, FALSE, "[--all]", N_("your claims"))
TNC_COMMAND("show", show, FALSE, "CLAIM", N_("timeline and position of a claim"))
TNC_COMMAND("why", why, FALSE, "CLAIM", N_("the events and rules behind the plan"))
TNC_COMMAND("rights", rights, FALSE, "CLAIM",
            N_("the rules that apply, each with its source, its clock and what it gives"))
TNC_COMMAND("search", search, FALSE, "WORDS", N_("full text over everything"))
TNC_COMMAND("draft", draft, TRUE, "CLAIM [--move ID]", N_("the text of the move"))
TNC_COMMAND("send", send, TRUE, "CLAIM [--move ID]", N_("does the move, after a preview and a yes"))
TNC_COMMAND("guard", guard, TRUE, "[--channel CH] [--claim CLAIM] FILE",
            N_("what is unsafe in a text before it leaves"))
TNC_COMMAND("public", public, TRUE, "find|preview|post|watch|done|handle CLAIM",
            N_("the polite word beside the seller's latest post"))
TNC_COMMAND("log", log, FALSE, "CLAIM KIND [TEXT]",
            N_("records a call, visit, step, finding, offer, remedy, note…"))
TNC_COMMAND("attach", attach, FALSE, "CLAIM FILE…", N_("keeps evidence"))
TNC_COMMAND("read", read, TRUE, "FILE…",
            N_("reads seller's mail (.eml, mbox, Maildir, -) without storing anything"))
TNC_COMMAND("ingest", ingest, TRUE, "FILE…", N_("stores mail and matches it to claims"))
TNC_COMMAND("fetch", fetch, TRUE, "", N_("the same from the mailboxes, and sends what waits"))
TNC_COMMAND("held", held, TRUE, "[assign ID CLAIM | dismiss ID]", N_("mail that matched no claim"))
TNC_COMMAND("watch", watch, TRUE, "", N_("fetch and tick as a long-running worker"))
TNC_COMMAND("account", account, TRUE, "[add | test | remove | set]", N_("mailboxes and settings"))
TNC_COMMAND("packs", packs, FALSE, "check [DIR]", N_("validates ladders, drafts, lexicons"))
TNC_COMMAND("tick", tick, FALSE, "", N_("what became due"))
TNC_COMMAND("demo", demo, TRUE, "[STORY]", N_("the founding stories from end to end"))
TNC_COMMAND("rehearse", rehearse, TRUE, "[STORY]", N_("plays against a simulated seller"))
TNC_COMMAND("letter", letter, TRUE, "CLAIM -o FILE.pdf [--move ID]",
            N_("the letter of the move, on paper"))
TNC_COMMAND("dossier", dossier, TRUE, "CLAIM -o FILE.pdf|FILE.zip",
            N_("everything in one file, with its exhibits"))
TNC_COMMAND("calendar", calendar, FALSE, "[CLAIM] [-o FILE.ics]",
            N_("all the dates, for any calendar program"))
TNC_COMMAND("import", import, FALSE, "FILE", N_("reads claims from JSON lines"))
TNC_COMMAND("export", export, FALSE, "", N_("writes everything as JSON lines"))
TNC_COMMAND("backup", backup, FALSE, "DIR", N_("a consistent copy of the whole data folder"))
TNC_COMMAND("verify", verify, TRUE, "", N_("checks every hash and chain"))
TNC_COMMAND("serve", serve, TRUE, "[--port N] [--listen ADDRESS]",
            N_("the page and the API, for a browser on this machine"))
