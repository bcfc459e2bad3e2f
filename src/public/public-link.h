// SPDX-License-Identifier: AGPL-3.0-or-later
// Web addresses made from templates ('https://x.com/intent/post?in_reply_to={id}&text={text}') and
// read back by them. Pure; the templates are data (packs/networks).
#pragma once

#include <glib.h>

typedef struct {
    const char *name;  // without braces
    const char *value; // NULL: unknown
} TncPublicLinkValue;

// TEMPLATE with every {name} replaced by its value, percent-encoded (RFC 3986: all but unreserved
// characters). NULL when a value that it names is unknown. New string.
char *tnc_public_link_fill(const char *template, const TncPublicLinkValue *values, guint count);

// The part of URL where the template PATTERN ('https://{any}/{any}/status/{id}') has {NAME}; {any}
// matches one part without '/'; scheme http or https, 'www.' and 'm.' before the host, and what
// follows '?' or '#' do not count. NULL when URL does not fit. New string.
char *tnc_public_link_read(const char *pattern, const char *url, const char *name);

// TRUE when URL is a well-formed http or https address whose host is one of HOSTS or beneath one
// (NULL-terminated; NULL: any host). An address with a user, a port or letters outside ASCII in its
// host is refused.
gboolean tnc_public_link_is_of(const char *url, const char *const *hosts);
