// SPDX-License-Identifier: AGPL-3.0-or-later
// All claims, and the search over everything.
import { useEffect, useState } from 'preact/hooks';
import { get, part } from './api';
import type * as T from './api-types';
import { useData } from './data';
import { Found } from './highlight';
import { Icon } from './icons';
import { go, to } from './router';
import { Loading, sayProblem, Title, Trouble } from './ui';
import { capital, day, money, named, w } from './words';

const FILTERS = { all: '', mine: '&state=open&turn=mine', seller: '&state=open&turn=seller', closed: '' };
type Filter = keyof typeof FILTERS;

export function ClaimsScreen(props: { query: URLSearchParams }) {
    const words = props.query.get('q') ?? '';
    const [typed, setTyped] = useState(words);
    useEffect(() => setTyped(words), [words]);
    const search = (event: Event) => {
        event.preventDefault();
        go(typed.trim() ? `${to('claims')}?q=${part(typed.trim())}` : to('claims'));
    };
    return (
        <div class="narrow">
            <Title>{w.claims.title}</Title>
            <form class="search" role="search" onSubmit={search}>
                <Icon name="search" />
                <input
                    type="search"
                    aria-label={w.claims.search}
                    placeholder={w.claims.search}
                    value={typed}
                    onInput={event => setTyped((event.target as HTMLInputElement).value)}
                />
                <button class="secondary">{w.claims.searchGo}</button>
            </form>
            {words ? <Hits words={words} /> : <List />}
        </div>
    );
}

function Hits(props: { words: string }) {
    const { data, problem, reload } = useData<T.Hit[]>(`search?q=${part(props.words)}&limit=50`);
    const claims = useData<T.ClaimPage>('claims?limit=100').data;
    if (problem) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    const nameOf = (ref: string) => claims?.items.find(one => one.claim === ref);
    return (
        <section>
            <p class="hint" role="status">
                {data.length ? w.claims.results(data.length) : w.claims.none}
            </p>
            <ul class="rows">
                {data.map((hit, index) => (
                    <li key={index}>
                        <a
                            class="row"
                            href={
                                hit.event
                                    ? to('claim', hit.claim, 'event', hit.event)
                                    : to('claim', hit.claim)
                            }
                        >
                            <span class="row-main">
                                <strong>{nameOf(hit.claim)?.item ?? hit.claim}</strong>
                                <small>
                                    <Found excerpt={hit.excerpt} />
                                </small>
                            </span>
                            <Icon name="fold" />
                        </a>
                    </li>
                ))}
            </ul>
        </section>
    );
}

function List() {
    const [filter, setFilter] = useState<Filter>('all');
    const [more, setMore] = useState<T.ClaimRow[]>([]);
    const [cursor, setCursor] = useState<string | null | undefined>(undefined);
    const { data, problem, reload } = useData<T.ClaimPage>(`claims?limit=50${FILTERS[filter]}`);
    useEffect(() => {
        setMore([]);
        setCursor(undefined);
    }, [data]);
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    const next = cursor === undefined ? data?.next : cursor;
    const showMore = () => {
        get<T.ClaimPage>(`claims?limit=50${FILTERS[filter]}&cursor=${part(next!)}`).then(page => {
            setMore([...more, ...page.items]);
            setCursor(page.next);
        }, sayProblem);
    };
    const rows = [...(data?.items ?? []), ...more].filter(row => filter !== 'closed' || row.state !== 'open');
    return (
        <>
            <div class="filters" role="group" aria-label={w.claims.title}>
                {(Object.keys(FILTERS) as Filter[]).map(one => (
                    <button
                        key={one}
                        class="filter"
                        aria-pressed={filter === one}
                        onClick={() => setFilter(one)}
                    >
                        {w.claims[one]}
                    </button>
                ))}
            </div>
            {!data && <Loading />}
            {data && !rows.length && (
                <p class="hint">
                    {w.claims.empty} <a href={to('new')}>{w.nav.new}</a>
                </p>
            )}
            <ClaimRows rows={rows} />
            {next && (
                <button class="secondary" onClick={showMore}>
                    {w.claims.showMore}
                </button>
            )}
        </>
    );
}

export function ClaimRows(props: { rows: T.ClaimRow[] }) {
    return (
        <ul class="rows">
            {props.rows.map(row => (
                <li key={row.claim}>
                    <a class="row" href={to('claim', row.claim)}>
                        <span class={`dot ${row.state === 'open' ? row.turn : 'done'}`} aria-hidden="true" />
                        <span class="row-main">
                            <strong>{row.item}</strong>
                            <small>
                                {row.merchant}
                                {row.owed && ` · ${money(row.owed)}`}
                            </small>
                        </span>
                        <small class="row-end">
                            {row.state === 'open'
                                ? capital(row.title)
                                : capital(named(w.claim.states, row.state))}
                            {row.state === 'open' && row.due && (
                                <span class="row-due">{day(row.due)}</span>
                            )}
                        </small>
                        <Icon name="fold" />
                    </a>
                </li>
            ))}
        </ul>
    );
}
