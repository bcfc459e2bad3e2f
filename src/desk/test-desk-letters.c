// SPDX-License-Identifier: AGPL-3.0-or-later
// Every letter of the founding stories in every language, against
// tests/golden/stories/<story>.<language>.txt, and past the guards. `test-desk-letters --write`
// writes them anew, to be read in the diff.

#include "desk-story.h"

#include <string.h>

typedef struct {
    TncDesk *desk;
    GString *letters[TNC_LANGUAGE_COUNT];
} Reader;

static gboolean is_writing;

static void
add_letter(Reader *reader, const TncDeskCase *kase, const TncMove *move, int language)
{
    g_autoptr(GError) error = NULL;
    const char *tag = tnc_packs_language_tag((TncLanguage)language);
    g_autoptr(TncWritingDraft) draft = tnc_desk_send_draft(reader->desk, kase, move, tag, &error);
    g_assert_no_error(error);
    TncDeskGuardInput input = {.kase = kase,
                               .move = move,
                               .channel = move->channel,
                               .language = tag,
                               .verified = draft->body,
                               .max_words = draft->max_words,
                               .max_characters = draft->max_characters};
    g_autoptr(GPtrArray) findings = tnc_desk_guard_check(reader->desk, &input, draft->body, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < findings->len; i++) {
        const TncWritingFinding *finding = findings->pdata[i];
        g_error("%s in %s: %s '%s'", move->id, tag, tnc_packs_guard_name(finding->kind),
                finding->quote);
    }
    g_string_append_printf(reader->letters[language], "======== %s\nSubject: %s\n\n%s\n\n",
                           move->id, draft->subject, draft->body);
}

static TncDeskStoryChoice
read_move(const TncDeskCase *kase, const TncDeskOutgoing *outgoing, gpointer data)
{
    for (int i = 0; outgoing->draft && i < TNC_LANGUAGE_COUNT; i++)
        add_letter(data, kase, &outgoing->move, i);
    return TNC_DESK_STORY_DO;
}

static void
ignore(TncInstant at, const char *who, const char *what, const char *detail, gpointer data)
{
    (void)at, (void)who, (void)what, (void)detail, (void)data;
}

static void
compare(const char *story, int language, const char *letters)
{
    g_autofree char *name =
        g_strdup_printf("%s.%s.txt", story, tnc_packs_language_tag((TncLanguage)language));
    g_autofree char *path = g_build_filename(TNC_STORIES_DIR, name, NULL);
    g_autofree char *expected = NULL;
    if (is_writing)
        g_assert_true(g_file_set_contents(path, letters, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(letters, ==, expected);
}

static void
test_story(gconstpointer data)
{
    const TncPacksPersona *persona = data;
    g_autofree char *folder = NULL;
    TncDeskOptions options = {.packs = TNC_PACKS_DIR,
                              .language = "en",
                              .now = tnc_instant_parse(persona->file->start, NULL)};
    g_autoptr(GError) error = NULL;
    gboolean won = FALSE;
    TncDesk *desk = tnc_desk_story_open(&options, &folder, &error);
    g_assert_no_error(error);
    Reader reader = {.desk = desk};
    for (int i = 0; i < TNC_LANGUAGE_COUNT; i++)
        reader.letters[i] = g_string_new(NULL);
    gboolean done =
        tnc_desk_story_play(desk, persona->file, NULL, ignore, read_move, &reader, &won, &error);
    g_assert_no_error(error);
    g_assert_true(done && won);
    for (int i = 0; i < TNC_LANGUAGE_COUNT; i++) {
        compare(persona->file->id, i, reader.letters[i]->str);
        g_string_free(reader.letters[i], TRUE);
    }
    tnc_desk_story_close(desk, folder);
}

int
main(int argc, char **argv)
{
    is_writing = argc == 2 && g_str_equal(argv[1], "--write");
    int none = 1;
    g_test_init(is_writing ? &none : &argc, &argv, NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) personas = tnc_packs_persona_load(TNC_PACKS_DIR, &error);
    g_assert_no_error(error);
    for (guint i = 0; i < personas->len; i++) {
        const TncPacksPersona *persona = g_ptr_array_index(personas, i);
        g_autofree char *path = g_strdup_printf("/desk/letters/%s", persona->file->id);
        g_test_add_data_func(path, persona, test_story);
    }
    return g_test_run();
}
