// SPDX-License-Identifier: AGPL-3.0-or-later
// A ladder's file → TncLadder. Whether the drafts that it names exist is packs-check.c's concern.

#include "packs-ladder.h"

#include "error.h"

typedef struct {
    char *after;
    char *from;
    char *otherwise;
    char *at;
} FileOpens;

typedef struct {
    guint count;
    char *gap;
} FileRepeat;

typedef struct {
    char *id;
    char *channel;
    char *kind;
    FileOpens opens;
    char *patience;
    char **needs;
    guint needs_count;
    char **unless;
    guint unless_count;
    char *draft;
    FileRepeat repeat;
    gboolean parallel;
    gboolean approval;
    int minutes;
} FileRung;

typedef struct {
    char *id;
    char **kinds;
    guint kinds_count;
    char **when;
    guint when_count;
    int rank;
    FileRung *rungs;
    guint rungs_count;
} FileLadder;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define MAX_REPEATS 100
#define MAX_MINUTES 600
#define MAX_CONDITIONS TNC_LADDER_MAX_CONDITIONS

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 64)};

static const cyaml_schema_field_t opens_fields[] = {
    CYAML_FIELD_STRING_PTR("after", MAY, FileOpens, after, 1, 32),
    CYAML_FIELD_STRING_PTR("from", MUST, FileOpens, from, 1, 32),
    CYAML_FIELD_STRING_PTR("else", MAY, FileOpens, otherwise, 1, 32),
    CYAML_FIELD_STRING_PTR("at", MAY, FileOpens, at, 1, 32),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t repeat_fields[] = {
    CYAML_FIELD_UINT("count", CYAML_FLAG_DEFAULT, FileRepeat, count),
    CYAML_FIELD_STRING_PTR("gap", MUST, FileRepeat, gap, 1, 32),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t rung_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileRung, id, 1, 40),
    CYAML_FIELD_STRING_PTR("channel", MUST, FileRung, channel, 1, 32),
    CYAML_FIELD_STRING_PTR("kind", MAY, FileRung, kind, 1, 32),
    CYAML_FIELD_MAPPING("opens", CYAML_FLAG_DEFAULT, FileRung, opens, opens_fields),
    CYAML_FIELD_STRING_PTR("patience", MAY, FileRung, patience, 1, 32),
    CYAML_FIELD_SEQUENCE("needs", MAY, FileRung, needs, &word, 0, MAX_CONDITIONS),
    CYAML_FIELD_SEQUENCE("unless", MAY, FileRung, unless, &word, 0, MAX_CONDITIONS),
    CYAML_FIELD_STRING_PTR("draft", MAY, FileRung, draft, 1, 80),
    CYAML_FIELD_MAPPING("repeat", CYAML_FLAG_OPTIONAL, FileRung, repeat, repeat_fields),
    CYAML_FIELD_BOOL("parallel", CYAML_FLAG_OPTIONAL, FileRung, parallel),
    CYAML_FIELD_BOOL("approval", CYAML_FLAG_OPTIONAL, FileRung, approval),
    CYAML_FIELD_INT("minutes", CYAML_FLAG_DEFAULT, FileRung, minutes),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t rung_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileRung, rung_fields)};

static const cyaml_schema_field_t ladder_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileLadder, id, 1, 40),
    CYAML_FIELD_SEQUENCE("for", MUST, FileLadder, kinds, &word, 1, TNC_CLAIM_COUNT),
    CYAML_FIELD_SEQUENCE("when", MAY, FileLadder, when, &word, 0, MAX_CONDITIONS),
    CYAML_FIELD_INT("rank", CYAML_FLAG_DEFAULT, FileLadder, rank),
    CYAML_FIELD_SEQUENCE("rungs", MUST, FileLadder, rungs, &rung_value, 1, TNC_LADDER_MAX_RUNGS),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileLadder, ladder_fields)};

// What one does on a channel, unless the rung says otherwise.
static const TncMoveKind usual_kind[TNC_CHANNEL_COUNT] = {
    [TNC_CHANNEL_NONE] = TNC_MOVE_DO,       [TNC_CHANNEL_COUNTER] = TNC_MOVE_VISIT,
    [TNC_CHANNEL_FORM] = TNC_MOVE_SEND,     [TNC_CHANNEL_PHONE] = TNC_MOVE_CALL,
    [TNC_CHANNEL_EMAIL] = TNC_MOVE_SEND,    [TNC_CHANNEL_CHAT] = TNC_MOVE_SEND,
    [TNC_CHANNEL_PUBLIC] = TNC_MOVE_POST,   [TNC_CHANNEL_LETTER] = TNC_MOVE_SEND,
    [TNC_CHANNEL_DISPUTE] = TNC_MOVE_FILE,  [TNC_CHANNEL_AUTHORITY] = TNC_MOVE_FILE,
    [TNC_CHANNEL_MEDIATOR] = TNC_MOVE_FILE, [TNC_CHANNEL_COURT] = TNC_MOVE_FILE,
};

const cyaml_schema_value_t *
tnc_packs_ladder_schema(void)
{
    return &schema;
}

static gboolean
fail_rung(const TncPacksYaml *yaml, GError **error, guint index, const char *field,
          const char *message)
{
    g_autofree char *path = g_strdup_printf("rungs[%u].%s", index, field);
    return tnc_packs_yaml_fail(yaml, error, path, "%s", message);
}

static gboolean
read_opens(const TncPacksYaml *yaml, const FileOpens *file, guint index, TncRung *rung,
           GError **error)
{
    int start = TNC_START_CLAIM_OPENED;
    int otherwise = TNC_START_CLAIM_OPENED;
    if (!tnc_packs_yaml_word(yaml, TNC_WORDS_TncStart, file->from, &start, error,
                             "rungs[%u].opens.from", index) ||
        !tnc_packs_yaml_word(yaml, TNC_WORDS_TncStart, file->otherwise, &otherwise, error,
                             "rungs[%u].opens.else", index) ||
        !tnc_packs_yaml_duration(yaml, file->after, &rung->opens, error, "rungs[%u].opens.after",
                                 index) ||
        !tnc_packs_yaml_time(yaml, file->at, &rung->at_second, error, "rungs[%u].opens.at", index))
        return FALSE;
    rung->start = (TncStart)start;
    rung->start_else = (TncStart)otherwise;
    return TRUE;
}

static gboolean
read_repeat(const TncPacksYaml *yaml, const FileRepeat *file, guint index, TncRung *rung,
            GError **error)
{
    rung->repeat_count = 1;
    if (!file->gap)
        return TRUE;
    if (file->count < 2 || file->count > MAX_REPEATS)
        return fail_rung(yaml, error, index, "repeat.count",
                         "expected 2 to 100 times in all, found another number");
    rung->repeat_count = file->count;
    return tnc_packs_yaml_duration(yaml, file->gap, &rung->repeat_gap, error,
                                   "rungs[%u].repeat.gap", index);
}

static gboolean
read_conditions(const TncPacksYaml *yaml, const FileRung *file, guint index, TncRung *rung,
                GError **error)
{
    return tnc_packs_yaml_predicates(yaml, file->needs, file->needs_count, MAX_CONDITIONS,
                                     rung->needs, &rung->need_count, error, "rungs[%u].needs",
                                     index) &&
           tnc_packs_yaml_predicates(yaml, file->unless, file->unless_count, MAX_CONDITIONS,
                                     rung->unless, &rung->unless_count, error, "rungs[%u].unless",
                                     index);
}

static gboolean
read_channel(const TncPacksYaml *yaml, const FileRung *file, guint index, TncRung *rung,
             GError **error)
{
    int channel = TNC_CHANNEL_NONE;
    if (!tnc_packs_yaml_word(yaml, TNC_WORDS_TncChannel, file->channel, &channel, error,
                             "rungs[%u].channel", index))
        return FALSE;
    int kind = (int)usual_kind[channel];
    if (!tnc_packs_yaml_word(yaml, TNC_WORDS_TncMoveKind, file->kind, &kind, error,
                             "rungs[%u].kind", index))
        return FALSE;
    rung->channel = (TncChannel)channel;
    rung->kind = (TncMoveKind)kind;
    rung->approval = file->approval || rung->channel == TNC_CHANNEL_PUBLIC;
    return TRUE;
}

static gboolean
check_id(const TncPacksYaml *yaml, const TncLadder *ladder, const char *id, guint index,
         GError **error)
{
    if (tnc_claim_ladder_index(ladder, id) < 0)
        return tnc_packs_yaml_id(yaml, id, NULL, error, "rungs[%u].id", index);
    g_autofree char *message =
        g_strdup_printf("expected an id used once in the ladder, found '%s' again", id);
    return fail_rung(yaml, error, index, "id", message);
}

static gboolean
read_rung(const TncPacksYaml *yaml, const FileRung *file, guint index, TncLadder *ladder,
          GError **error)
{
    TncRung rung = {.parallel = file->parallel, .minutes = file->minutes};
    rung.has_patience = file->patience != NULL;
    if (file->minutes < 1 || file->minutes > MAX_MINUTES)
        return fail_rung(yaml, error, index, "minutes",
                         "expected an effort of 1 to 600 minutes, found another number");
    if (!check_id(yaml, ladder, file->id, index, error) ||
        !read_channel(yaml, file, index, &rung, error) ||
        !read_opens(yaml, &file->opens, index, &rung, error) ||
        !tnc_packs_yaml_duration(yaml, file->patience, &rung.patience, error, "rungs[%u].patience",
                                 index) ||
        !read_conditions(yaml, file, index, &rung, error) ||
        !tnc_packs_yaml_id(yaml, file->draft, NULL, error, "rungs[%u].draft", index) ||
        !read_repeat(yaml, &file->repeat, index, &rung, error))
        return FALSE;
    rung.id = g_intern_string(file->id);
    rung.legal_step = tnc_claim_ladder_legal_step(rung.id);
    rung.draft = file->draft ? g_intern_string(file->draft) : NULL;
    ladder->rungs[ladder->rung_count++] = rung;
    return TRUE;
}

static gboolean
read_kinds(const TncPacksYaml *yaml, const FileLadder *file, TncLadder *ladder, GError **error)
{
    for (guint i = 0; i < file->kinds_count; i++) {
        int kind = 0;
        if (!tnc_packs_yaml_word(yaml, TNC_WORDS_TncClaimKind, file->kinds[i], &kind, error,
                                 "for[%u]", i))
            return FALSE;
        ladder->kinds[ladder->kind_count++] = (TncClaimKind)kind;
    }
    return tnc_packs_yaml_predicates(yaml, file->when, file->when_count, MAX_CONDITIONS,
                                     ladder->when, &ladder->when_count, error, "when");
}

TncLadder *
tnc_packs_ladder_read(const TncPacksYaml *yaml, GError **error)
{
    const FileLadder *file = tnc_packs_yaml_data(yaml);
    g_autofree char *stem = tnc_packs_yaml_stem(tnc_packs_yaml_file(yaml));
    g_autoptr(TncLadder) ladder = g_new0(TncLadder, 1);
    if (!tnc_packs_yaml_id(yaml, file->id, stem, error, "id") ||
        !read_kinds(yaml, file, ladder, error))
        return NULL;
    ladder->id = g_strdup(file->id);
    ladder->rank = file->rank;
    for (guint i = 0; i < file->rungs_count; i++)
        if (!read_rung(yaml, &file->rungs[i], i, ladder, error))
            return NULL;
    return g_steal_pointer(&ladder);
}

TncLadder *
tnc_packs_ladder_load(const char *path, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    return yaml ? tnc_packs_ladder_read(yaml, error) : NULL;
}

static void
free_ladder(gpointer ladder)
{
    tnc_claim_ladder_free(ladder);
}

static int
compare_ladders(gconstpointer a, gconstpointer b)
{
    const TncLadder *left = *(const TncLadder *const *)a;
    const TncLadder *right = *(const TncLadder *const *)b;
    return left->rank != right->rank ? (left->rank > right->rank) - (left->rank < right->rank)
                                     : strcmp(left->id, right->id);
}

GPtrArray *
tnc_packs_ladder_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "ladders", error);
    g_autoptr(GPtrArray) ladders = g_ptr_array_new_with_free_func(free_ladder);
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++) {
        TncLadder *ladder = tnc_packs_ladder_load(paths[i], error);
        if (!ladder)
            return NULL;
        g_ptr_array_add(ladders, ladder);
    }
    g_ptr_array_sort(ladders, compare_ladders);
    return g_steal_pointer(&ladders);
}
