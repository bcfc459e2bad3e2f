// SPDX-License-Identifier: AGPL-3.0-or-later
// What a screen shows comes from the API and is asked for again whenever something was stored, by anybody.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiProblem, get, read } from './api';

const listeners = new Set<() => void>();

// Something changed: every screen asks again for what it shows.
let leaving = 0;
export const changed = () => void (leaving || listeners.forEach(listener => listener()));

// Waits for what ends the screen, which meanwhile must not ask for a move that is over.
export async function last<R>(act: Promise<R>): Promise<R> {
    leaving += 1;
    try {
        return await act;
    } finally {
        setTimeout(() => {
            leaving -= 1;
            changed();
        }, 300);
    }
}

// What the program wrote into the page for its first screen, by path (src/server/server-first.c). It counts until that is drawn.
let written: Record<string, unknown> = JSON.parse(document.getElementById('first')?.textContent || '{}');
export const forgetWritten = () => void (written = {});

// In the words of the language that is spoken by now.
export const given = <R>(path: string | null): R | null =>
    path !== null && path in written ? read<R>(JSON.stringify(written[path])) : null;

export type Loaded<R> = { data: R | null; problem: ApiProblem | null; reload: () => void };

// PATH null: nothing is asked for. What was shown stays while it is asked for again.
export function useData<R>(path: string | null): Loaded<R> {
    const [data, setData] = useState<R | null>(() => given<R>(path));
    const [problem, setProblem] = useState<ApiProblem | null>(null);
    const asked = useRef(data === null ? null : path);
    const reload = useCallback(() => {
        if (path === null) return;
        get<R>(path).then(
            answer => {
                if (asked.current !== path) return;
                setData(answer);
                setProblem(null);
            },
            (error: ApiProblem) => asked.current === path && setProblem(error),
        );
    }, [path]);
    // Not after the first picture, which may take its time.
    useLayoutEffect(() => {
        if (asked.current !== path) {
            setData(null);
            asked.current = path;
            reload();
        }
        listeners.add(reload);
        return () => void listeners.delete(reload);
    }, [path, reload]);
    return { data: asked.current === path ? data : null, problem, reload };
}

// What was typed and not yet done outlives a reload and the way back, in this tab; null: nothing is kept.
export function useKept<V>(name: string, empty: V): [V, (next: V | null) => void] {
    const [value, setValue] = useState<V>(() => {
        const kept = sessionStorage.getItem(name);
        return kept ? (JSON.parse(kept) as V) : empty;
    });
    return [
        value,
        next => {
            setValue(next ?? empty);
            if (next === null) sessionStorage.removeItem(name);
            else sessionStorage.setItem(name, JSON.stringify(next));
        },
    ];
}

// A file dropped or pasted anywhere goes to the screen that asked for it last.
type Taker = (files: File[]) => void;
const takers: Taker[] = [];

export function useFiles(taker: Taker | null) {
    useEffect(() => {
        if (!taker) return;
        takers.push(taker);
        return () => void takers.splice(takers.indexOf(taker), 1);
    }, [taker]);
}

export function giveFiles(files: File[]): boolean {
    const taker = takers[takers.length - 1];
    if (!taker || !files.length) return false;
    taker(files);
    return true;
}

export const isMail = (file: File) =>
    /\.(eml|mbox)$/i.test(file.name) || file.type === 'message/rfc822' || file.type === 'application/mbox';
