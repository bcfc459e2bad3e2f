// SPDX-License-Identifier: AGPL-3.0-or-later
// Lexicons are loaded when the first message is read.

#include "desk-reading.h"
#include "desk-speech.h"
#include "error.h"
#include "mail-box.h"

static void
free_reading(gpointer reading)
{
    tnc_reading_free(reading);
}

static void
free_lexicons(gpointer lexicons)
{
    g_ptr_array_unref(lexicons);
}

const TncReading *
tnc_desk_reading(TncDesk *desk, GError **error)
{
    TncReading *reading = tnc_desk_kept(desk, "reading");
    if (reading)
        return reading;
    GPtrArray *lexicons = tnc_packs_lexicon_load(tnc_desk_packs_directory(desk), error);
    if (!lexicons)
        return NULL;
    tnc_desk_keep(desk, "lexicons", lexicons, free_lexicons);
    reading = tnc_reading_new(lexicons, error);
    if (reading)
        tnc_desk_keep(desk, "reading", reading, free_reading);
    return reading;
}

typedef struct {
    TncDeskReader *reader;
    TncDeskReadingFunc function;
    TncDeskReadingRefused refused;
    gpointer data;
} Pass;

static void
give(const Pass *pass, guint count)
{
    for (; count > 0; count--) {
        TncDeskRead *read = tnc_desk_reader_take(pass->reader);
        if (read->problem)
            pass->refused(read->path, read->problem, pass->data);
        else
            pass->function(read->line, pass->data);
        tnc_desk_reader_give_back(pass->reader, read);
    }
}

static gboolean
read_one(const char *path, GBytes *raw, gpointer data, GError **error)
{
    (void)error;
    const Pass *pass = data;
    tnc_desk_reader_push(pass->reader, path, raw);
    give(pass, tnc_desk_reader_due(pass->reader));
    return TRUE;
}

gboolean
tnc_desk_reading_path(TncDesk *desk, const char *path, TncDeskReadingFunc function,
                      TncDeskReadingRefused refused, gpointer data, GError **error)
{
    Pass pass = {tnc_desk_reader_new(desk, TNC_DESK_READER_LINE, error), function, refused, data};
    if (!pass.reader)
        return FALSE;
    gboolean done = tnc_mail_box_each(path, read_one, &pass, error);
    give(&pass, tnc_desk_reader_under_way(pass.reader));
    tnc_desk_reader_free(pass.reader);
    return done;
}

gboolean
tnc_desk_reading_pasted(TncDesk *desk, const char *path, const char *text,
                        TncDeskReadingFunc function, TncDeskReadingRefused refused, gpointer data,
                        GError **error)
{
    Pass pass = {tnc_desk_reader_new(desk, TNC_DESK_READER_LINE, error), function, refused, data};
    if (!pass.reader)
        return FALSE;
    TncInstant now = tnc_desk_now(desk);
    g_autoptr(GBytes) raw =
        tnc_mail_message_of_text(text, now, tnc_zone_offset(tnc_desk_zone(desk), now));
    tnc_desk_reader_push(pass.reader, path, raw);
    give(&pass, tnc_desk_reader_under_way(pass.reader));
    tnc_desk_reader_free(pass.reader);
    return TRUE;
}

json_t *
tnc_desk_reading_text(TncDesk *desk, const char *text, GError **error)
{
    const TncReading *reading = tnc_desk_reading(desk, error);
    if (!reading)
        return NULL;
    g_autoptr(TncReadingResult) result = tnc_reading_read_text(reading, text, tnc_desk_today(desk));
    return tnc_reading_result_text_body(result, text, TNC_CHANNEL_NONE);
}

typedef struct {
    const TncReading *reading;
    TncReadingOrder *order;
} OrderPass;

static gboolean
take_order(const char *path, GBytes *raw, gpointer data, GError **error)
{
    (void)path;
    OrderPass *pass = data;
    if (pass->order)
        return TRUE;
    g_autoptr(TncMailMessage) message = tnc_mail_message_parse(raw, error);
    g_autoptr(TncReadingResult) result = message ? tnc_reading_read(pass->reading, message) : NULL;
    if (result)
        pass->order = tnc_reading_order_find(message, result);
    return result != NULL;
}

TncReadingOrder *
tnc_desk_reading_order_mail(TncDesk *desk, GBytes *raw, GError **error)
{
    OrderPass pass = {tnc_desk_reading(desk, error), NULL};
    if (pass.reading && take_order("", raw, &pass, error))
        return pass.order;
    return NULL;
}

TncReadingOrder *
tnc_desk_reading_order(TncDesk *desk, const char *path, GError **error)
{
    OrderPass pass = {tnc_desk_reading(desk, error), NULL};
    if (!pass.reading || !tnc_mail_box_each(path, take_order, &pass, error)) {
        tnc_reading_order_free(pass.order);
        return NULL;
    }
    if (!pass.order)
        tnc_error_set(error, TNC_ERROR_INPUT, gettext("%s holds no mail"), path);
    return pass.order;
}
