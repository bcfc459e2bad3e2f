// SPDX-License-Identifier: AGPL-3.0-or-later
// Whose turn it is, as two faces of a chess clock; the sum at stake as a bar; small charts, each with its table.
import type { Clock, Money } from './api-types';
import { day, daysUntil, money, w } from './words';

// How much of the turn has gone by, 0 to 1.
function goneBy(clock: Clock): number {
    if (!clock.since || !clock.until) return 0;
    const start = new Date(clock.since).getTime();
    const end = new Date(clock.until + 'T00:00:00').getTime();
    return end > start ? Math.min(1, Math.max(0.02, (Date.now() - start) / (end - start))) : 1;
}

const ROUND = 2 * Math.PI * 40;

function Face(props: { label: string; days: number; running: boolean; part: number; tone: string }) {
    return (
        <div class={`face ${props.tone} ${props.running ? 'running' : ''}`}>
            <svg viewBox="0 0 100 100" aria-hidden="true" focusable="false">
                <circle class="dial" cx="50" cy="50" r="40" />
                {props.running && (
                    <circle
                        class="hand"
                        cx="50"
                        cy="50"
                        r="40"
                        transform="rotate(-90 50 50)"
                        stroke-dasharray={`${(props.part || 1) * ROUND} ${ROUND}`}
                    />
                )}
                <text x="50" y="55" class="face-days">
                    {props.days}
                </text>
                <text x="50" y="70" class="face-unit">
                    {w.claim.clockDays(props.days).replace(/^\d+\s*/, '')}
                </text>
            </svg>
            <div class="face-label">{props.label}</div>
        </div>
    );
}

const turnWords = (turn: string) =>
    turn === 'mine' ? w.next.yours : turn === 'seller' ? w.next.theirs : w.next.nobody;

export function ChessClock(props: { clock: Clock }) {
    const { clock } = props;
    const text = w.claim.clockText(turnWords(clock.turn), clock.days_mine, clock.days_seller);
    return (
        <figure class="clock">
            <div class="faces" role="img" aria-label={text}>
                <Face
                    label={w.claim.clockMine}
                    days={clock.days_mine}
                    running={clock.turn === 'mine'}
                    part={0}
                    tone="mine"
                />
                <Face
                    label={w.claim.clockSeller}
                    days={clock.days_seller}
                    running={clock.turn === 'seller'}
                    part={goneBy(clock)}
                    tone="theirs"
                />
            </div>
            <figcaption>
                <strong>{turnWords(clock.turn)}</strong>
                {clock.turn === 'seller' && clock.until && (
                    <span> {w.claim.clockUntil(day(clock.until, true))}</span>
                )}
                {clock.turn === 'mine' && <span>. {w.claim.clockStill}</span>}
            </figcaption>
        </figure>
    );
}

// The same in one line, for the cards.
export function Turn(props: { turn: string; until: string | null; since?: string | null }) {
    const left = props.until ? daysUntil(props.until) : null;
    return (
        <div class={`turn ${props.turn === 'mine' ? 'mine' : 'theirs'}`}>
            <i aria-hidden="true" />
            <span>{turnWords(props.turn)}</span>
            {props.turn === 'seller' && props.until && (
                <span class="turn-until">
                    {w.next.until(day(props.until))}
                    {left !== null && left > 0 && <> · {w.next.dayLeft(left)}</>}
                </span>
            )}
        </div>
    );
}

// Recovered out of owed, with the same in words below.
export function Amounts(props: { stake: Money | null; owed: Money | null; recovered: Money | null }) {
    const whole = Math.max(props.owed?.amount ?? 0, props.stake?.amount ?? 0, props.recovered?.amount ?? 0);
    if (!whole) return null;
    const share = (props.recovered?.amount ?? 0) / whole;
    return (
        <div class="amounts">
            <dl>
                <div>
                    <dt>{w.claim.stake}</dt>
                    <dd>{money(props.stake)}</dd>
                </div>
                <div>
                    <dt>{w.claim.owed}</dt>
                    <dd>{money(props.owed)}</dd>
                </div>
                <div>
                    <dt>{w.claim.recovered}</dt>
                    <dd class="good">{money(props.recovered)}</dd>
                </div>
            </dl>
            <svg
                class="bar"
                viewBox="0 0 200 6"
                preserveAspectRatio="none"
                role="img"
                aria-label={w.claim.amountsText(money(props.recovered), money(props.owed))}
            >
                <rect class="bar-all" width="200" height="6" rx="3" />
                {share > 0 && <rect class="bar-part" width={Math.max(6, 200 * share)} height="6" rx="3" />}
            </svg>
        </div>
    );
}

// The courtesy of each of the seller's messages along the thread: dots on a line, and the same in a table.
export function Tone(props: {
    points: { seq: number; at: string; courtesy: number; agent: string | null }[];
}) {
    if (props.points.length < 2) return null;
    const x = (index: number) => 12 + (index * 276) / (props.points.length - 1);
    const y = (value: number) => 66 - value * 54;
    return (
        <figure class="tone">
            <svg viewBox="0 0 300 80" role="img" aria-label={w.claim.courtesyText}>
                <line class="tone-middle" x1="4" x2="296" y1={y(0.5)} y2={y(0.5)} />
                <polyline points={props.points.map((one, i) => `${x(i)},${y(one.courtesy)}`).join(' ')} />
                {props.points.map((one, i) => (
                    <circle
                        key={one.seq}
                        cx={x(i)}
                        cy={y(one.courtesy)}
                        r="5"
                        class={one.courtesy < 0.5 ? 'cold' : ''}
                    />
                ))}
            </svg>
            <table>
                <caption>{w.claim.courtesyText}</caption>
                <tbody>
                    {props.points.map(one => (
                        <tr key={one.seq}>
                            <th scope="row">
                                {day(one.at)}
                                {one.agent && `, ${one.agent}`}
                            </th>
                            <td>{one.courtesy < 0.5 ? w.claim.courtesyCold : w.claim.courtesyWarm}</td>
                            <td>{Math.round(one.courtesy * 100)} %</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </figure>
    );
}

// Bars beside a table: ROWS of a name and a number.
export function Bars(props: { caption: string; heads: [string, string]; rows: [string, number][] }) {
    const most = Math.max(1, ...props.rows.map(row => row[1]));
    return (
        <table class="bars">
            <caption class="unseen">{props.caption}</caption>
            <thead class="unseen">
                <tr>
                    <th scope="col">{props.heads[0]}</th>
                    <th scope="col">{props.heads[1]}</th>
                </tr>
            </thead>
            <tbody>
                {props.rows.map(([name, count]) => (
                    <tr key={name}>
                        <th scope="row">{name}</th>
                        <td>
                            <svg
                                viewBox="0 0 100 8"
                                preserveAspectRatio="none"
                                aria-hidden="true"
                                focusable="false"
                            >
                                <rect class="bar-part" width={(100 * count) / most} height="8" rx="2" />
                            </svg>
                            <span>{count}</span>
                        </td>
                    </tr>
                ))}
            </tbody>
        </table>
    );
}
