// SPDX-License-Identifier: AGPL-3.0-or-later
// Routes of the rehearsal: a story is played by a thread of its own, in a folder of its own that is thrown away; it
// stops at each move until the player's choice comes. At most four at a time; the oldest makes room.

#include "desk-speech.h"
#include "desk-story.h"
#include "desk-words.h"
#include "error.h"
#include "server-state.h"
#include <glib/gstdio.h>

#define MAX_STAGES 4

typedef struct {
    char *id;
    char *story;
    char *title;
    char *folder;
    char *packs;
    char *language;
    GThread *thread;
    GMutex lock;
    GCond changed;
    gboolean asks; // the player is asked
    gboolean over;
    gboolean won;
    gboolean answered;
    TncDeskStoryChoice choice;
    guint moves;
    TncDate today;
    json_t *journal;
    json_t *move;  // what is asked about
    TncDesk *desk; // of the thread
} Play;

struct TncServerStage {
    GPtrArray *plays;
};

// ---- the thread

static void
write_line(TncInstant at, const char *who, const char *what, const char *detail, gpointer data)
{
    Play *play = data;
    char text[TNC_INSTANT_BUFFER];
    const TncZone *zone = tnc_desk_zone(play->desk);
    tnc_instant_format(at, tnc_zone_offset(zone, at), text);
    g_mutex_lock(&play->lock);
    play->today = tnc_zone_date(zone, at);
    json_array_append_new(play->journal, json_pack("{s:s, s:s, s:s, s:s?}", "at", text, "who", who,
                                                   "what", what, "detail", detail));
    g_mutex_unlock(&play->lock);
}

static json_t *
move_json(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing)
{
    const TncReason *reason = kase->plan.why_count ? &kase->plan.why[0] : NULL;
    g_autofree char *why =
        reason ? tnc_desk_words_reason(desk, tnc_claim_plan_reason_name(reason->code), reason->date,
                                       reason->name)
               : NULL;
    const TncWritingDraft *draft = outgoing->draft;
    return json_pack("{s:s, s:s, s:s?, s:s, s:s?, s:s?, s:s?, s:s, s:s?}", "id", outgoing->move.id,
                     "title", tnc_desk_words_move(outgoing->move.id), "why", why, "channel",
                     tnc_claim_words_name(TNC_WORDS_TncChannel, (int)outgoing->move.channel),
                     "subject", draft ? draft->subject : NULL, "body", draft ? draft->body : NULL,
                     "language", draft ? draft->language : NULL, "own_language",
                     kase->claim->language, "own_words", outgoing->own_words);
}

static TncDeskStoryChoice
choose(const TncDeskCase *kase, const TncDeskOutgoing *outgoing, gpointer data)
{
    Play *play = data;
    g_mutex_lock(&play->lock);
    play->today = tnc_desk_today(play->desk);
    json_decref(play->move);
    play->move = move_json(play->desk, kase, outgoing);
    play->asks = TRUE;
    g_cond_broadcast(&play->changed);
    while (!play->answered)
        g_cond_wait(&play->changed, &play->lock);
    play->answered = play->asks = FALSE;
    TncDeskStoryChoice choice = play->choice;
    play->moves += choice == TNC_DESK_STORY_DO;
    g_mutex_unlock(&play->lock);
    return choice;
}

static const TncPacksPersonaFile *
find_persona(const GPtrArray *personas, const char *id)
{
    for (guint i = 0; i < personas->len; i++) {
        const TncPacksPersonaFile *file =
            ((const TncPacksPersona *)g_ptr_array_index(personas, i))->file;
        if (g_str_equal(file->id, id))
            return file;
    }
    return NULL;
}

static void
play_story(Play *play)
{
    g_autoptr(GPtrArray) personas = tnc_packs_persona_load(play->packs, NULL);
    const TncPacksPersonaFile *persona = personas ? find_persona(personas, play->story) : NULL;
    if (!persona)
        return;
    TncDeskOptions options = {.data = play->folder,
                              .packs = play->packs,
                              .language = play->language,
                              .now = tnc_instant_parse(persona->start, NULL)};
    g_autoptr(TncDesk) desk = tnc_desk_open(&options, NULL);
    gboolean won = FALSE;
    play->desk = desk;
    if (desk && tnc_desk_story_play(desk, persona, NULL, write_line, choose, play, &won, NULL))
        play->won = won;
}

static gpointer
run(gpointer data)
{
    Play *play = data;
    tnc_desk_speech_use(play->language);
    play_story(play);
    g_mutex_lock(&play->lock);
    play->desk = NULL;
    play->over = TRUE;
    g_clear_pointer(&play->move, json_decref);
    g_cond_broadcast(&play->changed);
    g_mutex_unlock(&play->lock);
    return NULL;
}

// ---- plays

static void
remove_folder(const char *folder)
{
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    for (const char *name; directory && (name = g_dir_read_name(directory));) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

static void
answer_player(Play *play, TncDeskStoryChoice choice)
{
    g_mutex_lock(&play->lock);
    play->choice = choice;
    play->answered = TRUE;
    g_cond_broadcast(&play->changed);
    g_mutex_unlock(&play->lock);
}

static gboolean
is_over(Play *play)
{
    g_mutex_lock(&play->lock);
    gboolean over = play->over;
    g_mutex_unlock(&play->lock);
    return over;
}

// Until the player is asked again, or the story is over.
static void
wait_for_turn(Play *play)
{
    g_mutex_lock(&play->lock);
    while (!play->over && (!play->asks || play->answered))
        g_cond_wait(&play->changed, &play->lock);
    g_mutex_unlock(&play->lock);
}

static void
play_free(gpointer data)
{
    Play *play = data;
    answer_player(play, TNC_DESK_STORY_STOP);
    g_thread_join(play->thread);
    remove_folder(play->folder);
    g_mutex_clear(&play->lock);
    g_cond_clear(&play->changed);
    json_decref(play->journal);
    json_decref(play->move);
    g_free(play->id);
    g_free(play->story);
    g_free(play->title);
    g_free(play->folder);
    g_free(play->packs);
    g_free(play->language);
    g_free(play);
}

TncServerStage *
tnc_server_rehearsal_new(void)
{
    TncServerStage *stage = g_new0(TncServerStage, 1);
    stage->plays = g_ptr_array_new_with_free_func(play_free);
    return stage;
}

void
tnc_server_rehearsal_free(TncServerStage *stage)
{
    g_ptr_array_unref(stage->plays);
    g_free(stage);
}

static Play *
find_play(TncServerState *state, const char *id, GError **error)
{
    const TncServerStage *stage = tnc_server_state_stage(state);
    for (guint i = 0; i < stage->plays->len; i++) {
        Play *play = g_ptr_array_index(stage->plays, i);
        if (g_str_equal(play->id, id))
            return play;
    }
    tnc_error_set(error, TNC_ERROR_NOT_FOUND, gettext("this rehearsal is over"));
    return NULL;
}

static json_t *
play_json(Play *play)
{
    g_mutex_lock(&play->lock);
    json_t *shown = json_pack("{s:s, s:s, s:s, s:b, s:b, s:i, s:o, s:o, s:o}", "id", play->id,
                              "story", play->story, "title", play->title, "over", play->over, "won",
                              play->won, "moves", (int)play->moves, "today",
                              tnc_json_date(play->today), "journal", json_deep_copy(play->journal),
                              "move", play->move ? json_deep_copy(play->move) : json_null());
    g_mutex_unlock(&play->lock);
    return shown;
}

static const char *
title_of(TncDesk *desk, const TncPacksPersonaFile *file)
{
    return g_str_equal(tnc_desk_language(desk), "fr") ? file->title_fr : file->title_en;
}

static Play *
start(TncDesk *desk, const TncPacksPersonaFile *persona, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("tenace-story-XXXXXX", NULL);
    if (!folder) {
        tnc_error_set(error, TNC_ERROR_STORAGE, gettext("no room for a rehearsal"));
        return NULL;
    }
    Play *play = g_new0(Play, 1);
    g_mutex_init(&play->lock);
    g_cond_init(&play->changed);
    play->id = tnc_desk_new_ref(desk);
    play->story = g_strdup(persona->id);
    play->title = g_strdup(title_of(desk, persona));
    play->folder = g_steal_pointer(&folder);
    play->packs = g_strdup(tnc_desk_packs_directory(desk));
    play->language = g_strdup(tnc_desk_language(desk));
    play->today = TNC_DATE_NONE;
    play->journal = json_array();
    play->thread = g_thread_new("rehearsal", run, play);
    return play;
}

// ---- routes

gboolean
tnc_server_stories(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                   TncServerAnswer *answer, GError **error)
{
    (void)state;
    (void)call;
    g_autoptr(GPtrArray) personas = tnc_packs_persona_load(tnc_desk_packs_directory(desk), error);
    if (!personas)
        return FALSE;
    json_t *list = json_array();
    for (guint i = 0; i < personas->len; i++) {
        const TncPacksPersonaFile *file =
            ((const TncPacksPersona *)g_ptr_array_index(personas, i))->file;
        json_array_append_new(
            list, json_pack("{s:s, s:s}", "id", file->id, "title", title_of(desk, file)));
    }
    tnc_server_answer_json(answer, 200, list);
    return TRUE;
}

gboolean
tnc_server_rehearsal_start(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                           TncServerAnswer *answer, GError **error)
{
    TncServerStage *stage = tnc_server_state_stage(state);
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    g_autoptr(GPtrArray) personas =
        told ? tnc_packs_persona_load(tnc_desk_packs_directory(desk), error) : NULL;
    if (!personas)
        return FALSE;
    const char *name = tnc_json_string_or(told, "story", "web-shop");
    const TncPacksPersonaFile *persona = find_persona(personas, name);
    if (!persona)
        return tnc_error_set(error, TNC_ERROR_INPUT, gettext("story: there is no story '%s'"),
                             name);
    if (stage->plays->len >= MAX_STAGES)
        g_ptr_array_remove_index(stage->plays, 0);
    Play *play = start(desk, persona, error);
    if (!play)
        return FALSE;
    g_ptr_array_add(stage->plays, play);
    wait_for_turn(play);
    tnc_server_answer_json(answer, 201, play_json(play));
    return TRUE;
}

gboolean
tnc_server_rehearsal_get(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                         TncServerAnswer *answer, GError **error)
{
    (void)desk;
    Play *play = find_play(state, call->parameters[0], error);
    if (play)
        tnc_server_answer_json(answer, 200, play_json(play));
    return play != NULL;
}

gboolean
tnc_server_rehearsal_stop(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                          TncServerAnswer *answer, GError **error)
{
    (void)desk;
    Play *play = find_play(state, call->parameters[0], error);
    if (!play)
        return FALSE;
    g_ptr_array_remove(tnc_server_state_stage(state)->plays, play);
    tnc_server_answer_nothing(answer);
    return TRUE;
}

gboolean
tnc_server_rehearsal_move(TncServerState *state, TncDesk *desk, const TncServerCall *call,
                          TncServerAnswer *answer, GError **error)
{
    static const char *const choices[] = {"do", "wait", "accept", "stop", NULL};
    (void)desk;
    g_autoptr(json_t) told = tnc_server_call_json(call, error);
    Play *play = told ? find_play(state, call->parameters[0], error) : NULL;
    if (!play)
        return FALSE;
    const char *choice = tnc_json_string_or(told, "choice", "");
    if (!g_strv_contains(choices, choice))
        return tnc_error_set(error, TNC_ERROR_INPUT,
                             gettext("choice: expected do, wait, accept or stop"));
    guint index = 0;
    while (!g_str_equal(choices[index], choice))
        index++;
    if (!is_over(play))
        answer_player(play, (TncDeskStoryChoice)index);
    wait_for_turn(play);
    tnc_server_answer_json(answer, 200, play_json(play));
    return TRUE;
}
