// SPDX-License-Identifier: AGPL-3.0-or-later
// `packs check`: each file by itself, then what ties the files together.

#include "error.h"
#include "packs-ladder.h"
#include "packs-parts.h"
#include "packs-yaml.h"

typedef struct {
    const char *directory;
    TncPacksReport report;
    gpointer data;
    guint count;
} Checker;

// The moves outside the ladders (claim-plan.c) whose words must be there.
static const char *const move_drafts[] = {"answer",       "answer_step", "send_document",
                                          "answer_offer", "not_fixed",   "promise_broken",
                                          "return_item"};

static void
say(Checker *checker, const char *file, guint line, const char *field, const char *message)
{
    TncPacksFinding finding = {file, line, field, message,
                               "packs/README.md explains each field of each kind of pack"};
    checker->report(&finding, checker->data);
    checker->count++;
}

// Takes 'FILE:LINE: FIELD: MESSAGE' of packs-yaml.h apart: the error carries one text only.
static void
say_error(Checker *checker, const char *path, const char *text)
{
    guint64 line = 0;
    if (g_str_has_prefix(text, path) && text[strlen(path)] == ':') {
        char *end = NULL;
        text += strlen(path) + 1;
        line = g_ascii_strtoull(text, &end, 10);
        text = end + strspn(end, ": ");
    }
    // The message begins at 'expected' in all forms with a field.
    const char *colon = strstr(text, ": expected ");
    g_autofree char *field = colon ? g_strndup(text, (gsize)(colon - text)) : g_strdup("");
    say(checker, path, (guint)line, field, colon ? colon + 2 : text);
}

static gboolean
has_folder(const Checker *checker, const char *name)
{
    g_autofree char *folder = g_build_filename(checker->directory, name, NULL);
    return g_file_test(folder, G_FILE_TEST_IS_DIR);
}

static gboolean
check_files(Checker *checker, const TncPacksPart *part)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(checker->directory, part->folder, NULL);
    guint before = checker->count;
    for (guint i = 0; paths && paths[i]; i++) {
        g_autoptr(GError) error = NULL;
        if (!part->check(paths[i], &error))
            say_error(checker, paths[i], error->message);
    }
    return checker->count == before;
}

// ---- between the files

static void
check_rung_drafts(Checker *checker, const char *path, const TncLadder *ladder, GHashTable *drafts)
{
    g_autoptr(TncPacksYaml) yaml = tnc_packs_yaml_load(path, tnc_packs_ladder_schema(), NULL);
    for (guint i = 0; yaml && i < ladder->rung_count; i++) {
        const char *id = ladder->rungs[i].draft;
        const TncPacksDraft *draft = id ? g_hash_table_lookup(drafts, id) : NULL;
        if (!id || (draft && draft->frame != TNC_FRAME_PART))
            continue;
        g_autofree char *field = g_strdup_printf("rungs[%u].draft", i);
        g_autofree char *message =
            g_strdup_printf("expected a draft of packs/drafts, found '%s'", id);
        say(checker, path, tnc_packs_yaml_line(yaml, field), field, message);
    }
}

static void
check_kinds(Checker *checker, const GPtrArray *ladders)
{
    guint kinds = 0;
    for (guint i = 0; i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        for (guint j = 0; j < ladder->kind_count && ladder->when_count == 0; j++)
            kinds |= 1u << ladder->kinds[j];
    }
    g_autofree char *folder = g_build_filename(checker->directory, "ladders", NULL);
    for (int kind = 0; kind < TNC_CLAIM_COUNT; kind++)
        if (!(kinds >> kind & 1)) {
            g_autofree char *message =
                g_strdup_printf("expected a ladder without 'when' for %s, found none",
                                tnc_claim_words_name(TNC_WORDS_TncClaimKind, kind));
            say(checker, folder, 0, "for", message);
        }
}

static void
check_moves(Checker *checker, GHashTable *drafts)
{
    g_autofree char *folder = g_build_filename(checker->directory, "drafts", NULL);
    for (guint i = 0; i < G_N_ELEMENTS(move_drafts); i++)
        if (!g_hash_table_contains(drafts, move_drafts[i])) {
            g_autofree char *message =
                g_strdup_printf("expected a draft for the move '%s', found none", move_drafts[i]);
            say(checker, folder, 0, "drafts", message);
        }
}

// The file that an error of a whole folder names.
static void
say_folder_error(Checker *checker, const char *folder, const char *message)
{
    g_auto(GStrv) paths = tnc_packs_yaml_list(checker->directory, folder, NULL);
    for (guint i = 0; paths && paths[i]; i++)
        if (g_str_has_prefix(message, paths[i]) && message[strlen(paths[i])] == ':') {
            say_error(checker, paths[i], message);
            return;
        }
    say_error(checker, folder, message);
}

static void
check_ladders(Checker *checker, GHashTable *drafts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) ladders = tnc_packs_ladder_load_all(checker->directory, &error);
    if (!ladders) {
        say_folder_error(checker, "ladders", error->message);
        return;
    }
    for (guint i = 0; drafts && i < ladders->len; i++) {
        const TncLadder *ladder = ladders->pdata[i];
        g_autofree char *name = g_strconcat(ladder->id, ".yaml", NULL);
        g_autofree char *path = g_build_filename(checker->directory, "ladders", name, NULL);
        check_rung_drafts(checker, path, ladder, drafts);
    }
    check_kinds(checker, ladders);
}

static void
check_between(Checker *checker)
{
    g_autoptr(GHashTable) drafts = NULL;
    if (has_folder(checker, "drafts")) {
        g_autoptr(GError) error = NULL;
        drafts = tnc_packs_draft_load_all(checker->directory, &error);
        if (!drafts)
            say_folder_error(checker, "drafts", error->message);
        else
            check_moves(checker, drafts);
    }
    if (has_folder(checker, "ladders"))
        check_ladders(checker, drafts);
}

guint
tnc_packs_check(const char *directory, TncPacksReport report, gpointer data)
{
    Checker checker = {directory, report, data, 0};
    guint count = 0;
    const TncPacksPart *parts = tnc_packs_parts(&count);
    gboolean good = TRUE;
    for (guint i = 0; i < count; i++)
        good &= check_files(&checker, &parts[i]);
    // What ties the files together can only be judged when each can be read.
    if (good)
        check_between(&checker);
    return checker.count;
}
