// SPDX-License-Identifier: AGPL-3.0-or-later
// The variable LANGUAGE is turned under a lock, and only when another language than the last is asked for.

#include "desk-speech.h"

static GMutex lock;
static gboolean is_known;
static char *first; // what LANGUAGE was at the beginning; NULL: unset
static _Thread_local const char *spoken;

void
tnc_desk_speech_use(const char *language)
{
    spoken = g_intern_string(language);
}

const char *
tnc_desk_speech_spoken(void)
{
    return spoken;
}

static void
turn(void)
{
    const char *now = g_getenv("LANGUAGE");
    if (!is_known)
        first = g_strdup(now);
    is_known = TRUE;
    const char *wanted = spoken ? spoken : first;
    if (g_strcmp0(now, wanted) == 0)
        return;
    if (wanted)
        g_setenv("LANGUAGE", wanted, TRUE);
    else
        g_unsetenv("LANGUAGE");
    // gettext looks at the variable again when its domain is named.
    textdomain(textdomain(NULL));
}

const char *
tnc_desk_speech_text(const char *text)
{
    g_mutex_lock(&lock);
    turn();
    const char *said = dcgettext(NULL, text, LC_MESSAGES);
    g_mutex_unlock(&lock);
    return said;
}

const char *
tnc_desk_speech_number(const char *one, const char *many, gulong count)
{
    g_mutex_lock(&lock);
    turn();
    const char *said = dcngettext(NULL, one, many, count, LC_MESSAGES);
    g_mutex_unlock(&lock);
    return said;
}
