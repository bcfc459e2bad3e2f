// SPDX-License-Identifier: AGPL-3.0-or-later
// A story: a buyer who does what the plan says, against a simulated seller, in virtual time.
#pragma once

#include "desk-send.h"
#include "packs-persona.h"

// One line of the journal: when, who ('me', 'seller', 'plan'), what, and why or what it shows (may be NULL).
typedef void (*TncDeskStoryFunc)(TncInstant at, const char *who, const char *what,
                                 const char *detail, gpointer data);

// How mail travels between buyer and seller. NULL functions: in memory.
typedef struct {
    // Sends the move and gives the Message-ID (without <>; new string) under which the seller got it.
    gboolean (*send)(TncDesk *desk, const TncDeskCase *kase, const TncDeskOutgoing *outgoing,
                     char **message_id_out, gpointer data, GError **error);
    // Brings the seller's mail RAW to the desk.
    gboolean (*receive)(TncDesk *desk, GBytes *raw, gpointer data, GError **error);
    const char *buyer_address;
    gpointer data;
} TncDeskStoryPost;

// What the player of a rehearsal wants to do with the move that the plan proposes.
typedef enum {
    TNC_DESK_STORY_DO,
    TNC_DESK_STORY_WAIT,   // until tomorrow
    TNC_DESK_STORY_ACCEPT, // what the seller gave so far is enough
    TNC_DESK_STORY_STOP,
} TncDeskStoryChoice;

// Shows the player what OUTGOING would send and asks. NULL where the plan itself plays.
typedef TncDeskStoryChoice (*TncDeskStoryChoose)(const TncDeskCase *kase,
                                                 const TncDeskOutgoing *outgoing, gpointer data);

// A desk in a folder of its own (OPTIONS->data is not looked at), thrown away by tnc_desk_story_close(). *FOLDER_OUT is
// full ownership.
TncDesk *tnc_desk_story_open(const TncDeskOptions *options, char **folder_out,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
// Takes the desk; NULL is fine for both.
void tnc_desk_story_close(TncDesk *desk, const char *folder);

// Plays PERSONA on DESK, whose clock is handed in and whose folder is empty or the story's own. WON_OUT tells whether it
// ended in satisfaction. CHOOSE (may be NULL) is asked before each move. Fails with the first error, or when the
// story does not end within 300 rounds.
gboolean tnc_desk_story_play(TncDesk *desk, const TncPacksPersonaFile *persona,
                             const TncDeskStoryPost *post, TncDeskStoryFunc journal,
                             TncDeskStoryChoose choose, gpointer data, gboolean *won_out,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
