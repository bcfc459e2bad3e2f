// SPDX-License-Identifier: AGPL-3.0-or-later
// public: the word beside the seller's latest post: find, preview, post or hand over, watch, note by hand.

#include "cmd-public.h"
#include "cmd-public-hand.h"
#include "desk-outbox.h"
#include "desk-public-show.h"
#include "desk-public-watch.h"
#include "desk-words.h"
#include "text.h"
#include <stdio.h>
#include <unistd.h>

typedef struct {
    char *network;
    char *url;
    char *file;
    gboolean yes;
    gboolean offline;
    TncCliHand hand;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->network);
    g_free(options->url);
    g_free(options->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

// ---- showing

static const char *
how_text(TncDeskPublicHow how)
{
    return how == TNC_DESK_PUBLIC_SITE     ? _("linked from the seller's own site")
           : how == TNC_DESK_PUBLIC_DOMAIN ? _("the seller's own domain")
                                           : _("as you typed it");
}

static void
print_target(const TncCli *cli, const TncDeskPublicTarget *target)
{
    g_autofree char *title = tnc_cli_style(cli, 'b', target->network->name);
    printf("%s  @%s (%s)\n", title, target->handle, how_text(target->how));
    if (!target->post)
        return;
    g_autofree char *quoted = tnc_text_wrap(target->post->text, tnc_cli_columns() - 4, "  ");
    g_autofree char *dim = tnc_cli_style(cli, 'd', quoted);
    printf("%s %s\n  %s\n", _("Its latest post that bears a reply:"),
           target->post->url ? target->post->url : target->post->id, dim);
    gsize skipped = json_array_size(target->skipped);
    if (skipped)
        tnc_cli_say(
            cli,
            ngettext("(%u post was left alone.)", "(%u posts were left alone.)", (guint)skipped),
            (guint)skipped);
}

static void
print_word(const TncCli *cli, const TncDeskPublicWord *word)
{
    print_target(cli, word->target);
    printf("\n%s\n\n", word->text);
    printf(_("%u of %u characters, as %s counts them.\n"), word->weight, word->target->limits.limit,
           word->target->network->name);
    tnc_cli_print_findings(cli, word->outgoing->findings);
    if (word->outgoing->own_words)
        printf("\n%s\n\n%s\n", _("—— In your language ——"), word->outgoing->own_words);
}

// '40 minutes', '3 hours', '2 days'. New string.
static char *
span_text(json_int_t minutes)
{
    if (minutes < 120)
        return g_strdup_printf(ngettext("%d minute", "%d minutes", (unsigned long)MAX(minutes, 1)),
                               (int)MAX(minutes, 1));
    if (minutes < 2880)
        return g_strdup_printf(_("%d hours"), (int)(minutes + 30) / 60);
    return g_strdup_printf(_("%d days"), (int)(minutes + 720) / 1440);
}

static void
print_delay(const TncCli *cli, const json_t *row)
{
    int asked = (int)json_integer_value(json_object_get(row, "asked"));
    int answered = (int)json_integer_value(json_object_get(row, "answered"));
    const char *channel = tnc_desk_words_channel(tnc_json_string_or(row, "channel", ""));
    g_autofree char *usual = span_text(json_integer_value(json_object_get(row, "median_minutes")));
    if (answered == 0)
        tnc_cli_say(cli,
                    ngettext("%s: asked %d time, never answered.",
                             "%s: asked %d times, never answered.", (unsigned long)asked),
                    channel, asked);
    else
        tnc_cli_say(cli, _("%s: %d of %d answered, usually within %s."), channel, answered, asked,
                    usual);
}

// What may be expected, from what this user lived through and nothing else.
static void
say_expectation(const TncCli *cli, const TncDeskCase *kase)
{
    guint hours = tnc_desk_public_patience_hours(kase);
    if (hours)
        tnc_cli_say(cli,
                    _("In public a seller answers sometimes within the hour, sometimes never. "
                      "Without an answer in %u hours we play the next move."),
                    hours);
}

static void
print_delays(const TncCli *cli, const TncDeskCase *kase)
{
    g_autoptr(json_t) rows = tnc_desk_public_watch_delays(cli->desk, kase->merchant->ref, NULL);
    for (gsize i = 0; i < json_array_size(rows); i++)
        print_delay(cli, json_array_get(rows, i));
    say_expectation(cli, kase);
}

// ---- doing

static TncDeskPublicWord *
prepare(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autofree char *text = options->file ? tnc_cli_read_text(options->file, error) : NULL;
    if (options->file && !text)
        return NULL;
    TncDeskPublicTarget *target =
        tnc_desk_public_find(cli->desk, kase, options->network, options->url, error);
    return target ? tnc_desk_public_prepare(cli->desk, kase, target, text, error) : NULL;
}

static gboolean
find(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autoptr(TncDeskPublicTarget) target =
        tnc_desk_public_find(cli->desk, kase, options->network, options->url, error);
    if (!target)
        return FALSE;
    g_autoptr(json_t) object = tnc_desk_public_show_target(kase, target);
    if (cli->json) {
        json_object_set_new(object, "delays",
                            tnc_desk_public_watch_delays(cli->desk, kase->merchant->ref, NULL));
        tnc_cli_print_json(object);
        return TRUE;
    }
    print_target(cli, target);
    print_delays(cli, kase);
    return TRUE;
}

static void
hand_over(const TncCli *cli, const TncDeskCase *kase, const TncDeskPublicWord *word,
          const TncCliHand *hand)
{
    tnc_cli_public_hand_over(cli, word, hand);
    tnc_cli_say(cli, _("Published? Paste the link: 'tenace public done %s URL'"), kase->claim->ref);
}

// Shown on a terminal or to a program: a later --yes counts for exactly this.
static gboolean
show(TncCli *cli, const TncDeskCase *kase, const TncDeskPublicWord *word, const TncCliHand *hand,
     GError **error)
{
    g_autoptr(json_t) object = tnc_desk_public_show_word(cli->desk, kase, word);
    if (cli->json)
        tnc_cli_print_json(object);
    else
        print_word(cli, word);
    if (!cli->json && !word->target->account && tnc_desk_public_may_stand(word, NULL))
        hand_over(cli, kase, word, hand);
    return cli->dry_run || tnc_desk_public_show_note(cli->desk, kase, word, error);
}

static gboolean
preview(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autoptr(TncDeskPublicWord) word = prepare(cli, kase, options, error);
    return word && show(cli, kase, word, &options->hand, error);
}

// On a terminal the link is asked for at once; an empty answer is 'not yet'.
static gboolean
ask_for_link(TncCli *cli, const TncDeskCase *kase, const TncDeskPublicWord *word, GError **error)
{
    if (cli->json || cli->dry_run || !isatty(STDIN_FILENO) || !tnc_cli_is_terminal())
        return TRUE;
    g_autofree char *url = tnc_cli_ask(_("The link of your post (empty: not yet):"), NULL);
    if (!url || !*url)
        return TRUE;
    if (!tnc_desk_public_done(cli->desk, kase, url, word->text, error))
        return FALSE;
    tnc_cli_say(cli, _("Noted as done."));
    return TRUE;
}

// The yes is to this word beneath this post. Given in advance (--yes) it counts only when exactly this was shown before.
static gboolean
get_yes(TncCli *cli, const TncDeskCase *kase, const TncDeskPublicWord *word, gboolean yes,
        GError **error)
{
    gboolean seen = tnc_desk_public_show_was_seen(cli->desk, kase, word);
    if (yes && seen)
        return TRUE;
    TncCliHand nothing = {FALSE, FALSE};
    if (!show(cli, kase, word, &nothing, error) || !tnc_desk_public_may_stand(word, error))
        return FALSE;
    if (!yes && !cli->json && tnc_cli_confirm(_("Publish exactly this?")))
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_GUARD,
                         yes ? _("nothing was published: --yes counts for what was shown, and this "
                                 "was not. It is now: --yes publishes exactly this")
                             : _("nothing was published: it needs your yes (or --yes)"));
}

static gboolean
publish(TncCli *cli, const TncDeskCase *kase, const TncDeskPublicWord *word, GError **error)
{
    TncDeskOutboxCounts counts = {0};
    if (!tnc_desk_public_publish(cli->desk, kase, word, error) ||
        !tnc_desk_outbox_flush(cli->desk, kase->id, &counts, error))
        return FALSE;
    g_autoptr(json_t) words = tnc_desk_public_watch_words(cli->desk, kase->claim->ref);
    const json_t *last = json_array_get(words, json_array_size(words) - 1);
    if (cli->json)
        tnc_cli_print_json(last);
    else
        tnc_cli_say(cli, _("Published: %s"), tnc_json_string_or(last, "url", ""));
    if (!cli->json)
        say_expectation(cli, kase);
    return TRUE;
}

static gboolean
post(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autoptr(TncDeskPublicWord) word = prepare(cli, kase, options, error);
    if (!word)
        return FALSE;
    if (!word->target->account)
        return show(cli, kase, word, &options->hand, error) &&
               tnc_desk_public_may_stand(word, error) && ask_for_link(cli, kase, word, error);
    if (cli->dry_run)
        return show(cli, kase, word, &options->hand, error);
    return get_yes(cli, kase, word, options->yes, error) && publish(cli, kase, word, error);
}

gboolean
tnc_cli_public_send(TncCli *cli, const TncDeskCase *kase, const char *file, gboolean yes,
                    GError **error)
{
    Options options = {.file = (char *)(gintptr)file, .yes = yes};
    return post(cli, kase, &options, error);
}

static void
print_replies(const TncCli *cli, const json_t *word)
{
    const json_t *replies = json_object_get(word, "replies");
    printf("%s\n", tnc_json_string_or(word, "url", ""));
    for (gsize i = 0; i < json_array_size(replies); i++) {
        const json_t *reply = json_array_get(replies, i);
        const char *kind = tnc_json_string_or(reply, "kind", "");
        gboolean impostor = g_str_equal(kind, "impostor");
        g_autofree char *who = g_strdup_printf("@%s", tnc_json_string_or(reply, "who", ""));
        g_autofree char *styled = tnc_cli_style(cli,
                                                impostor                      ? 'r'
                                                : g_str_equal(kind, "seller") ? 'g'
                                                                              : ' ',
                                                who);
        printf("  %s%s%s: %s\n", styled, impostor ? " " : "", impostor ? _("(NOT the seller)") : "",
               tnc_json_string_or(reply, "text", ""));
    }
}

static gboolean
watch(TncCli *cli, const TncDeskCase *kase, GError **error)
{
    char next[TNC_INSTANT_BUFFER];
    TncDeskPublicSeen seen;
    if (!tnc_cli_may_write(cli, "public watch", error) ||
        !tnc_desk_public_watch_look(cli->desk, kase->id, TRUE, &seen, error))
        return FALSE;
    g_autoptr(json_t) words = tnc_desk_public_watch_words(cli->desk, kase->claim->ref);
    if (cli->json) {
        g_autoptr(json_t) object = json_pack(
            "{s:i, s:i, s:i, s:i, s:i, s:o, s:O}", "looked", (int)seen.looked, "answers",
            (int)seen.answers, "impostors", (int)seen.impostors, "others", (int)seen.others, "gone",
            (int)seen.gone, "next",
            seen.next == TNC_INSTANT_NONE ? json_null()
                                          : json_string(tnc_instant_format(seen.next, 0, next)),
            "words", words);
        tnc_cli_print_json(object);
        return TRUE;
    }
    for (gsize i = 0; i < json_array_size(words); i++)
        print_replies(cli, json_array_get(words, i));
    if (seen.impostors)
        tnc_cli_say(cli, _("Careful: somebody who is not the seller answers in its name."));
    if (seen.answers)
        tnc_cli_say(cli,
                    _("The seller answered: 'tenace next %s' says what now. Asked to write "
                      "privately? 'tenace draft %s --move chat' has the message."),
                    kase->claim->ref, kase->claim->ref);
    if (json_array_size(words) == 0)
        tnc_cli_say(cli, _("Nothing of this claim is watched."));
    return TRUE;
}

static gboolean
done(TncCli *cli, const TncDeskCase *kase, const char *url, const Options *options, GError **error)
{
    g_autofree char *text = options->file ? tnc_cli_read_text(options->file, error) : NULL;
    if ((options->file && !text) ||
        (!cli->dry_run && !tnc_desk_public_done(cli->desk, kase, url, text, error)))
        return FALSE;
    tnc_cli_say(cli, _("Noted as done."));
    return TRUE;
}

static gboolean
handle(TncCli *cli, const TncDeskCase *kase, char **argv, const Options *options, GError **error)
{
    TncDeskPublicHow how;
    if (!tnc_cli_may_write(cli, "public handle", error) ||
        !tnc_desk_public_set_handle(cli->desk, kase, argv[3], argv[4], options->offline, &how,
                                    error))
        return FALSE;
    if (cli->json) {
        g_autoptr(json_t) object = json_pack("{s:s, s:s, s:s}", "network", argv[3], "handle",
                                             argv[4], "verified", tnc_desk_public_how_name(how));
        tnc_cli_print_json(object);
    } else {
        tnc_cli_say(cli, _("Noted: %s on %s (%s)."), argv[4], argv[3], how_text(how));
    }
    return TRUE;
}

gboolean
tnc_cli_public(TncCli *cli, int argc, char **argv, GError **error)
{
    g_auto(Options) options = {0};
    const GOptionEntry entries[] = {
        {"network", 0, 0, G_OPTION_ARG_STRING, &options.network, NULL, NULL},
        {"post", 0, 0, G_OPTION_ARG_STRING, &options.url, NULL, NULL},
        {"text", 0, 0, G_OPTION_ARG_FILENAME, &options.file, NULL, NULL},
        {"yes", 'y', 0, G_OPTION_ARG_NONE, &options.yes, NULL, NULL},
        {"offline", 0, 0, G_OPTION_ARG_NONE, &options.offline, NULL, NULL},
        {"open", 0, 0, G_OPTION_ARG_NONE, &options.hand.open, NULL, NULL},
        {"copy", 0, 0, G_OPTION_ARG_NONE, &options.hand.copy, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    if (!tnc_cli_parse(&argc, &argv, entries, 2, 4, error))
        return FALSE;
    TncDesk *desk = tnc_cli_desk(cli, FALSE, error);
    g_autoptr(TncDeskCase) kase = desk ? tnc_desk_case_find(desk, argv[2], error) : NULL;
    if (!kase)
        return FALSE;
    if (g_str_equal(argv[1], "find") && argc == 3)
        return find(cli, kase, &options, error);
    if (g_str_equal(argv[1], "preview") && argc == 3)
        return preview(cli, kase, &options, error);
    if (g_str_equal(argv[1], "post") && argc == 3)
        return post(cli, kase, &options, error);
    if (g_str_equal(argv[1], "watch") && argc == 3)
        return watch(cli, kase, error);
    if (g_str_equal(argv[1], "done") && argc == 4)
        return done(cli, kase, argv[3], &options, error);
    if (g_str_equal(argv[1], "handle") && argc == 5)
        return handle(cli, kase, argv, &options, error);
    return tnc_error_set(error, TNC_ERROR_USAGE,
                         _("expected: public find|preview|post|watch CLAIM, public done CLAIM URL, "
                           "public handle CLAIM NETWORK HANDLE"));
}
