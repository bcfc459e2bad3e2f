// SPDX-License-Identifier: AGPL-3.0-or-later
// The reader, made once from the lexicon packs.
#pragma once

#include "desk.h"
#include "reading.h"

// Borrowed until the desk is closed.
const TncReading *tnc_desk_reading(TncDesk *desk, GError **error);
