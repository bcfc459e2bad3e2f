// SPDX-License-Identifier: AGPL-3.0-or-later
// HTML (mail, posts) as readable text: paragraphs, lists, tables and links stay, hidden and decorative things go. Nothing is
// ever fetched.
#pragma once

#include <glib.h>

// SIZE bytes of HTML, UTF-8 or nearly so → valid UTF-8 text. Quotes (blockquote) come out with '> ' before each line. New string.
char *tnc_html_to_text(const char *html, gsize size);
