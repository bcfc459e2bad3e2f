// SPDX-License-Identifier: AGPL-3.0-or-later
// Whether a server is at work on this folder, and where: the file 'serving' holds its address, and the server a lock on it.
#pragma once

#include "desk.h"

// Notes that this process serves DESK's folder at ADDRESS (with the closing '/'), until it ends; a second server of the folder
// leaves the first one's note. Failing changes nothing but that 'tenace serve' again gives no link.
void tnc_desk_serving_note(TncDesk *desk, const char *address);

// Where a server of this folder can be reached; NULL when there is none. New string.
char *tnc_desk_serving_find(TncDesk *desk);
