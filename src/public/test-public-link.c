// SPDX-License-Identifier: AGPL-3.0-or-later
// Hand-over links: what goes in comes out whole at the other end, and nothing else gets in.

#include "public-link.h"

static void
test_values_are_encoded(void)
{
    static const struct {
        const char *template;
        const char *text;
        const char *link;
    } rows[] = {
        {"https://x.com/intent/post?in_reply_to={id}&text={text}", "Été & co ? 保修 👍",
         "https://x.com/intent/post?in_reply_to=12&text=%C3%89t%C3%A9%20%26%20co%20%3F%20%E4%BF%9D"
         "%E4%BF%AE%20%F0%9F%91%8D"},
        {"https://a.example/?text={text}", "a&in_reply_to=9#x\n",
         "https://a.example/?text=a%26in_reply_to%3D9%23x%0A"},
        {"https://a.example/{text}", "../x", "https://a.example/..%2Fx"},
        {"https://a.example/{other}", "x", NULL},
        {"https://a.example/{text", "x", "https://a.example/{text"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        TncPublicLinkValue values[] = {{"id", "12"}, {"text", rows[i].text}, {"other", NULL}};
        g_autofree char *link =
            tnc_public_link_fill(rows[i].template, values, G_N_ELEMENTS(values));
        g_assert_cmpstr(link, ==, rows[i].link);
    }
}

static void
test_the_post_is_read_from_its_address(void)
{
    static const char *const rows[][3] = {
        {"https://x.com/{any}/status/{id}", "https://x.com/shop/status/123?s=20", "123"},
        {"https://x.com/{any}/status/{id}", "https://mobile.x.com/shop/status/123/photo/1", "123"},
        {"https://x.com/{any}/status/{id}", "http://WWW.X.com/shop/status/123/", "123"},
        {"https://x.com/{any}/status/{id}", "https://x.com/shop", NULL},
        {"https://x.com/{any}/status/{id}", "https://evil.example/shop/status/123", NULL},
        {"https://x.com/{any}/status/{id}", "javascript:alert(1)", NULL},
        {"https://bsky.app/profile/{any}/post/{id}", "https://bsky.app/profile/a.b/post/3k", "3k"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *id = tnc_public_link_read(rows[i][0], rows[i][1], "id");
        g_assert_cmpstr(id, ==, rows[i][2]);
    }
}

static void
test_only_the_network_s_own_hosts_are_taken(void)
{
    static const char *const hosts[] = {"x.com", "twitter.com", NULL};
    static const struct {
        const char *url;
        gboolean taken;
    } rows[] = {
        {"https://x.com/a/status/1", TRUE},
        {"https://mobile.twitter.com/a", TRUE},
        {"https://x.com.evil.example/a", FALSE},
        {"https://evilx.com/a", FALSE},
        {"https://x.com@evil.example/", FALSE},
        {"https://x.com:8080/", FALSE},
        {"https://\xd1\x85.com/", FALSE},
        {"ftp://x.com/", FALSE},
        {"javascript:alert(1)", FALSE},
        {"file:///etc/passwd", FALSE},
        {"x.com/a", FALSE},
        {"", FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++)
        g_assert_cmpint(tnc_public_link_is_of(rows[i].url, hosts), ==, rows[i].taken);
    g_assert_true(tnc_public_link_is_of("https://shop.example/", NULL));
}

int
main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/public-link/values-are-encoded", test_values_are_encoded);
    g_test_add_func("/public-link/the-post-is-read-from-its-address",
                    test_the_post_is_read_from_its_address);
    g_test_add_func("/public-link/only-the-network-s-own-hosts-are-taken",
                    test_only_the_network_s_own_hosts_are_taken);
    return g_test_run();
}
