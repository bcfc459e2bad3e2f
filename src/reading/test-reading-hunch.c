// SPDX-License-Identifier: AGPL-3.0-or-later
// Which words count as the same cue, and what their weights come to.

#include "reading-hunch.h"
#include <string.h>

static char refund[] = "offers_refund";
static char denies[] = "denies";
static char refund_cues[] = "rembo*=300, le=10, le rembo*=40, pas=-500, ?=-60,\n 退款=700, 退=5";
static char denies_cues[] = "ne pas=100, pas=400, n'est=50";

static TncPacksHunch list[] = {
    {refund, -200, 0, -400, refund_cues},
    {denies, -300, 0, -1000, denies_cues},
};
static char language[] = "fr";
static const TncPacksHunchFile file = {language, list, G_N_ELEMENTS(list)};

typedef struct {
    const char *name;
    const char *text;
    const char *likely; // its signals
    const char *unlikely;
} Row;

static const Row rows[] = {
    {"nothing-known", "bonjour", "", ""},
    {"beginning-of-a-word", "remboursement", "offers_refund", ""},
    {"no-beginning-inside-a-word", "autorembourse", "", ""},
    {"shorter-than-the-beginning", "remb", "", ""},
    {"sign-against", "rembourses ?", "offers_refund", ""},
    {"counts-once", "le le le le le le le le le le le le le le le le le le le le le le", "", ""},
    {"short-word-is-whole", "lent", "", ""},
    {"pair", "le rembourser, pas le rembourser", "denies", ""},
    {"pair-with-apostrophe", "n'est pas ne pas", "denies", "offers_refund"},
    {"pair-not-across-a-comma", "ne, pas", "denies", "offers_refund"},
    {"chinese-characters", "我们退款", "offers_refund", ""},
    {"broken-characters", "\xe9\x80\x80\xe6\xac", "", ""},
    {"empty", "", "", ""},
};

static char *
names_of(guint32 bits)
{
    GString *names = g_string_new(NULL);
    for (guint i = 0; i < 32; i++)
        if (bits >> i & 1)
            g_string_append_printf(names, "%s%s", names->len ? " " : "",
                                   tnc_claim_words_name(TNC_WORDS_TncSignal, (int)i));
    return g_string_free(names, FALSE);
}

static void
check(TncReadingHunches *hunches, const Row *row)
{
    tnc_reading_hunch_weigh(hunches, row->text, strlen(row->text));
    g_autofree char *likely = names_of(tnc_reading_hunch_likely(hunches));
    g_autofree char *unlikely = names_of(tnc_reading_hunch_unlikely(hunches));
    g_assert_cmpstr(likely, ==, row->likely);
    g_assert_cmpstr(unlikely, ==, row->unlikely);
}

static void
test_row(gconstpointer data)
{
    TncReadingHunches *first = tnc_reading_hunch_new(&file);
    TncReadingHunches *other = tnc_reading_hunch_share(first);
    tnc_reading_hunch_weigh(other, "remboursement", 13);
    check(first, data);
    tnc_reading_hunch_free(first);
    check(other, data);
    tnc_reading_hunch_free(other);
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *path = g_strconcat("/reading/hunch/", rows[i].name, NULL);
        g_test_add_data_func(path, &rows[i], test_row);
    }
    return g_test_run();
}
