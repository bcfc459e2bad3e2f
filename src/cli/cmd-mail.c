// SPDX-License-Identifier: AGPL-3.0-or-later
// ingest, fetch, held, watch: mail in.

#include "cli.h"
#include "desk-case.h"
#include "desk-ingest.h"
#include "desk-list.h"
#include "desk-mailbox.h"
#include "desk-outbox.h"
#include "desk-public-account.h"
#include "desk-public-watch.h"
#include "desk-remind.h"
#include "desk-seal.h"
#include "desk-words.h"
#include <signal.h>
#include <stdio.h>

static void
print_counts(const TncCli *cli, const TncDeskIngested *counts)
{
    if (cli->json) {
        g_autoptr(json_t) object =
            json_pack("{s:i, s:i, s:i, s:i, s:i, s:i}", "matched", (int)counts->matched, "held",
                      (int)counts->held, "repeated", (int)counts->repeated, "own", (int)counts->own,
                      "unread", (int)counts->unread, "refused", (int)counts->refused);
        tnc_cli_print_json(object);
        return;
    }
    tnc_cli_say(cli, _("%u matched, %u held, %u known already."), counts->matched, counts->held,
                counts->repeated);
    if (counts->held)
        tnc_cli_say(cli, _("'tenace held' shows what matched no claim."));
    if (counts->unread)
        tnc_cli_say(cli, _("%u held unread: too large, or in too many parts."), counts->unread);
    if (counts->refused)
        tnc_cli_say(cli, _("%u larger than 512 MiB: not stored."), counts->refused);
}

gboolean
tnc_cli_ingest(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 1, -1, error) || !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, TRUE, error);
    TncDeskIngest *ingest = desk ? tnc_desk_ingest_begin(desk, error) : NULL;
    if (!ingest)
        return FALSE;
    for (int i = 1; i < argc; i++)
        if (!tnc_desk_ingest_path(ingest, argv[i], error)) {
            tnc_desk_ingest_abandon(ingest);
            return FALSE;
        }
    TncDeskIngested counts;
    if (!tnc_desk_ingest_end(ingest, &counts, error))
        return FALSE;
    print_counts(cli, &counts);
    return TRUE;
}

// ---- fetch

static gboolean
need_mailbox(TncDesk *desk, GError **error)
{
    g_autoptr(GPtrArray) mailboxes = tnc_desk_store(desk) ? tnc_desk_mailbox_list(desk) : NULL;
    g_autoptr(GPtrArray) accounts = tnc_desk_public_account_list(desk);
    return (mailboxes && mailboxes->len) || accounts->len ||
           tnc_error_set(error, TNC_ERROR_NOT_FOUND,
                         _("there is no mailbox yet: 'tenace account add' adds one"));
}

static void
print_last_success(TncDesk *desk, const TncCli *cli, const TncDeskMailbox *mailbox)
{
    char at[TNC_INSTANT_BUFFER];
    if (mailbox->fetched_at == TNC_INSTANT_NONE) {
        tnc_cli_say(cli, _("%s: never fetched with success yet."), mailbox->name);
        return;
    }
    tnc_instant_format(mailbox->fetched_at,
                       tnc_zone_offset(tnc_desk_zone(desk), mailbox->fetched_at), at);
    at[10] = ' ';
    at[16] = '\0';
    tnc_cli_say(cli, _("%s: last fetched with success %s."), mailbox->name, at);
}

// Every mailbox has its turn: a dead one does not stop the others. The first error is given back in the end.
static gboolean
fetch_all(TncCli *cli, TncDesk *desk, TncDeskIngested *sum, GError **error)
{
    g_autoptr(GPtrArray) mailboxes = tnc_desk_mailbox_list(desk);
    g_autoptr(GError) first = NULL;
    for (guint i = 0; i < mailboxes->len; i++) {
        TncDeskMailbox *mailbox = g_ptr_array_index(mailboxes, i);
        g_autoptr(GError) problem = NULL;
        if (!mailbox->imap.host)
            continue;
        if (!tnc_desk_mailbox_fetch(desk, mailbox, sum, &problem))
            tnc_cli_say(cli, "%s: %s", mailbox->name, problem->message);
        print_last_success(desk, cli, mailbox);
        if (problem && !first)
            first = g_steal_pointer(&problem);
    }
    if (!first)
        return TRUE;
    g_propagate_error(error, g_steal_pointer(&first));
    return FALSE;
}

// What was said in public, where it is time to look. A network that does not answer is asked again later.
static void
look_at_words(const TncCli *cli, TncDesk *desk)
{
    TncDeskPublicSeen seen = {0};
    g_autoptr(GError) problem = NULL;
    if (!tnc_desk_public_watch_look(desk, 0, FALSE, &seen, &problem))
        tnc_cli_say(cli, "%s", problem->message);
    if (seen.answers)
        tnc_cli_say(cli,
                    ngettext("%u public answer of a seller.", "%u public answers of sellers.",
                             seen.answers),
                    seen.answers);
    if (seen.impostors)
        tnc_cli_say(cli, _("Careful: somebody who is not the seller answers in its name."));
}

static gboolean
fetch_once(TncCli *cli, TncDesk *desk, GError **error)
{
    TncDeskIngested counts = {0};
    TncDeskOutboxCounts out = {0};
    g_autoptr(GError) problem = NULL;
    gboolean fetched = fetch_all(cli, desk, &counts, error);
    gboolean flushed = tnc_desk_outbox_flush(desk, 0, &out, fetched ? error : &problem);
    print_counts(cli, &counts);
    if (out.sent)
        tnc_cli_say(cli, _("%u waiting mails left."), out.sent);
    look_at_words(cli, desk);
    return fetched && flushed;
}

gboolean
tnc_cli_fetch(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 0, error) || !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk || !need_mailbox(desk, error) || !fetch_once(cli, desk, error))
        return FALSE;
    // A stamp that fails is asked for again the next time; the mail is there.
    g_autoptr(GError) problem = NULL;
    if (!tnc_desk_seal_all(desk, &problem))
        tnc_cli_say(cli, _("No new time stamp: %s"), problem->message);
    return TRUE;
}

// ---- watch

#define LEAST_SECONDS 10

static volatile sig_atomic_t stopped;

static void
stop(int number)
{
    (void)number;
    stopped = 1;
}

// Waits with the first mailbox that can be waited with; the others are looked at as often.
static void
wait_for_news(TncDesk *desk, guint seconds)
{
    g_autoptr(GPtrArray) mailboxes = tnc_desk_mailbox_list(desk);
    g_autoptr(GError) problem = NULL;
    const TncDeskMailbox *first = mailboxes->len ? g_ptr_array_index(mailboxes, 0) : NULL;
    if (!first || !first->imap.host || !tnc_desk_mailbox_wait(desk, first, seconds, &problem))
        for (guint i = 0; i < seconds && !stopped; i++)
            g_usleep(G_USEC_PER_SEC);
}

// Sooner than EVERY seconds when a public word is to be looked at before.
static guint
until_news(TncDesk *desk, guint every)
{
    TncInstant look = tnc_desk_public_watch_next(desk);
    if (look == TNC_INSTANT_NONE)
        return every;
    gint64 seconds = (look - tnc_desk_now(desk)) / TNC_INSTANT_SECOND + 1;
    return (guint)CLAMP(seconds, LEAST_SECONDS, (gint64)every);
}

gboolean
tnc_cli_watch(TncCli *cli, int argc, char **argv, GError **error)
{
    int every = 300;
    gboolean once = FALSE;
    const GOptionEntry entries[] = {{"every", 0, 0, G_OPTION_ARG_INT, &every, NULL, NULL},
                                    {"once", 0, 0, G_OPTION_ARG_NONE, &once, NULL, NULL},
                                    G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 0, 0, error) ||
        !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    if (!desk || !need_mailbox(desk, error))
        return FALSE;
    if (every < LEAST_SECONDS || every > 1740)
        return tnc_error_set(error, TNC_ERROR_USAGE, _("--every: expected 10 to 1740 seconds"));
    signal(SIGINT, stop);
    signal(SIGTERM, stop);
    do {
        g_autoptr(GError) problem = NULL;
        if (!fetch_once(cli, desk, &problem))
            tnc_cli_say(cli, "%s", problem->message);
        guint due = 0;
        if (!tnc_desk_case_refresh_due(desk, &due, error))
            return FALSE;
        if (due)
            tnc_cli_say(cli, ngettext("%u claim became due.", "%u claims became due.", due), due);
        g_autoptr(GError) untold = NULL;
        if (!cli->dry_run && !tnc_desk_remind(desk, &untold))
            tnc_cli_say(cli, "%s", untold->message);
        if (!once && !stopped)
            wait_for_news(desk, until_news(desk, (guint)every));
    } while (!once && !stopped);
    return TRUE;
}

// ---- held

static const char *
why_held(const char *reason)
{
    return g_str_equal(reason, "ambiguous") ? _("it may belong to several claims")
           : g_str_equal(reason, "unknown") ? _("nothing in it names a claim")
                                            : reason;
}

static void
print_held(const json_t *mail)
{
    const char *warning =
        json_is_true(json_object_get(mail, "suspicious"))
            ? _("  ! names your order but comes from an unknown address: possible fraud")
            : "";
    printf("%s\n  %s <%s>  %s\n  %s\n  (%s)%s\n", tnc_json_string_or(mail, "id", ""),
           tnc_json_string_or(mail, "name", ""), tnc_json_string_or(mail, "address", ""),
           tnc_json_string_or(mail, "date", ""), tnc_json_string_or(mail, "subject", ""),
           why_held(tnc_json_string_or(mail, "reason", "")), warning);
}

static gboolean
list_held(TncCli *cli, TncDesk *desk, GError **error)
{
    g_autoptr(json_t) array = tnc_desk_list_held(desk, error);
    if (!array)
        return FALSE;
    if (cli->json)
        tnc_cli_print_json(array);
    for (gsize i = 0; !cli->json && i < json_array_size(array); i++)
        print_held(json_array_get(array, i));
    if (!cli->json && json_array_size(array) == 0)
        tnc_cli_say(cli, _("No mail is held."));
    return TRUE;
}

gboolean
tnc_cli_held(TncCli *cli, int argc, char **argv, GError **error)
{
    if (!tnc_cli_parse(&argc, &argv, NULL, 0, 3, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    TncStore *store = desk ? tnc_desk_store(desk) : NULL;
    if (!desk)
        return FALSE;
    gboolean assign = argc == 4 && g_str_equal(argv[1], "assign");
    gboolean dismiss = argc == 3 && g_str_equal(argv[1], "dismiss");
    if (argc > 1 && !assign && !dismiss)
        return tnc_error_set(error, TNC_ERROR_USAGE,
                             _("expected: held, held assign ID CLAIM, held dismiss ID"));
    TncStoreId claim = assign && store ? tnc_store_find_claim(store, argv[3]) : 0;
    if (assign && !claim)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("there is no claim '%s'"), argv[3]);
    if (argc > 1 && !tnc_cli_may_write(cli, argv[0], error))
        return FALSE;
    if (argc > 1 && !store)
        return tnc_error_set(error, TNC_ERROR_NOT_FOUND, _("there is no data in %s yet"),
                             tnc_desk_data(desk));
    if (argc > 1)
        return tnc_desk_ingest_assign(desk, argv[2], claim, error);
    return list_held(cli, desk, error);
}
