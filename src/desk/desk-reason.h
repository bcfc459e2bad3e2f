// SPDX-License-Identifier: AGPL-3.0-or-later
// Why a rule of law reaches a claim, in the words of its owner.
#pragma once

#include "claim-rights.h"
#include "desk-case.h"

// One or two sentences: whose law it is, and which facts of the claim its conditions met. New string.
char *tnc_desk_reason_text(const TncDeskCase *kase, const TncRight *right);
