// SPDX-License-Identifier: AGPL-3.0-or-later
// A calendar's file → TncCalendar. A calendar without a source is refused: nobody could check it.

#include "packs-calendar.h"

#include "error.h"

typedef struct {
    char *id;
    char *source;
    char **weekend;
    guint weekend_count;
    char **fixed;
    guint fixed_count;
    int *easter;
    guint easter_count;
    char **dates;
    guint dates_count;
    char **working;
    guint working_count;
} FileCalendar;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 32)};
static const cyaml_schema_value_t number = {CYAML_VALUE_INT(CYAML_FLAG_DEFAULT, int)};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileCalendar, id, 1, 40),
    CYAML_FIELD_STRING_PTR("source", MUST, FileCalendar, source, 1, 400),
    CYAML_FIELD_SEQUENCE("weekend", MUST, FileCalendar, weekend, &word, 0, 6),
    CYAML_FIELD_SEQUENCE("fixed", MAY, FileCalendar, fixed, &word, 0, 60),
    CYAML_FIELD_SEQUENCE("easter", MAY, FileCalendar, easter, &number, 0, 20),
    CYAML_FIELD_SEQUENCE("dates", MAY, FileCalendar, dates, &word, 0, 1000),
    CYAML_FIELD_SEQUENCE("working", MAY, FileCalendar, working, &word, 0, 200),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileCalendar, fields)};

const cyaml_schema_value_t *
tnc_packs_calendar_schema(void)
{
    return &schema;
}

static const char *const weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

static gboolean
fail_item(const TncPacksYaml *yaml, GError **error, const char *list, guint index,
          const char *expected, const char *found)
{
    g_autofree char *field = g_strdup_printf("%s[%u]", list, index);
    return tnc_packs_yaml_fail(yaml, error, field, "expected %s, found '%s'", expected, found);
}

static gboolean
read_weekend(const TncPacksYaml *yaml, const FileCalendar *file, TncCalendar *calendar,
             GError **error)
{
    for (guint i = 0; i < file->weekend_count; i++) {
        int day = 0;
        while (day < 7 && !g_str_equal(weekdays[day], file->weekend[i]))
            day++;
        if (day == 7)
            return fail_item(yaml, error, "weekend", i, "a day from monday to sunday",
                             file->weekend[i]);
        tnc_calendar_add_weekend(calendar, day + 1);
    }
    return TRUE;
}

static gboolean
read_fixed(const TncPacksYaml *yaml, const FileCalendar *file, TncCalendar *calendar,
           GError **error)
{
    for (guint i = 0; i < file->fixed_count; i++) {
        // 2000 is a leap year: 02-29 may be a holiday.
        g_autofree char *text = g_strconcat("2000-", file->fixed[i], NULL);
        TncDate date = tnc_date_parse(text);
        if (date == TNC_DATE_NONE)
            return fail_item(yaml, error, "fixed", i, "a month and day such as 07-14",
                             file->fixed[i]);
        TncYmd ymd = tnc_date_to_ymd(date);
        tnc_calendar_add_fixed(calendar, ymd.month, ymd.day);
    }
    return TRUE;
}

static gboolean
read_easter(const TncPacksYaml *yaml, const FileCalendar *file, TncCalendar *calendar,
            GError **error)
{
    for (guint i = 0; i < file->easter_count; i++) {
        if (file->easter[i] < -63 || file->easter[i] > 63) {
            g_autofree char *found = g_strdup_printf("%d", file->easter[i]);
            return fail_item(yaml, error, "easter", i, "days after Easter Sunday, -63 to 63",
                             found);
        }
        tnc_calendar_add_easter(calendar, file->easter[i]);
    }
    return TRUE;
}

typedef void (*AddDate)(TncCalendar *calendar, TncDate date);

static gboolean
read_dates(const TncPacksYaml *yaml, const char *field, char **texts, guint count, AddDate add,
           TncCalendar *calendar, GError **error)
{
    for (guint i = 0; i < count; i++) {
        TncDate date = TNC_DATE_NONE;
        if (!tnc_packs_yaml_date(yaml, texts[i], &date, error, "%s[%u]", field, i))
            return FALSE;
        add(calendar, date);
    }
    return TRUE;
}

TncCalendar *
tnc_packs_calendar_load(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    if (!yaml)
        return NULL;
    const FileCalendar *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(path);
    g_autoptr(TncCalendar) calendar = tnc_calendar_new(file->id);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") ||
        !read_weekend(yaml, file, calendar, error) || !read_fixed(yaml, file, calendar, error) ||
        !read_easter(yaml, file, calendar, error) ||
        !read_dates(yaml, "dates", file->dates, file->dates_count, tnc_calendar_add_date, calendar,
                    error) ||
        !read_dates(yaml, "working", file->working, file->working_count, tnc_calendar_add_working,
                    calendar, error))
        return NULL;
    return g_steal_pointer(&calendar);
}

static void
free_calendar(gpointer calendar)
{
    tnc_calendar_free(calendar);
}

GHashTable *
tnc_packs_calendar_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "calendars", error);
    g_autoptr(GHashTable) calendars =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_calendar);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++) {
        TncCalendar *calendar = tnc_packs_calendar_load(paths[i], error);
        if (!calendar)
            return NULL;
        g_hash_table_insert(calendars, g_strdup(tnc_calendar_id(calendar)), calendar);
    }
    return g_steal_pointer(&calendars);
}
