// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a rule of law reaches a claim, in the words of its owner.
#pragma once

#include "claim-rights.h"
#include "desk-case.h"

// Whose law it is, in a sentence; NULL where that says nothing. Borrowed.
const char *tnc_desk_reason_whose(const TncDeskCase *kase, const TncRight *right);

// Which facts of the claim its conditions met, in a sentence; NULL where it has none. New string.
char *tnc_desk_reason_facts(const TncDeskCase *kase, const TncRight *right);
