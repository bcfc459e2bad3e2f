// SPDX-License-Identifier: AGPL-3.0-or-later
// Look-alikes by skeletons: two names that a hurried reader would take for the same have the same.

#include "public-handle.h"
#include <string.h>
#include "error.h"
#include "text.h"

#define MAX_HANDLE 253

// ---- one form

// Behind 'https://host/', without what web addresses put around a name.
static const char *
skip_address(const char *text, char **host_out)
{
    const char *scheme = strstr(text, "://");
    *host_out = NULL;
    if (!scheme)
        return text;
    const char *host = scheme + 3;
    gsize length = strcspn(host, "/?#");
    *host_out = g_ascii_strdown(host, (gssize)length);
    const char *path = host + length;
    path += strspn(path, "/");
    static const char *const folders[] = {"profile/",  "company/", "in/",  "review/",
                                          "evaluate/", "users/",   "web/@"};
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++)
        if (g_ascii_strncasecmp(path, folders[i], strlen(folders[i])) == 0)
            return path + strlen(folders[i]);
    return path;
}

static gboolean
is_plain(const char *text, const char *allowed)
{
    for (const char *c = text; *c; c++)
        if (!g_ascii_isalnum(*c) && !strchr(allowed, *c))
            return FALSE;
    return *text != '\0';
}

static gboolean
is_domain(const char *text)
{
    const char *dot = strchr(text, '.');
    return dot && dot != text && dot[1] && is_plain(text, ".-") && !strstr(text, "..") &&
           !g_str_has_suffix(text, ".") && !g_str_has_prefix(text, "-");
}

static gboolean
is_host(const char *text)
{
    return is_domain(text) || g_str_equal(text, "localhost");
}

// The host stands in the name itself, or is that of the address which it was taken from.
static char *
join_host(const char *name, const char *host)
{
    const char *at = strchr(name, '@');
    if (at)
        return is_host(at + 1) ? g_strdup(name) : NULL;
    return host && is_host(host) ? g_strconcat(name, "@", host, NULL) : NULL;
}

static gboolean
is_user(const char *text)
{
    g_autofree char *user = g_strndup(text, strcspn(text, "@"));
    return is_plain(user, "_.-");
}

static char *
form(TncPublicNaming naming, const char *name, const char *host)
{
    g_autofree char *whole = NULL;
    switch (naming) {
    case TNC_PUBLIC_NAMED_USER:
        return is_plain(name, "_.-") ? g_strdup(name) : NULL;
    case TNC_PUBLIC_NAMED_USER_AT_HOST:
        whole = is_user(name) ? join_host(name, host) : NULL;
        return g_steal_pointer(&whole);
    case TNC_PUBLIC_NAMED_DOMAIN:
        if (g_str_has_prefix(name, "did:") && is_plain(name, ":._-%"))
            return g_strdup(name);
        return is_domain(name) ? g_strdup(name) : NULL;
    case TNC_PUBLIC_NAMED_PLACE:
        return is_plain(name, "_-") ? g_strdup(name) : NULL;
    case TNC_PUBLIC_NAMED_COUNT:
        break;
    }
    return NULL;
}

char *
tnc_public_handle_normalise(TncPublicNaming naming, const char *text, GError **error)
{
    static const char *const expected[TNC_PUBLIC_NAMED_COUNT + 1] = {
        "shop", "@shop@social.example", "shop.example", "the place's id", ""};
    g_autofree char *host = NULL;
    g_autofree char *shown = g_utf8_validate(text, -1, NULL) && strlen(text) <= 4 * MAX_HANDLE
                                 ? g_strstrip(g_strdup(text))
                                 : g_strdup("");
    const char *start = skip_address(shown, &host);
    start += strspn(start, "@");
    g_autofree char *name = g_strndup(start, strcspn(start, "/?# "));
    if (naming != TNC_PUBLIC_NAMED_PLACE)
        for (char *c = name; *c; c++)
            *c = g_ascii_tolower(*c);
    if (!g_str_is_ascii(name)) {
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "'%s' holds letters that only look like those of a handle: type it by hand, "
                      "or copy it from the seller's own site",
                      shown);
        return NULL;
    }
    char *handle = strlen(name) <= MAX_HANDLE ? form(naming, name, host) : NULL;
    if (!handle)
        tnc_error_set(error, TNC_ERROR_INPUT,
                      "'%s' is no handle: expected one such as %s, or the address of its page",
                      shown, expected[naming]);
    return handle;
}

gboolean
tnc_public_handle_equal(TncPublicNaming naming, const char *one, const char *other)
{
    if (!one || !other)
        return FALSE;
    g_autofree char *a = tnc_public_handle_normalise(naming, one, NULL);
    g_autofree char *b = tnc_public_handle_normalise(naming, other, NULL);
    return a && b && g_str_equal(a, b);
}

// ---- look-alikes

// Letters of other scripts that are drawn like Latin ones, after folding of case.
static const struct {
    gunichar from;
    char to;
} looks[] = {
    {0x430, 'a'},  {0x435, 'e'},  {0x456, 'i'},  {0x457, 'i'},  {0x458, 'j'},  {0x43a, 'k'},
    {0x43c, 'm'},  {0x43d, 'h'},  {0x43e, 'o'},  {0x440, 'p'},  {0x455, 's'},  {0x441, 'c'},
    {0x442, 't'},  {0x443, 'y'},  {0x445, 'x'},  {0x432, 'b'},  {0x433, 'r'},  {0x501, 'd'},
    {0x51b, 'q'},  {0x51d, 'w'},  {0x4bb, 'h'},  {0x4cf, 'i'},  {0x3b1, 'a'},  {0x3b5, 'e'},
    {0x3b9, 'i'},  {0x3ba, 'k'},  {0x3bd, 'v'},  {0x3bf, 'o'},  {0x3c1, 'p'},  {0x3c4, 't'},
    {0x3c5, 'u'},  {0x3c7, 'x'},  {0x3c9, 'w'},  {0x3b7, 'n'},  {0x3b3, 'y'},  {0x3b2, 'b'},
    {0x131, 'i'},  {0x1c0, 'i'},  {0x269, 'i'},  {0x26a, 'i'},  {0x251, 'a'},  {0x261, 'g'},
    {0x138, 'k'},  {0x570, 'h'},  {0x578, 'n'},  {0x57d, 'u'},  {0x585, 'o'},  {0x566, 'q'},
    {0x581, 'g'},  {0x5e1, 'o'},  {0x665, 'o'},  {0x966, 'o'},  {0x1d0f, 'o'}, {0x1d04, 'c'},
    {0x1d1c, 'u'}, {0x1d20, 'v'}, {0x1d21, 'w'}, {0x1d22, 'z'}, {'0', 'o'},    {'1', 'i'},
    {'l', 'i'},    {'|', 'i'},    {'5', 's'},    {'$', 's'},    {'3', 'e'},
};

static void
append_look(GString *skeleton, gunichar c)
{
    for (guint i = 0; i < G_N_ELEMENTS(looks); i++)
        if (looks[i].from == c) {
            g_string_append_c(skeleton, looks[i].to);
            return;
        }
    if (g_unichar_isalnum(c))
        g_string_append_unichar(skeleton, c);
}

static void
replace_pairs(GString *skeleton)
{
    g_string_replace(skeleton, "rn", "m", 0);
    g_string_replace(skeleton, "vv", "w", 0);
    g_string_replace(skeleton, "ci", "d", 0);
}

char *
tnc_public_handle_skeleton(const char *text)
{
    // Compatibility forms: full width, mathematical and circled letters are letters.
    g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    g_autofree char *folded = tnc_text_fold(plain ? plain : "");
    g_autoptr(GString) skeleton = g_string_new(NULL);
    for (const char *c = folded; *c; c = tnc_text_next(c))
        append_look(skeleton, g_unichar_tolower(g_utf8_get_char(c)));
    replace_pairs(skeleton);
    return g_strdup(skeleton->str);
}

gboolean
tnc_public_handle_is_suspicious(const char *text)
{
    gboolean latin = FALSE, other = FALSE;
    if (!g_utf8_validate(text, -1, NULL))
        return TRUE;
    for (const char *c = text; *c; c = tnc_text_next(c)) {
        gunichar letter = g_utf8_get_char(c);
        GUnicodeScript script = g_unichar_get_script(letter);
        if (g_unichar_type(letter) == G_UNICODE_FORMAT && letter != 0x200d)
            return TRUE;
        if (!g_unichar_isalpha(letter))
            continue;
        latin |= script == G_UNICODE_SCRIPT_LATIN;
        // Chinese, Japanese and Korean names stand beside Latin ones in good faith.
        other |= script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_GREEK ||
                 script == G_UNICODE_SCRIPT_ARMENIAN || script == G_UNICODE_SCRIPT_CHEROKEE ||
                 (letter >= 0x1d400 && letter <= 0x1d7ff) || (letter >= 0xff21 && letter <= 0xff5a);
    }
    g_autofree char *lower = g_ascii_strdown(text, -1);
    return (latin && other) || strstr(lower, "xn--") != NULL;
}

// One letter more, less, other, or two changed over.
static gboolean
is_one_slip(const char *a, const char *b)
{
    gsize la = strlen(a), lb = strlen(b);
    if (la < lb)
        return is_one_slip(b, a);
    gsize i = 0;
    while (i < lb && a[i] == b[i])
        i++;
    if (la == lb + 1)
        return strcmp(a + i + 1, b + i) == 0;
    if (la != lb || i == la)
        return la == lb;
    return strcmp(a + i + 1, b + i + 1) == 0 ||
           (a[i] == b[i + 1] && a[i + 1] == b[i] && strcmp(a + i + 2, b + i + 2) == 0);
}

static gboolean
is_affixed(const char *skeleton, const char *model, const char *const *affixes)
{
    for (guint i = 0; affixes && affixes[i]; i++) {
        g_autofree char *affix = tnc_public_handle_skeleton(affixes[i]);
        g_autofree char *before = g_strconcat(affix, model, NULL);
        g_autofree char *behind = g_strconcat(model, affix, NULL);
        if (g_str_equal(skeleton, before) || g_str_equal(skeleton, behind))
            return TRUE;
    }
    return FALSE;
}

static gboolean
passes_for(const char *name, const char *model, const char *const *affixes)
{
    if (!name || !model)
        return FALSE;
    g_autofree char *skeleton = tnc_public_handle_skeleton(name);
    g_autofree char *wanted = tnc_public_handle_skeleton(model);
    gsize length = strlen(wanted);
    if (length < 3)
        return g_str_equal(skeleton, wanted) && length > 0;
    return g_str_equal(skeleton, wanted) || is_affixed(skeleton, wanted, affixes) ||
           (length >= 5 && (is_one_slip(skeleton, wanted) || strstr(skeleton, wanted)));
}

// The part that people read: 'shop' of 'shop@social.example' and of 'shop.bsky.social'.
static char *
readable(TncPublicNaming naming, const char *handle)
{
    const char *start = handle + strspn(handle, "@");
    gsize length = strlen(start);
    if (naming == TNC_PUBLIC_NAMED_USER_AT_HOST)
        length = strcspn(start, "@");
    else if (naming == TNC_PUBLIC_NAMED_DOMAIN)
        length = strcspn(start, ".");
    return g_strndup(start, length);
}

TncPublicLikeness
tnc_public_handle_judge(TncPublicNaming naming, const char *handle, const char *name,
                        const char *verified, const char *seller, const char *const *affixes)
{
    if (tnc_public_handle_equal(naming, handle, verified))
        return TNC_PUBLIC_LIKENESS_SAME;
    g_autofree char *own = readable(naming, handle);
    g_autofree char *model = readable(naming, verified);
    gboolean alike = passes_for(own, model, affixes) || passes_for(own, seller, affixes) ||
                     passes_for(name, seller, affixes) || passes_for(name, model, affixes);
    return alike ? TNC_PUBLIC_LIKENESS_ALIKE : TNC_PUBLIC_LIKENESS_OTHER;
}

// Behind 'https://' or 'http://' and 'www.'.
static const char *
bare(const char *address)
{
    const char *scheme = strstr(address, "://");
    const char *start = scheme ? scheme + 3 : address;
    return g_ascii_strncasecmp(start, "www.", 4) == 0 ? start + 4 : start;
}

gboolean
tnc_public_handle_is_linked(const char *html, const char *page)
{
    g_autofree char *wanted = g_ascii_strdown(bare(page), -1);
    gsize length = strlen(wanted);
    while (length > 0 && wanted[length - 1] == '/')
        length--;
    for (const char *c = html; length && (c = strstr(c, "href=")) != NULL;) {
        c += strlen("href=");
        c += strspn(c, "\"' ");
        const char *start = g_ascii_strncasecmp(c, "http", 4) == 0 ? bare(c) : NULL;
        if (start && g_ascii_strncasecmp(start, wanted, length) == 0 &&
            strchr("\"'/?# >", start[length]))
            return TRUE;
    }
    return FALSE;
}
