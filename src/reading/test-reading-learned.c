// SPDX-License-Identifier: AGPL-3.0-or-later
// A lesson holds for the same words of the same sender, and for nothing else.

#include "reading-learned.h"

static const char taught[] =
    "Bonjour Claire,\n\nVotre demande 4471 du 2 mars est bien entre nos mains. Nous mettons tout "
    "en œuvre pour vous satisfaire.\nUn conseiller reviendra vers vous au plus vite.";

typedef struct {
    const char *name;
    const char *address;
    const char *text;
    gboolean known;
} Case;

static const Case cases[] = {
    {"the same mail", "sav@lune.example", taught, TRUE},
    {"another number, another day, another name", "SAV@Lune.Example",
     "Bonjour Paul,\n\nVotre demande 90210 du 17 mars est bien entre nos mains.  Nous mettons tout "
     "en œuvre pour vous satisfaire. Un conseiller reviendra vers vous au plus vite!",
     TRUE},
    {"another address of the domain", "ne-pas-repondre@lune.example", taught, TRUE},
    {"another sender", "sav@soleil.example", taught, FALSE},
    {"other words", "sav@lune.example",
     "Bonjour Claire, votre lampe a été retrouvée à l'entrepôt. Elle part ce soir.", FALSE},
    {"an answer that quotes the template and adds more", "sav@lune.example",
     "Votre demande 4471 du 2 mars est bien entre nos mains. J'ai regardé votre dossier. Le colis "
     "est "
     "perdu chez le transporteur. Je vous rembourse ce jour. Voulez-vous un avoir à la place ?",
     FALSE},
    {"nothing", "sav@lune.example", "", FALSE},
    {"too short to tell", "sav@lune.example", "Bien reçu.", FALSE},
};

static void
test_case(gconstpointer data)
{
    const Case *row = data;
    TncAutomatic kind = TNC_AUTOMATIC_NONE;
    g_autoptr(json_t) list =
        tnc_reading_learned_add(NULL, "sav@lune.example", taught, TNC_AUTOMATIC_ACKNOWLEDGEMENT);
    g_assert_cmpint(tnc_reading_learned_find(list, row->address, row->text, &kind), ==, row->known);
    g_assert_cmpint(kind, ==, row->known ? TNC_AUTOMATIC_ACKNOWLEDGEMENT : TNC_AUTOMATIC_NONE);
}

static void
test_latest(void)
{
    TncAutomatic kind = TNC_AUTOMATIC_BOUNCE;
    g_autoptr(json_t) first =
        tnc_reading_learned_add(NULL, "sav@lune.example", taught, TNC_AUTOMATIC_ACKNOWLEDGEMENT);
    g_autoptr(json_t) second =
        tnc_reading_learned_add(first, "sav@lune.example", taught, TNC_AUTOMATIC_NONE);
    g_assert_true(tnc_reading_learned_find(second, "sav@lune.example", taught, &kind));
    g_assert_cmpint(kind, ==, TNC_AUTOMATIC_NONE);
    g_assert_cmpuint(json_array_size(first), ==, 1);
}

static void
test_bounds(void)
{
    g_autoptr(json_t) list = NULL;
    g_assert_null(tnc_reading_learned_add(NULL, "sav@lune.example", "Merci.", TNC_AUTOMATIC_NONE));
    for (guint i = 0; i < TNC_READING_LEARNED_MAX + 5; i++) {
        json_t *more =
            tnc_reading_learned_add(list, "sav@lune.example", taught, TNC_AUTOMATIC_NONE);
        json_decref(list);
        list = more;
    }
    g_assert_cmpuint(json_array_size(list), ==, TNC_READING_LEARNED_MAX);
    g_autoptr(json_t) odd = json_pack("[s, {s:s, s:s, s:i}]", "x", "from", "lune.example", "kind",
                                      "acknowledgement", "lines", 3);
    TncAutomatic kind;
    g_assert_false(tnc_reading_learned_find(odd, "sav@lune.example", taught, &kind));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *path = g_strdup_printf("/reading-learned/%s", cases[i].name);
        g_test_add_data_func(path, &cases[i], test_case);
    }
    g_test_add_func("/reading-learned/the latest lesson counts", test_latest);
    g_test_add_func("/reading-learned/bounds", test_bounds);
    return g_test_run();
}
