// SPDX-License-Identifier: AGPL-3.0-or-later
// Addresses inside the page: '#/claim/3/message/email?x=y'. After the hash, so that the page works under any path.
import { useEffect, useState } from 'preact/hooks';

export type Place = { parts: string[]; query: URLSearchParams; whole: string };

export function here(): Place {
    const whole = location.hash.replace(/^#\/?/, '');
    const [path, query] = whole.split('?');
    return {
        parts: path.split('/').filter(Boolean).map(decodeURIComponent),
        query: new URLSearchParams(query ?? ''),
        whole: path,
    };
}

export const to = (...parts: (string | number)[]) => '#/' + parts.map(encodeURIComponent).join('/');

export function go(link: string, replace = false) {
    if (replace) location.replace(link);
    else location.hash = link;
}

export function usePlace(): Place {
    const [place, setPlace] = useState(here);
    useEffect(() => {
        const changed = () => setPlace(here());
        addEventListener('hashchange', changed);
        return () => removeEventListener('hashchange', changed);
    }, []);
    return place;
}
