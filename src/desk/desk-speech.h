// SPDX-License-Identifier: AGPL-3.0-or-later
// The program's words in the language of the thread that says them: a server speaks with several people at once, and
// gettext knows one language a process. Stands for <libintl.h>.
#pragma once

#include <glib.h>
#include <libintl.h>
#include <locale.h>

// From now on this thread speaks LANGUAGE; NULL: that of the environment, as at the beginning.
void tnc_desk_speech_use(const char *language);
// What this thread was told to speak; NULL when it was not.
const char *tnc_desk_speech_spoken(void);

// Borrowed for ever.
const char *tnc_desk_speech_text(const char *text) G_GNUC_FORMAT(1);
const char *tnc_desk_speech_number(const char *one, const char *many, gulong count) G_GNUC_FORMAT(1)
    G_GNUC_FORMAT(2);

#undef gettext
#undef ngettext
#define gettext(text) tnc_desk_speech_text(text)
#define ngettext(one, many, count) tnc_desk_speech_number(one, many, count)
