// SPDX-License-Identifier: AGPL-3.0-or-later
// The program's API: one function a verb, problems as errors with their own words, and news as they happen.
import type * as T from './api-types';
import { typeset, w } from './words';

const BASE = new URL('api/v1/', document.baseURI);

export class ApiProblem extends Error {
    status: number;
    findings: T.GuardFinding[];
    constructor(status: number, message: string, findings: T.GuardFinding[] = []) {
        super(message);
        this.status = status;
        this.findings = findings;
    }
}

// The fields in which the program speaks to the buyer; what anybody wrote or will receive is left as it is.
const SPOKEN = new Set(['title', 'if_you_wait', 'effect', 'advice', 'says', 'detail', 'why', 'help']);

function spoken(this: unknown, name: string, value: unknown) {
    const reason = name === 'text' && typeof this === 'object' && this !== null && 'rule' in this;
    return typeof value === 'string' && (reason || SPOKEN.has(name)) ? typeset(value) : value;
}

type Options = {
    method?: string;
    json?: unknown;
    raw?: Blob | string;
    type?: string;
    keepalive?: boolean;
    key?: string; // of a write that may be tried again
};

// Calls BACK when the session is over.
let locked = () => {};
export const onLocked = (back: () => void) => void (locked = back);

export const address = (path: string) => new URL(path, BASE).href;
export const part = encodeURIComponent;

// A key of its own for each write, so that a repeated one is done once.
export const newKey = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
};

async function problemOf(answer: Response): Promise<ApiProblem> {
    try {
        const said = JSON.parse(await answer.text(), spoken) as T.Problem;
        const words = answer.status === 507 ? w.full : said.detail || said.title;
        return new ApiProblem(answer.status, words, said.findings);
    } catch {
        return new ApiProblem(answer.status, '');
    }
}

export async function call<R>(path: string, options: Options = {}): Promise<R> {
    const method = options.method ?? 'GET';
    const headers: Record<string, string> = {
        Accept: 'application/json',
        'Accept-Language': document.documentElement.lang,
        'X-Tenace': '1',
    };
    let body: BodyInit | undefined;
    if (options.json !== undefined) {
        headers['Content-Type'] = 'application/json';
        body = JSON.stringify(options.json);
    } else if (options.raw !== undefined) {
        headers['Content-Type'] = options.type ?? 'application/octet-stream';
        body = options.raw;
    }
    if (method !== 'GET') headers['Idempotency-Key'] = options.key ?? newKey();
    let answer: Response;
    try {
        answer = await fetch(new URL(path, BASE), {
            method,
            headers,
            body,
            keepalive: options.keepalive,
            credentials: 'same-origin',
        });
    } catch {
        throw new ApiProblem(0, '');
    }
    if (answer.status === 401 && path !== 'session') locked();
    if (!answer.ok) throw await problemOf(answer);
    if (answer.status === 204) return undefined as R;
    return read<R>(await answer.text());
}

export const read = <R>(text: string) => JSON.parse(text, spoken) as R;

export const get = <R>(path: string) => call<R>(path);
export const post = <R>(path: string, json: unknown = {}) => call<R>(path, { method: 'POST', json });
export const put = <R>(path: string, json: unknown) => call<R>(path, { method: 'PUT', json });
export const remove = (path: string) => call<void>(path, { method: 'DELETE' });
// What the program takes at most.
const LARGEST = 64;
export async function upload<R>(path: string, raw: Blob | string, type: string): Promise<R> {
    if (raw instanceof Blob && raw.size > LARGEST << 20) throw new ApiProblem(413, w.drop.large(LARGEST));
    return call<R>(path, { method: 'POST', raw, type });
}

// Calls BACK whenever something was stored, by anybody; returns what ends it.
export function onChange(back: () => void): () => void {
    const source = new EventSource(address('events'));
    let waiting = 0;
    const soon = () => {
        clearTimeout(waiting);
        waiting = window.setTimeout(back, 150);
    };
    source.addEventListener('changed', soon);
    // The program was away, and anything may have happened.
    let before = false;
    source.addEventListener('open', () => {
        if (before) soon();
        before = true;
    });
    return () => {
        clearTimeout(waiting);
        source.close();
    };
}
