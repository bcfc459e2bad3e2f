// SPDX-License-Identifier: AGPL-3.0-or-later
// A file of drafts → TncPacksDraft. Each text is checked here once, so that writing a letter can
// only fail for want of a value.

#include "packs-draft.h"

#include "error.h"
#include "packs-yaml.h"

typedef struct {
    char *text;
    char *part;
    guint most;
    gboolean join;
    char **when;
    guint when_count;
    char **unless;
    guint unless_count;
} FileParagraph;

typedef struct {
    char *subject;
    FileParagraph *paragraphs;
    guint paragraphs_count;
} FileText;

typedef struct {
    char *id;
    TncFrame frame;
    guint max_words;
    guint max_characters;
    FileText texts[TNC_LANGUAGE_COUNT];
} FileDraft;

typedef struct {
    FileDraft *drafts;
    guint drafts_count;
} FileDrafts;

#define MUST CYAML_FLAG_POINTER
#define MAY (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)

static const cyaml_strval_t frames[] = {
#define TNC_FRAME_ROW(code, name) {name, TNC_FRAME_##code},
    TNC_FRAMES(TNC_FRAME_ROW)
#undef TNC_FRAME_ROW
};

static const cyaml_schema_value_t word = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, 64)};

static const cyaml_schema_field_t paragraph_fields[] = {
    CYAML_FIELD_STRING_PTR("text", MAY, FileParagraph, text, 1, 2000),
    CYAML_FIELD_STRING_PTR("part", MAY, FileParagraph, part, 1, 80),
    CYAML_FIELD_UINT("most", CYAML_FLAG_OPTIONAL, FileParagraph, most),
    CYAML_FIELD_BOOL("join", CYAML_FLAG_OPTIONAL, FileParagraph, join),
    CYAML_FIELD_SEQUENCE("when", MAY, FileParagraph, when, &word, 0, TNC_DRAFT_MAX_CONDITIONS),
    CYAML_FIELD_SEQUENCE("unless", MAY, FileParagraph, unless, &word, 0, TNC_DRAFT_MAX_CONDITIONS),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t paragraph_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileParagraph, paragraph_fields)};

static const cyaml_schema_field_t text_fields[] = {
    CYAML_FIELD_STRING_PTR("subject", MAY, FileText, subject, 1, 200),
    CYAML_FIELD_SEQUENCE("paragraphs", MUST, FileText, paragraphs, &paragraph_value, 1, 40),
    CYAML_FIELD_END,
};

static const cyaml_schema_field_t draft_fields[] = {
    CYAML_FIELD_STRING_PTR("id", MUST, FileDraft, id, 1, 80),
    CYAML_FIELD_ENUM("frame", CYAML_FLAG_STRICT, FileDraft, frame, frames, TNC_FRAME_COUNT),
    CYAML_FIELD_UINT("max_words", CYAML_FLAG_OPTIONAL, FileDraft, max_words),
    CYAML_FIELD_UINT("max_characters", CYAML_FLAG_OPTIONAL, FileDraft, max_characters),
#define TNC_LANGUAGE_FIELD(code, tag)                                                              \
    CYAML_FIELD_MAPPING(tag, CYAML_FLAG_DEFAULT, FileDraft, texts[TNC_LANGUAGE_##code],            \
                        text_fields),
    TNC_LANGUAGES(TNC_LANGUAGE_FIELD)
#undef TNC_LANGUAGE_FIELD
        CYAML_FIELD_END,
};

static const cyaml_schema_value_t draft_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, FileDraft, draft_fields)};

static const cyaml_schema_field_t drafts_fields[] = {
    CYAML_FIELD_SEQUENCE("drafts", MUST, FileDrafts, drafts, &draft_value, 1, 200),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, FileDrafts, drafts_fields)};

const cyaml_schema_value_t *
tnc_packs_draft_schema(void)
{
    return &schema;
}

static void
free_paragraph(gpointer data)
{
    TncPacksParagraph *paragraph = data;
    g_free(paragraph->text);
    g_free(paragraph->part);
    g_free(paragraph);
}

static void
free_draft(gpointer data)
{
    TncPacksDraft *draft = data;
    for (guint i = 0; i < TNC_LANGUAGE_COUNT; i++) {
        g_free(draft->texts[i].subject);
        g_clear_pointer(&draft->texts[i].paragraphs, g_ptr_array_unref);
    }
    g_free(draft->id);
    g_free(draft->file);
    g_free(draft);
}

GHashTable *
tnc_packs_draft_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_draft);
}

static gboolean
check_template(const TncPacksYaml *yaml, const char *text, GError **error, const char *path,
               const char *field)
{
    g_autofree char *problem = tnc_packs_template_check(text);
    if (!problem)
        return TRUE;
    g_autofree char *full = g_strdup_printf("%s.%s", path, field);
    return tnc_packs_yaml_fail(yaml, error, full, "%s", problem);
}

static gboolean
check_paragraph(const TncPacksYaml *yaml, const FileParagraph *file, GError **error,
                const char *path)
{
    if ((file->text != NULL) == (file->part != NULL))
        return tnc_packs_yaml_fail(yaml, error, path, "expected either text or part, found %s",
                                   file->text ? "both" : "none");
    if (file->text)
        return check_template(yaml, file->text, error, path, "text");
    return tnc_packs_yaml_id(yaml, file->part, NULL, error, "%s.part", path);
}

static gboolean
read_paragraph(const TncPacksYaml *yaml, const FileParagraph *file, GPtrArray *paragraphs,
               GError **error, const char *path)
{
    if (!check_paragraph(yaml, file, error, path))
        return FALSE;
    TncPacksParagraph *paragraph = g_new0(TncPacksParagraph, 1);
    g_ptr_array_add(paragraphs, paragraph);
    paragraph->text = file->text ? g_strstrip(g_strdup(file->text)) : NULL;
    paragraph->part = g_strdup(file->part);
    paragraph->join = file->join;
    paragraph->most = file->most ? file->most : G_MAXUINT;
    return tnc_packs_yaml_predicates(yaml, file->when, file->when_count, TNC_DRAFT_MAX_CONDITIONS,
                                     paragraph->when, &paragraph->when_count, error, "%s.when",
                                     path) &&
           tnc_packs_yaml_predicates(yaml, file->unless, file->unless_count,
                                     TNC_DRAFT_MAX_CONDITIONS, paragraph->unless,
                                     &paragraph->unless_count, error, "%s.unless", path);
}

static gboolean
read_text(const TncPacksYaml *yaml, const FileText *file, TncPacksDraft *draft,
          TncPacksDraftText *text, GError **error, const char *path)
{
    text->paragraphs = g_ptr_array_new_with_free_func(free_paragraph);
    text->subject = g_strdup(file->subject);
    if (!file->subject && draft->frame != TNC_FRAME_PART)
        return tnc_packs_yaml_fail(yaml, error, path, "expected a subject, found none");
    if (file->subject && !check_template(yaml, file->subject, error, path, "subject"))
        return FALSE;
    for (guint i = 0; i < file->paragraphs_count; i++) {
        g_autofree char *item = g_strdup_printf("%s.paragraphs[%u]", path, i);
        if (!read_paragraph(yaml, &file->paragraphs[i], text->paragraphs, error, item))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_draft(const TncPacksYaml *yaml, const FileDraft *file, guint index, TncPacksDraft *draft,
           GError **error)
{
    draft->id = g_strdup(file->id);
    draft->file = g_strdup(tnc_packs_yaml_file(yaml));
    g_autofree char *path = g_strdup_printf("drafts[%u]", index);
    draft->line = tnc_packs_yaml_line(yaml, path);
    draft->frame = file->frame;
    draft->max_words = file->max_words;
    draft->max_characters = file->max_characters;
    for (guint i = 0; i < TNC_LANGUAGE_COUNT; i++) {
        g_autofree char *text =
            g_strdup_printf("%s.%s", path, tnc_packs_language_tag((TncLanguage)i));
        if (!read_text(yaml, &file->texts[i], draft, &draft->texts[i], error, text))
            return FALSE;
    }
    return tnc_packs_yaml_id(yaml, file->id, NULL, error, "%s.id", path);
}

static gboolean
add_draft(const TncPacksYaml *yaml, const FileDraft *file, guint index, GHashTable *drafts,
          GError **error)
{
    const TncPacksDraft *before = g_hash_table_lookup(drafts, file->id);
    if (before) {
        g_autofree char *path = g_strdup_printf("drafts[%u].id", index);
        return tnc_packs_yaml_fail(yaml, error, path,
                                   "expected an id used once, found '%s' again (first in %s:%u)",
                                   file->id, before->file, before->line);
    }
    TncPacksDraft *draft = g_new0(TncPacksDraft, 1);
    if (!read_draft(yaml, file, index, draft, error)) {
        free_draft(draft);
        return FALSE;
    }
    g_hash_table_insert(drafts, draft->id, draft);
    return TRUE;
}

gboolean
tnc_packs_draft_load(const char *path, GHashTable *drafts, GError **error)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, &schema, error);
    const FileDrafts *file = yaml ? tnc_packs_yaml_data(yaml) : NULL;
    for (guint i = 0; file && i < file->drafts_count; i++)
        if (!add_draft(yaml, &file->drafts[i], i, drafts, error))
            return FALSE;
    return file != NULL;
}

// ---- parts

static gboolean
has_part(const TncPacksDraft *draft)
{
    for (guint i = 0; i < TNC_LANGUAGE_COUNT; i++)
        for (guint j = 0; j < draft->texts[i].paragraphs->len; j++)
            if (((const TncPacksParagraph *)draft->texts[i].paragraphs->pdata[j])->part)
                return TRUE;
    return FALSE;
}

static gboolean
check_part(GHashTable *drafts, const TncPacksDraft *draft, const char *id, GError **error)
{
    const TncPacksDraft *part = id ? g_hash_table_lookup(drafts, id) : NULL;
    if (!id || (part && part->frame == TNC_FRAME_PART && !has_part(part)))
        return TRUE;
    return tnc_error_set(error, TNC_ERROR_INPUT,
                         "%s:%u: part: expected a draft of frame 'part' that includes none itself, "
                         "found '%s' in '%s'",
                         draft->file, draft->line, id, draft->id);
}

static gboolean
check_parts_of(GHashTable *drafts, const TncPacksDraft *draft, GError **error)
{
    for (guint i = 0; i < TNC_LANGUAGE_COUNT; i++) {
        const GPtrArray *paragraphs = draft->texts[i].paragraphs;
        for (guint j = 0; j < paragraphs->len; j++) {
            const TncPacksParagraph *paragraph = paragraphs->pdata[j];
            if (!check_part(drafts, draft, paragraph->part, error))
                return FALSE;
        }
    }
    return TRUE;
}

gboolean
tnc_packs_draft_check_parts(GHashTable *drafts, GError **error)
{
    g_autoptr(GList) all = g_hash_table_get_values(drafts);
    for (const GList *item = all; item; item = item->next)
        if (!check_parts_of(drafts, item->data, error))
            return FALSE;
    return TRUE;
}

GHashTable *
tnc_packs_draft_load_all(const char *directory, GError **error)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(directory, "drafts", error);
    g_autoptr(GHashTable) drafts = tnc_packs_draft_table();
    if (!paths)
        return NULL;
    for (guint i = 0; paths[i]; i++)
        if (!tnc_packs_draft_load(paths[i], drafts, error))
            return NULL;
    return tnc_packs_draft_check_parts(drafts, error) ? g_steal_pointer(&drafts) : NULL;
}
