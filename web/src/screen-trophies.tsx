// SPDX-License-Identifier: AGPL-3.0-or-later
// What was won and dared. Losses are not counted anywhere.
import type * as T from './api-types';
import { Bars } from './clock';
import { useData } from './data';
import { Icon } from './icons';
import { to } from './router';
import { Loading, Title, Trouble } from './ui';
import { capital, money, w } from './words';

export function TrophiesScreen() {
    const { data, problem, reload } = useData<T.Trophies>('trophies');
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    const deeds = (Object.entries(data.courage) as [string, number][])
        .filter(([, count]) => count > 0)
        .map(([name, count]) => [capital(w.trophies.deeds[name]), count] as [string, number]);
    return (
        <div class="narrow">
            <Title lead={w.menu.trophiesLead}>{w.trophies.title}</Title>
            <div class="trophies">
                <div class="trophy main">
                    <Icon name="star" />
                    {data.recovered.length ? (
                        data.recovered.map(sum => <strong key={sum.currency}>{money(sum)}</strong>)
                    ) : (
                        <strong class="soft">{w.trophies.nothing}</strong>
                    )}
                    {!!data.recovered.length && <span>{w.trophies.recovered}</span>}
                </div>
                <div class="trophy">
                    <strong>{data.moves_made}</strong>
                    <span>{w.trophies.moves(data.moves_made)}</span>
                </div>
                <div class="trophy">
                    <strong>{data.won}</strong>
                    <span>{w.trophies.won(data.won)}</span>
                </div>
            </div>
            {!!deeds.length && (
                <section class="panel">
                    <h2>{w.trophies.courage}</h2>
                    <p class="hint">{w.trophies.courageLead}</p>
                    <Bars
                        caption={w.trophies.courage}
                        heads={[w.trophies.deed, w.trophies.count]}
                        rows={deeds}
                    />
                </section>
            )}
            {!!data.list.length && (
                <section>
                    <h2>{w.trophies.list}</h2>
                    <ul class="rows">
                        {data.list.map(one => (
                            <li key={one.claim}>
                                <a class="row" href={to('claim', one.claim)}>
                                    <span class="row-main">
                                        <strong>{one.item}</strong>
                                        <small>
                                            {one.merchant} · {w.trophies.days(one.days)}
                                        </small>
                                    </span>
                                    <span class="row-end good">{money(one.recovered)}</span>
                                </a>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </div>
    );
}
