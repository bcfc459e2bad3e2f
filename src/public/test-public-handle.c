// SPDX-License-Identifier: AGPL-3.0-or-later
// One form of a handle for each network, and who passes for a seller.

#include "public-handle.h"
#include "error.h"

static const char *const affixes[] = {"support", "sav", "help", "official", NULL};

static void
test_a_handle_has_one_form(void)
{
    static const struct {
        TncPublicNaming naming;
        const char *text;
        const char *handle; // NULL: refused
    } rows[] = {
        {TNC_PUBLIC_NAMED_USER, "@Shop_FR", "shop_fr"},
        {TNC_PUBLIC_NAMED_USER, "https://x.com/Shop/status/12", "shop"},
        {TNC_PUBLIC_NAMED_USER, "https://www.linkedin.com/company/shop-fr/", "shop-fr"},
        {TNC_PUBLIC_NAMED_USER, "shop fr", "shop"},
        {TNC_PUBLIC_NAMED_USER, "", NULL},
        {TNC_PUBLIC_NAMED_USER, "sh\xd0\xbep", NULL},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "@SAV@Social.Example", "sav@social.example"},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "https://social.example/@sav", "sav@social.example"},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "https://social.example/@sav@other.example",
         "sav@other.example"},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "https://social.example/users/sav", "sav@social.example"},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "https://social.example:/@sav", NULL},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "@sav", NULL},
        {TNC_PUBLIC_NAMED_USER_AT_HOST, "@sav@", NULL},
        {TNC_PUBLIC_NAMED_USER_AT_HOST,
         "sav@s\xc3\xb6"
         "cial.example",
         NULL},
        {TNC_PUBLIC_NAMED_DOMAIN, "@Shop.bsky.social", "shop.bsky.social"},
        {TNC_PUBLIC_NAMED_DOMAIN, "https://bsky.app/profile/shop.example/post/3k", "shop.example"},
        {TNC_PUBLIC_NAMED_DOMAIN, "did:plc:abc234", "did:plc:abc234"},
        {TNC_PUBLIC_NAMED_DOMAIN, "shop", NULL},
        {TNC_PUBLIC_NAMED_DOMAIN, "shop..example", NULL},
        {TNC_PUBLIC_NAMED_PLACE, "ChIJ_Abc-12", "ChIJ_Abc-12"},
        {TNC_PUBLIC_NAMED_PLACE, "a b/c", "a"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *handle = tnc_public_handle_normalise(rows[i].naming, rows[i].text, &error);
        g_assert_cmpstr(handle, ==, rows[i].handle);
        if (!rows[i].handle)
            g_assert_error(error, TNC_ERROR, TNC_ERROR_INPUT);
    }
}

static void
test_only_the_same_account_is_equal(void)
{
    g_assert_true(tnc_public_handle_equal(TNC_PUBLIC_NAMED_USER_AT_HOST, "@SAV@social.example",
                                          "https://social.example/@sav"));
    g_assert_false(tnc_public_handle_equal(TNC_PUBLIC_NAMED_USER_AT_HOST, "sav@social.example",
                                           "sav@social.example.evil.example"));
    g_assert_false(tnc_public_handle_equal(TNC_PUBLIC_NAMED_USER, NULL, "shop"));
    g_assert_false(tnc_public_handle_equal(TNC_PUBLIC_NAMED_USER, "é", "é"));
}

static void
test_look_alikes_have_one_skeleton(void)
{
    static const char *const rows[][2] = {
        {"paypal", "раураI"},
        {"Shop Direct", "shopd1rect"},
        {"modern", "modem"},
        {"FNAC", "fnас"},
        {"BOULANGER", "ＢＯＵＬＡＮＧＥＲ"},
        {"darty", "dar\xe2\x80\x8bty"},
        {"google", "g00g1e"},
        {"élite", "elite"},
        {"ikea", "іκеа"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *one = tnc_public_handle_skeleton(rows[i][0]);
        g_autofree char *other = tnc_public_handle_skeleton(rows[i][1]);
        g_assert_cmpstr(one, ==, other);
    }
    g_autofree char *one = tnc_public_handle_skeleton("darty");
    g_autofree char *other = tnc_public_handle_skeleton("fnac");
    g_assert_cmpstr(one, !=, other);
}

static void
test_mixed_scripts_are_suspicious(void)
{
    static const struct {
        const char *text;
        gboolean suspicious;
    } rows[] = {
        {"Shop Direct", FALSE},     {"Sh\xd0\xbep", TRUE},         {"Магазин", FALSE},
        {"Phones 手机", FALSE},     {"xn--shp-bma.example", TRUE}, {"ｓｈｏｐ", TRUE},
        {"sh\xe2\x80\x8bop", TRUE}, {"Été & Co", FALSE},           {"\xff", TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(tnc_public_handle_is_suspicious(rows[i].text), ==, rows[i].suspicious);
}

static void
test_who_answers_is_judged(void)
{
    static const struct {
        const char *handle;
        const char *name;
        TncPublicLikeness likeness;
    } rows[] = {
        {"phones.bsky.social", "Shenzhen Phones", TNC_PUBLIC_LIKENESS_SAME},
        {"@Phones.bsky.social", NULL, TNC_PUBLIC_LIKENESS_SAME},
        {"phones-support.bsky.social", "Care", TNC_PUBLIC_LIKENESS_ALIKE},
        {"ph0nes.bsky.social", NULL, TNC_PUBLIC_LIKENESS_ALIKE},
        {"phone.bsky.social", NULL, TNC_PUBLIC_LIKENESS_ALIKE},
        {"phones.bsky.social.evil.example", NULL, TNC_PUBLIC_LIKENESS_ALIKE},
        {"helper42.bsky.social", "Shеnzhen Phones", TNC_PUBLIC_LIKENESS_ALIKE},
        {"helper42.bsky.social", "Shenzhen Phones Official ✅", TNC_PUBLIC_LIKENESS_ALIKE},
        {"claire.bsky.social", "Claire", TNC_PUBLIC_LIKENESS_OTHER},
        {"marc.bsky.social", NULL, TNC_PUBLIC_LIKENESS_OTHER},
        {"sav.bsky.social", "Marc", TNC_PUBLIC_LIKENESS_OTHER},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_test_message("%s", rows[i].handle);
        g_assert_cmpint(tnc_public_handle_judge(TNC_PUBLIC_NAMED_DOMAIN, rows[i].handle,
                                                rows[i].name, "phones.bsky.social",
                                                "Shenzhen Phones", affixes),
                        ==, rows[i].likeness);
    }
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/public-handle/a-handle-has-one-form", test_a_handle_has_one_form);
    g_test_add_func("/public-handle/only-the-same-account-is-equal",
                    test_only_the_same_account_is_equal);
    g_test_add_func("/public-handle/look-alikes-have-one-skeleton",
                    test_look_alikes_have_one_skeleton);
    g_test_add_func("/public-handle/mixed-scripts-are-suspicious",
                    test_mixed_scripts_are_suspicious);
    g_test_add_func("/public-handle/who-answers-is-judged", test_who_answers_is_judged);
    return g_test_run();
}
