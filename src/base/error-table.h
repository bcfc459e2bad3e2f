// SPDX-License-Identifier: AGPL-3.0-or-later
// Every failure that Tenace can report, declared once: code, stable name, exit status, HTTP status,
// short title. No #pragma once: included by error.h and error.c with TNC_ERROR_ROW defined
// differently.

TNC_ERROR_ROW(FAILED, "failed", 1, 500, "It failed")
TNC_ERROR_ROW(USAGE, "usage", 2, 400, "Wrong use")
TNC_ERROR_ROW(INPUT, "input", 3, 422, "Input refused")
TNC_ERROR_ROW(NOT_FOUND, "not_found", 4, 404, "Not found")
TNC_ERROR_ROW(GUARD, "guard", 5, 409, "Refused by a guard")
TNC_ERROR_ROW(REMOTE, "remote", 6, 502, "The remote side failed")
TNC_ERROR_ROW(STORAGE, "storage", 1, 507, "The data folder cannot be written")
TNC_ERROR_ROW(CORRUPT, "corrupt", 1, 500, "Stored data was altered")
TNC_ERROR_ROW(BUSY, "busy", 1, 503, "Another process is writing")
TNC_ERROR_ROW(CREDENTIALS, "credentials", 6, 502, "The password was refused")
TNC_ERROR_ROW(CERTIFICATE, "certificate", 6, 502, "The server's certificate was refused")
