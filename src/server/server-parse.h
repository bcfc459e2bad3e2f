// SPDX-License-Identifier: AGPL-3.0-or-later
// What a client writes, read strictly: paths, names of hosts, cookies, languages, tags. Pure functions over foreign
// bytes; everything is fuzzed.
#pragma once

#include <glib.h>

// The decoded segments of the path RAW behind BASE ('' or '/x/y', without a slash at its end). A segment may hold a
// decoded slash, never a control character or bytes that are not UTF-8. NULL when the path is not below BASE, is
// malformed, or holds '.' or '..' as a segment. A slash at the end is not counted. Full ownership.
GStrv tnc_server_parse_path(const char *raw, const char *base);

// RAW with %XX decoded; NULL as above. New string.
char *tnc_server_parse_decode(const char *raw);

// The name of a Host header or of the authority of an origin, lower case and without its port: 'localhost',
// '127.0.0.1', '[::1]'. NULL when malformed. New string.
char *tnc_server_parse_host(const char *host);
// The same of an Origin header ('https://shop.example:8080'), with its whole authority in AUTHORITY_OUT (may be NULL).
char *tnc_server_parse_origin(const char *origin, char **authority_out);
// TRUE for an IP address as in a Host header.
gboolean tnc_server_parse_is_address(const char *host);

// The value of the cookie NAME in a Cookie header; NULL when there is none. New string.
char *tnc_server_parse_cookie(const char *header, const char *name);

// 'fr' or 'en', whichever an Accept-Language header (may be NULL) likes better; NULL when neither. Static.
const char *tnc_server_parse_language(const char *header);

gboolean tnc_server_parse_accepts_gzip(const char *header);

// TRUE when an If-None-Match header (may be NULL) names ETAG (with its quotes) or is '*'.
gboolean tnc_server_parse_matches(const char *header, const char *etag);

// The type of a file, told from its first bytes; 'application/octet-stream' when it is none of those that claims have.
// Static.
const char *tnc_server_parse_type(const void *bytes, gsize size);
