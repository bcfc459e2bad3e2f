// SPDX-License-Identifier: AGPL-3.0-or-later
// Counting as the networks do, links and mentions by byte, and text made harmless.

#include "public-text.h"
#include <string.h>

static const TncPublicLimits x = {TNC_PUBLIC_MEASURE_WEIGHTED, 280, 23, 0, FALSE};
static const TncPublicLimits bluesky = {TNC_PUBLIC_MEASURE_GRAPHEMES, 300, 0, 3000, FALSE};
static const TncPublicLimits mastodon = {TNC_PUBLIC_MEASURE_GRAPHEMES, 500, 23, 0, TRUE};

static void
test_each_network_counts_in_its_own_way(void)
{
    static const struct {
        const char *name;
        const char *text;
        guint x;
        guint bluesky;
        guint mastodon;
    } rows[] = {
        {"plain letters", "Bonjour", 7, 7, 7},
        {"composed accents", "Réponse à l’été", 15, 15, 15},
        {"decomposed accents", "e\xcc\x81te\xcc\x81", 3, 3, 3},
        {"Chinese weighs two on X", "保修期内", 8, 4, 4},
        {"an emoji", "📦", 2, 1, 1},
        {"a family of four", "👨‍👩‍👧‍👦", 2, 1, 1},
        {"skin tone", "👍🏽", 2, 1, 1},
        {"a flag", "🇫🇷", 2, 1, 1},
        {"two flags", "🇫🇷🇩🇪", 4, 2, 2},
        {"three indicators are a flag and a half", "🇫🇷🇩", 4, 2, 2},
        {"a keycap", "1️⃣", 2, 1, 1},
        {"a heart as emoji", "❤️", 2, 1, 1},
        {"Korean by syllables", "한국", 4, 2, 2},
        {"Korean by letters", "\u1112\u1161\u11ab", 2, 1, 1},
        {"Thai with its marks", "กำ", 2, 1, 1},
        {"Hindi", "नि", 2, 1, 1},
        {"a link is 23 on X and Mastodon", "voir https://shop.example/a/very/long/path?x=1", 28, 46,
         28},
        {"an accent ends the query of a link on X", "https://a.example/é?b=1&c=é", 24, 27, 23},
        {"a link before a full stop", "https://a.example.", 24, 18, 24},
        {"a bare domain is a link on X", "shop.example", 23, 12, 12},
        {"no link in a mistyped sentence", "l'a.b", 5, 5, 5},
        {"two lines", "a\r\nb", 4, 3, 3},
        {"a mention without its host", "@sav@social.example bonjour", 27, 27, 12},
        {"nothing", "", 0, 0, 0},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].name);
        g_assert_cmpuint(tnc_public_text_weight(rows[i].text, &x), ==, rows[i].x);
        g_assert_cmpuint(tnc_public_text_weight(rows[i].text, &bluesky), ==, rows[i].bluesky);
        g_assert_cmpuint(tnc_public_text_weight(rows[i].text, &mastodon), ==, rows[i].mastodon);
    }
}

static char *
repeat(const char *text, guint count)
{
    GString *all = g_string_new(NULL);
    for (guint i = 0; i < count; i++)
        g_string_append(all, text);
    return g_string_free(all, FALSE);
}

static void
test_the_last_place_fits_and_one_more_does_not(void)
{
    static const struct {
        const char *part;
        guint fits;
        const TncPublicLimits *limits;
    } rows[] = {
        {"é", 280, &x},
        {"保", 140, &x},
        {"👨‍👩‍👧‍👦", 140, &x},
        {"保", 300, &bluesky},
        {"👍", 300, &bluesky},
        {"é", 500, &mastodon},
        // 25 bytes each: the bytes are over before the graphemes.
        {"👨‍👩‍👧‍👦", 120, &bluesky},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *full = repeat(rows[i].part, rows[i].fits);
        g_autofree char *over = repeat(rows[i].part, rows[i].fits + 1);
        g_assert_true(tnc_public_text_fits(full, rows[i].limits));
        g_assert_false(tnc_public_text_fits(over, rows[i].limits));
    }
    g_assert_false(tnc_public_text_fits(" \n ", &x));
}

static void
test_links_mentions_and_tags_are_found_by_byte(void)
{
    static const struct {
        const char *text;
        const char *found; // kind:text, one after the other
    } rows[] = {
        {"保修 https://shop.example/é?a=1, merci", "u:https://shop.example/é?a=1 "},
        {"(https://a.example/b_(c))", "u:https://a.example/b_(c) "},
        {"(voir https://a.example)", "u:https://a.example "},
        {"@shop.example bonjour", "m:@shop.example "},
        {"@sav@social.example, merci", "m:@sav@social.example "},
        {"écrivez à claire@example.org", ""},
        {"#SAV #2026 #été", "t:#SAV t:#été "},
        {"https:// et http://", ""},
        {"a#b @ #", ""},
        {"«https://a.example»", "u:https://a.example "},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GArray) spans = tnc_public_text_spans(rows[i].text, FALSE);
        g_autoptr(GString) found = g_string_new(NULL);
        for (guint j = 0; j < spans->len; j++) {
            const TncPublicSpan *span = &g_array_index(spans, TncPublicSpan, j);
            g_string_append_printf(found, "%c:%.*s ", "umt"[span->kind],
                                   (int)(span->end - span->start), rows[i].text + span->start);
        }
        g_assert_cmpstr(found->str, ==, rows[i].found);
    }
}

static void
test_what_deceives_is_left_out(void)
{
    static const char *const rows[][2] = {
        {"a\x1b[31mrouge\x07", "a[31mrouge"},
        {"sav\xe2\x80\xaegro.elpmaxe", "savgro.elpmaxe"},
        {"sh\xe2\x80\x8bop", "shop"},
        {"a\xe2\x80\xa8"
         "b",
         "ab"},
        {"deux\nlignes", "deux\nlignes"},
        {"👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *plain = tnc_public_text_plain(rows[i][0]);
        g_assert_cmpstr(plain, ==, rows[i][1]);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/public-text/each-network-counts-in-its-own-way",
                    test_each_network_counts_in_its_own_way);
    g_test_add_func("/public-text/the-last-place-fits-and-one-more-does-not",
                    test_the_last_place_fits_and_one_more_does_not);
    g_test_add_func("/public-text/links-mentions-and-tags-are-found-by-byte",
                    test_links_mentions_and_tags_are_found_by_byte);
    g_test_add_func("/public-text/what-deceives-is-left-out", test_what_deceives_is_left_out);
    return g_test_run();
}
