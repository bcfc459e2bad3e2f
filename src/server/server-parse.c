// SPDX-License-Identifier: AGPL-3.0-or-later
// Grammars: RFC 9110 (Host, Accept-Language, Accept-Encoding, If-None-Match), RFC 6265 (Cookie), RFC 6454 (Origin),
// RFC 3986 (path).

#include "server-parse.h"
#include <string.h>

#define MAX_SEGMENTS 16

char *
tnc_server_parse_decode(const char *raw)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *c = raw; *c; c++) {
        int high = *c == '%' ? g_ascii_xdigit_value(c[1]) : 0;
        int low = *c == '%' && high >= 0 ? g_ascii_xdigit_value(c[2]) : 0;
        if (high < 0 || low < 0)
            return NULL;
        char decoded = (char)(*c == '%' ? high << 4 | low : *c);
        if ((guchar)decoded < 0x20 || decoded == 0x7f)
            return NULL;
        g_string_append_c(text, decoded);
        c += *c == '%' ? 2 : 0;
    }
    return g_utf8_validate(text->str, (gssize)text->len, NULL) ? g_strdup(text->str) : NULL;
}

static gboolean
decode_all(char **segments)
{
    for (guint i = 0; segments[i]; i++) {
        char *decoded = tnc_server_parse_decode(segments[i]);
        if (!decoded || g_str_equal(decoded, ".") || g_str_equal(decoded, "..")) {
            g_free(decoded);
            return FALSE;
        }
        g_free(segments[i]);
        segments[i] = decoded;
    }
    return TRUE;
}

GStrv
tnc_server_parse_path(const char *raw, const char *base)
{
    gsize length = strlen(base);
    if (strncmp(raw, base, length) != 0 || raw[length] != '/')
        return NULL;
    g_auto(GStrv) segments = g_strsplit(raw + length + 1, "/", MAX_SEGMENTS + 1);
    guint count = g_strv_length(segments);
    if (count > MAX_SEGMENTS)
        return NULL;
    if (count && !*segments[count - 1])
        g_clear_pointer(&segments[count - 1], g_free);
    return decode_all(segments) ? g_steal_pointer(&segments) : NULL;
}

// ---- hosts

static gboolean
is_port(const char *text)
{
    guint64 port;
    return g_ascii_string_to_unsigned(text, 10, 1, 65535, &port, NULL);
}

char *
tnc_server_parse_host(const char *host)
{
    const char *end = host;
    if (*host == '[') {
        end = strchr(host, ']');
        if (!end || strspn(host + 1, "0123456789abcdefABCDEF:.") != (gsize)(end - host - 1))
            return NULL;
        end++;
    } else {
        while (g_ascii_isalnum(*end) || *end == '.' || *end == '-')
            end++;
    }
    if (end == host || (*end && (*end != ':' || !is_port(end + 1))))
        return NULL;
    return g_ascii_strdown(host, end - host);
}

char *
tnc_server_parse_origin(const char *origin, char **authority_out)
{
    const char *rest = g_str_has_prefix(origin, "http://")    ? origin + strlen("http://")
                       : g_str_has_prefix(origin, "https://") ? origin + strlen("https://")
                                                              : NULL;
    char *host = rest ? tnc_server_parse_host(rest) : NULL;
    if (host && authority_out)
        *authority_out = g_ascii_strdown(rest, -1);
    return host;
}

gboolean
tnc_server_parse_is_address(const char *host)
{
    if (*host == '[')
        return TRUE;
    g_auto(GStrv) parts = g_strsplit(host, ".", 5);
    guint64 number;
    for (guint i = 0; parts[i]; i++)
        if (!g_ascii_string_to_unsigned(parts[i], 10, 0, 255, &number, NULL))
            return FALSE;
    return g_strv_length(parts) == 4;
}

// ---- headers

char *
tnc_server_parse_cookie(const char *header, const char *name)
{
    g_auto(GStrv) pairs = g_strsplit(header, ";", 64);
    gsize length = strlen(name);
    for (guint i = 0; pairs[i]; i++) {
        const char *pair = g_strstrip(pairs[i]);
        if (strncmp(pair, name, length) == 0 && pair[length] == '=')
            return g_strdup(pair + length + 1);
    }
    return NULL;
}

// The weight of one element ('fr-CH;q=0.8') in thousandths; 1000 when none is written, 0 when it is malformed.
static int
weight_of(const char *element)
{
    const char *q = strstr(element, "q=");
    if (!strchr(element, ';') || !q)
        return 1000;
    q += 2;
    if (*q != '0' && *q != '1')
        return 0;
    int weight = (*q - '0') * 1000;
    int scale = 100;
    if (q[1] == '.')
        for (const char *c = q + 2; g_ascii_isdigit(*c) && scale; c++, scale /= 10)
            weight += (*c - '0') * scale;
    return MIN(weight, 1000);
}

const char *
tnc_server_parse_language(const char *header)
{
    static const char *const known[] = {"fr", "en"};
    const char *best = NULL;
    int best_weight = 0;
    g_auto(GStrv) elements = g_strsplit(header ? header : "", ",", 32);
    for (guint i = 0; elements[i]; i++) {
        const char *element = g_strstrip(elements[i]);
        int weight = weight_of(element);
        for (guint k = 0; k < G_N_ELEMENTS(known); k++)
            if (g_ascii_strncasecmp(element, known[k], 2) == 0 && !g_ascii_isalpha(element[2]) &&
                weight > best_weight) {
                best = known[k];
                best_weight = weight;
            }
    }
    return best;
}

gboolean
tnc_server_parse_accepts_gzip(const char *header)
{
    g_auto(GStrv) elements = g_strsplit(header ? header : "", ",", 32);
    for (guint i = 0; elements[i]; i++) {
        const char *element = g_strstrip(elements[i]);
        if (g_ascii_strncasecmp(element, "gzip", 4) == 0 && !g_ascii_isalnum(element[4]))
            return weight_of(element) > 0;
    }
    return FALSE;
}

gboolean
tnc_server_parse_matches(const char *header, const char *etag)
{
    g_auto(GStrv) tags = g_strsplit(header ? header : "", ",", 64);
    for (guint i = 0; tags[i]; i++) {
        const char *tag = g_strstrip(tags[i]);
        tag += g_str_has_prefix(tag, "W/") ? 2 : 0;
        if (g_str_equal(tag, "*") || g_str_equal(tag, etag))
            return TRUE;
    }
    return FALSE;
}

// ---- files

typedef struct {
    gsize offset;
    const char *bytes;
    gsize size;
    const char *type;
} Magic;

static const Magic magics[] = {
    {0, "%PDF-", 5, "application/pdf"},
    {0, "\x89PNG\r\n\x1a\n", 8, "image/png"},
    {0, "\xff\xd8\xff", 3, "image/jpeg"},
    {0, "GIF8", 4, "image/gif"},
    {8, "WEBP", 4, "image/webp"},
    {4, "ftyphei", 7, "image/heic"},
    {4, "ftypmif1", 8, "image/heic"},
    {4, "ftyp", 4, "video/mp4"},
    {0, "OggS", 4, "audio/ogg"},
    {0, "ID3", 3, "audio/mpeg"},
    {0, "PK\x03\x04", 4, "application/zip"},
};

const char *
tnc_server_parse_type(const void *bytes, gsize size)
{
    const char *data = bytes;
    for (guint i = 0; i < G_N_ELEMENTS(magics); i++)
        if (size >= magics[i].offset + magics[i].size &&
            memcmp(data + magics[i].offset, magics[i].bytes, magics[i].size) == 0)
            return magics[i].type;
    gboolean is_text =
        size > 0 && !memchr(data, 0, size) && g_utf8_validate(data, (gssize)size, NULL);
    return is_text ? "text/plain" : "application/octet-stream";
}
