// SPDX-License-Identifier: AGPL-3.0-or-later
// The answers of tests/golden/reply, one a line: name, body (of a mail, html where that is true), visible. Argument: the
// folder.

#include "json.h"
#include "mail-message.h"
#include "mail-quote.h"
#include <string.h>

static TncMailMessage *
parse(const json_t *one)
{
    const char *type = json_is_true(json_object_get(one, "html")) ? "html" : "plain";
    g_autofree char *text = g_strdup_printf(
        "From: Lune <sav@lune.example>\nSubject: Re: Commande\nDate: Mon, 02 Mar 2026 09:00:00 "
        "+0100\nContent-Type: text/%s; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n",
        type, tnc_json_string_or(one, "body", ""));
    g_autoptr(GBytes) raw = g_bytes_new(text, strlen(text));
    return tnc_mail_message_parse(raw, NULL);
}

static void
test_answer(gconstpointer data)
{
    const json_t *one = data;
    g_autoptr(TncMailMessage) message = parse(one);
    g_assert_cmpstr(tnc_mail_message_visible(message), ==, tnc_json_string_or(one, "visible", ""));
}

// What looks at every line must not look at every other line for each of them: these took a minute.
static void
test_long_runs_cost_little(gconstpointer line)
{
    g_autofree char *visible = NULL;
    g_autofree char *signature = NULL;
    g_autoptr(GString) text = g_string_new("Bonjour,\n");
    for (guint i = 0; i < 19000; i++)
        g_string_append(text, line);
    g_string_append(text, "Voilà.\n");
    g_autoptr(GTimer) timer = g_timer_new();
    tnc_mail_quote_split(text->str, &visible, &signature);
    g_assert_cmpfloat(g_timer_elapsed(timer, NULL), <, 10);
    g_assert_true(g_str_has_prefix(visible, "Bonjour,"));
}

static void
test_many_signatures_cost_little(void)
{
    g_autoptr(GString) html = g_string_new("<p>Bonjour.</p>");
    for (guint i = 0; i < 27000; i++)
        g_string_append(html, "<div class=gmail_signature></div>");
    g_autoptr(json_t) one = json_pack("{s:b, s:s}", "html", TRUE, "body", html->str);
    g_autoptr(GTimer) timer = g_timer_new();
    g_autoptr(TncMailMessage) message = parse(one);
    g_assert_cmpfloat(g_timer_elapsed(timer, NULL), <, 10);
    g_assert_cmpstr(tnc_mail_message_visible(message), ==, "Bonjour.");
}

static void
add_file(json_t *all, const char *path)
{
    g_autofree char *content = NULL;
    g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
    for (guint i = 0; lines[i]; i++) {
        json_t *one = *lines[i] ? json_loads(lines[i], 0, NULL) : NULL;
        if (!one)
            continue;
        g_autofree char *name =
            g_strdup_printf("/mail/quote/%s", tnc_json_string_or(one, "name", "?"));
        json_array_append_new(all, one);
        g_test_add_data_func(name, one, test_answer);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_set_nonfatal_assertions();
    g_assert_cmpint(argc, ==, 2);
    g_autofree char *path = g_build_filename(argv[1], "answers.jsonl", NULL);
    g_autoptr(json_t) all = json_array();
    add_file(all, path);
    g_test_add_func("/mail/quote/many signatures", test_many_signatures_cost_little);
    g_test_add_data_func("/mail/quote/many labels", "Von: Max <max@lune.example>\n",
                         test_long_runs_cost_little);
    g_test_add_data_func("/mail/quote/many quotes", "> x\n", test_long_runs_cost_little);
    g_assert_cmpuint(json_array_size(all), >, 50);
    return g_test_run();
}
