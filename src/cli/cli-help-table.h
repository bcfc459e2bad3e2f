// SPDX-License-Identifier: AGPL-3.0-or-later
// What 'tenace COMMAND --help' says beneath usage and summary, for the commands that have options or words of their own.
// No #pragma once: included with TNC_HELP defined. tools/check-commands looks for every option here and in the manual.

TNC_HELP("open",
         N_("What is not given is asked.\n"
            "  --from MAIL            takes the answers from an order confirmation (.eml)\n"
            "  --about SENTENCE       what happened\n"
            "  --kind KIND            not_delivered, late, defective, wrong_item, refund_due, "
            "guarantee_refused\n"
            "  --wants REMEDY         delivery, repair, replacement, refund, price_reduction\n"
            "  --merchant NAME  --country FR  --email ADDRESS  --phone NUMBER  --form URL\n"
            "  --item WORDS  --order NUMBER  --price '249,90 €'\n"
            "  --ordered DATE  --expected DATE  --delivered DATE\n"
            "  --where distance|shop\n"
            "  --payment card|paypal|transfer|cash|cheque|instalments|other\n"
            "  --name NAME            yours, as letters will sign it\n"
            "  --ladder ID            another ladder than the one chosen"))
TNC_HELP("next", N_("  --all   the closed claims, too"))
TNC_HELP("list", N_("  --all   the closed claims, too"))
TNC_HELP("draft",
         N_("  --move ID       another move than the next one\n"
            "  --contact HOW   for a call or a visit: reached, no_answer, refused, solved\n"
            "  --text FILE     your own words instead ('-': standard input)"))
TNC_HELP("send", N_("Shows what leaves, and asks. A form, a call or a visit is noted as done.\n"
                    "  --move ID       another move than the next one\n"
                    "  --text FILE     your own words instead ('-': standard input)\n"
                    "  --contact HOW   for a call or a visit: reached, no_answer, refused, solved\n"
                    "  --yes           the yes, where nobody can be asked; the guards still hold"))
TNC_HELP("guard", N_("  --channel CH    counter, form, phone, email, chat, public, letter…\n"
                     "  --claim CLAIM   whose order number and names must not be in public\n"
                     "  --text TEXT     these words instead of a file"))
TNC_HELP("public",
         N_("  find      the seller's latest post that bears a reply\n"
            "  preview   exactly what would stand there\n"
            "  post      publishes it after a yes; --yes, --text FILE: your own words\n"
            "  watch     looks for the answer now\n"
            "  done CLAIM URL              notes what you published yourself\n"
            "  handle CLAIM NETWORK NAME   notes the seller's account; --offline: without asking "
            "its site\n"
            "  --network NAME, --post URL  where, and beneath which post; --open: in the browser\n"
            "  --copy                      copies the words for another program"))
TNC_HELP(
    "log",
    N_("KIND is one of:\n"
       "  call, visit            --contact reached|no_answer|refused|solved, --agent NAME\n"
       "  form, sent, post       --rung ID, --channel CH, --url URL\n"
       "  received               what the seller said elsewhere; it is read like a mail\n"
       "  asked, step, finding   --step ID, --result WORDS\n"
       "  promise                --due DATE\n"
       "  offer, offer-answered  --remedy R, --amount '20 €', --accepted\n"
       "  return-procedure, returned, arrived   --tracking NUMBER\n"
       "  remedy                 --remedy R, --amount '20 €', --complete: it is all you wanted\n"
       "  date WHAT              --due DATE, --rule ID, --reason WORDS: an exact day that you "
       "know\n"
       "  correct                --event N, --automatic KIND, --add SIGNAL, --remove SIGNAL\n"
       "  undo                   --event N: takes back what was noted by mistake\n"
       "  skip MOVE, snooze      --until DATE, --reason WORDS\n"
       "  close, reopen          --outcome satisfied|partly|withdrawn|hopeless\n"
       "  note\n"
       "With all: --at INSTANT, when it was.\n"
       "For example: tenace log 1 call \"They will call back\" --contact reached --agent Nadia"))
TNC_HELP("attach", N_("  --note WORDS   what it shows"))
TNC_HELP("read",
         N_("  --text WORDS   a pasted answer, the file that holds it, or '-': standard input"))
TNC_HELP("held", N_("  assign ID CLAIM   the mail belongs to this claim\n"
                    "  dismiss ID        it belongs to none; it is kept all the same"))
TNC_HELP("watch", N_("  --every SECONDS   between two looks (300)\n"
                     "  --once            one look, then the end"))
TNC_HELP(
    "account",
    N_("  add       --address YOU@…, and for a provider that is not known --imap, --smtp "
       "(HOST, HOST:PORT)\n"
       "            --user, --name, --full-name, --password-file FILE (mode 0600), --ca-file FILE\n"
       "  add bluesky --handle YOU             with an app password\n"
       "  add mastodon --server https://…      with a code, or --token-file FILE\n"
       "  test      tries them, and says what to mend\n"
       "  remove NAME\n"
       "  set NAME VALUE   name, address, language, country, zone, timestamp, timestamp_ca, "
       "settle_seconds, ntfy, digest"))
TNC_HELP("letter", N_("  -o, --output FILE.pdf\n"
                      "  --move ID     another move than the next one\n"
                      "  --text FILE   your own words instead"))
TNC_HELP("dossier", N_("  -o, --output FILE.pdf, or FILE.zip with every exhibit and mail\n"
                       "  --language fr|en|de|es|it|zh"))
TNC_HELP("calendar", N_("  -o, --output FILE.ics"))
TNC_HELP("serve",
         N_("  --port N            8765; 0: any that is free\n"
            "  --listen ADDRESS    beyond this machine; needs a password (--password-file FILE)\n"
            "  --origin URL        the address that browsers see, behind a reverse proxy\n"
            "  --base-path PATH    its path\n"
            "  --no-open           opens no browser\n"
            "  --link              a new link to the page that is served already"))
