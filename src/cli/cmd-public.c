// SPDX-License-Identifier: AGPL-3.0-or-later
// public: the word beside the seller's latest post: find, preview, post or hand over, watch, note by hand.

#include "cli.h"
#include "desk-outbox.h"
#include "desk-public-watch.h"
#include "desk-public.h"
#include "text.h"
#include <stdio.h>

typedef struct {
    char *network;
    char *url;
    char *file;
    gboolean yes;
    gboolean offline;
    gboolean open;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->network);
    g_free(options->url);
    g_free(options->file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

static json_t *
text_or_null(const char *text)
{
    return text ? json_string(text) : json_null();
}

// ---- showing

static json_t *
target_json(const TncDeskCase *kase, const TncDeskPublicTarget *target)
{
    char at[TNC_INSTANT_BUFFER];
    const TncPublicPost *post = target->post;
    json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:b, s:O}", "claim", kase->claim->ref,
                               "network", target->network->id, "handle", target->handle, "verified",
                               tnc_desk_public_how_name(target->how), "by_tenace",
                               target->account != NULL, "skipped", target->skipped);
    json_object_set_new(object, "post",
                        post ? json_pack("{s:o, s:s, s:o}", "url", text_or_null(post->url), "text",
                                         post->text, "at",
                                         post->at == TNC_INSTANT_NONE
                                             ? json_null()
                                             : json_string(tnc_instant_format(post->at, 0, at)))
                             : json_null());
    return object;
}

static json_t *
word_json(const TncDeskCase *kase, const TncDeskPublicWord *word)
{
    json_t *object = target_json(kase, word->target);
    json_object_set_new(object, "text", json_string(word->text));
    json_object_set_new(object, "language", json_string(word->outgoing->draft->language));
    json_object_set_new(object, "weight", json_integer(word->weight));
    json_object_set_new(object, "limit", json_integer(word->target->limits.limit));
    json_object_set_new(object, "link", text_or_null(word->link));
    json_object_set_new(object, "guard", tnc_desk_guard_json(word->outgoing->findings));
    return object;
}

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

static void
print_delays(TncCli *cli, const TncDeskCase *kase)
{
    g_autoptr(json_t) rows = tnc_desk_public_watch_delays(cli->desk, kase->merchant->ref, NULL);
    for (gsize i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        int asked = (int)json_integer_value(json_object_get(row, "asked"));
        int answered = (int)json_integer_value(json_object_get(row, "answered"));
        json_int_t minutes = json_integer_value(json_object_get(row, "median_minutes"));
        const char *channel = tnc_json_string_or(row, "channel", "");
        if (answered == 0)
            tnc_cli_say(cli, _("%s: asked %d times, never answered."), channel, asked);
        else if (minutes < 120)
            tnc_cli_say(cli, _("%s: answered %d times of %d, usually within %d minutes."), channel,
                        answered, asked, (int)minutes);
        else
            tnc_cli_say(cli, _("%s: answered %d times of %d, usually within %d hours."), channel,
                        answered, asked, (int)(minutes + 59) / 60);
    }
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
    g_autoptr(json_t) object = target_json(kase, target);
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

// $BROWSER, else xdg-open; the address is an argument of its own and passes through no shell.
static void
open_link(const TncCli *cli, const char *link)
{
    const char *browser = g_getenv("BROWSER");
    char program[] = "xdg-open";
    char *argv[] = {browser && *browser ? (char *)(gintptr)browser : program, (char *)(gintptr)link,
                    NULL};
    g_autoptr(GError) problem = NULL;
    if (!g_spawn_async(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &problem))
        tnc_cli_say(cli, _("Could not open it: %s"), problem->message);
}

static void
hand_over(const TncCli *cli, const TncDeskCase *kase, const TncDeskPublicWord *word,
          const Options *options)
{
    const TncPacksNetwork *network = word->target->network;
    gboolean french = g_str_has_prefix(tnc_desk_language(cli->desk), "fr");
    printf("%s\n", french ? network->help_fr : network->help_en);
    if (word->link) {
        g_autofree char *qr = tnc_cli_is_terminal() ? tnc_desk_public_qr(word->link) : NULL;
        printf("%s\n%s", word->link, qr ? qr : "");
        if (options->open && !cli->dry_run)
            open_link(cli, word->link);
    }
    tnc_cli_say(cli, _("Published? Paste the link: 'tenace public done %s URL'"), kase->claim->ref);
}

static gboolean
preview(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autoptr(TncDeskPublicWord) word = prepare(cli, kase, options, error);
    if (!word)
        return FALSE;
    g_autoptr(json_t) object = word_json(kase, word);
    if (cli->json) {
        tnc_cli_print_json(object);
        return TRUE;
    }
    print_word(cli, word);
    if (!word->target->account)
        hand_over(cli, kase, word, options);
    return TRUE;
}

static gboolean
post(TncCli *cli, const TncDeskCase *kase, const Options *options, GError **error)
{
    g_autoptr(TncDeskPublicWord) word = prepare(cli, kase, options, error);
    if (!word)
        return FALSE;
    if (!cli->json && !cli->quiet)
        print_word(cli, word);
    if (!word->target->account) {
        hand_over(cli, kase, word, options);
        return tnc_desk_guard_allow(word->outgoing->findings, error);
    }
    if (cli->dry_run)
        return TRUE;
    if (!options->yes && !tnc_cli_confirm(_("Publish exactly this?")))
        return tnc_error_set(error, TNC_ERROR_GUARD,
                             _("nothing was published: it needs your yes (or --yes)"));
    TncDeskOutboxCounts counts = {0};
    if (!tnc_desk_public_publish(cli->desk, kase, word, error) ||
        !tnc_desk_outbox_flush(cli->desk, kase->id, &counts, error))
        return FALSE;
    g_autoptr(json_t) words = tnc_desk_public_watch_words(cli->desk, kase->claim->ref);
    const json_t *last = json_array_get(words, json_array_size(words) - 1);
    if (cli->json)
        tnc_cli_print_json(last);
    else
        tnc_cli_say(cli, _("Published: %s. 'tenace public watch' looks for the answer."),
                    tnc_json_string_or(last, "url", ""));
    return TRUE;
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
        {"open", 0, 0, G_OPTION_ARG_NONE, &options.open, NULL, NULL},
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
