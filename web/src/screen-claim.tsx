// SPDX-License-Identifier: AGPL-3.0-or-later
// A claim: the story as a conversation, and beside it where it stands: clock, sums, ladder, rights, evidence.
import { useState } from 'preact/hooks';
import { address, part } from './api';
import type * as T from './api-types';
import { Amounts, ChessClock, Tone, Turn } from './clock';
import { Conversation } from './conversation';
import { useData } from './data';
import { Attach, Files } from './evidence';
import { Happened } from './happened';
import { channelIcon, Icon } from './icons';
import { to } from './router';
import { prepareWords, reasonsOf } from './screen-next';
import { PublicHint } from './screen-public';
import { Back, Chip, Fold, Loading, Title, Trouble } from './ui';
import { capital, day, money, named, w } from './words';

export function ClaimScreen(props: { name: string }) {
    const path = `claims/${part(props.name)}`;
    const { data: claim, problem, reload } = useData<T.Claim>(path);
    const rights = useData<T.Right[]>(path + '/rights').data;
    const files = useData<T.Evidence[]>(path + '/evidence').data;
    if (problem && !claim) return <Trouble problem={problem} retry={reload} />;
    if (!claim) return <Loading />;
    return (
        <div class="claim">
            <Back to={to('claims')}>{w.nav.claims}</Back>
            <Title
                page={claim.item}
                eyebrow={
                    <>
                        {w.claim.number} {claim.number} · {w.fresh.kinds[claim.claim_record.kind]}
                    </>
                }
                lead={<a href={to('seller', claim.merchant_record.ref)}>{claim.merchant}</a>}
            >
                {claim.item}
            </Title>
            <div class="columns">
                <div class="column-main">
                    <NowCard claim={claim} name={props.name} />
                    <PublicHint claim={claim} name={props.name} />
                    <section>
                        <h2>{w.claim.conversation}</h2>
                        <Conversation claim={claim} name={props.name} />
                    </section>
                    <Happened claim={claim} name={props.name} />
                </div>
                <aside class="column-side" aria-label={w.claim.position}>
                    <section class="panel">
                        <ChessClock clock={claim.clock} />
                        {claim.ghosting !== 'none' && (
                            <Chip tone="theirs" icon="clock">
                                {named(w.claim.ghosting, claim.ghosting)}
                            </Chip>
                        )}
                    </section>
                    <Amounts stake={claim.stake} owed={claim.owed} recovered={claim.recovered} />
                    <Ladder claim={claim} />
                    <Rights rights={rights} name={props.name} />
                    <section class="panel">
                        <h2>{w.claim.evidence}</h2>
                        {files?.length ? (
                            <Files name={props.name} files={files.slice(-4)} />
                        ) : (
                            <p class="hint">{w.claim.evidenceNone}</p>
                        )}
                        <Attach name={props.name} hint={w.claim.evidenceDrop} />
                        {(files?.length ?? 0) > 0 && (
                            <a class="quiet" href={to('claim', props.name, 'evidence')}>
                                {w.claim.evidenceAll}
                            </a>
                        )}
                    </section>
                    <Seen claim={claim} name={props.name} />
                    <Fold title={w.claim.dossier}>
                        <p class="actions">
                            <a class="secondary" href={address(path + '/dossier.pdf')} download>
                                {w.claim.dossierPdf}
                            </a>
                            <a class="secondary" href={address(path + '/dossier.zip')} download>
                                {w.claim.dossierZip}
                            </a>
                        </p>
                    </Fold>
                    {!!claim.hints.length && (
                        <Fold title={w.claim.hints}>
                            <dl class="hints">
                                {claim.hints.map(hint => (
                                    <div key={hint.term}>
                                        <dt>{hint.term}</dt>
                                        <dd>{hint.says}</dd>
                                    </div>
                                ))}
                            </dl>
                        </Fold>
                    )}
                </aside>
            </div>
        </div>
    );
}

function NowCard(props: { claim: T.Claim; name: string }) {
    const { claim } = props;
    const { move } = claim;
    if (claim.state !== 'open')
        return (
            <section class="now">
                <Chip tone="good" icon="check">
                    {capital(named(w.claim.states, claim.state))}
                </Chip>
                {!!claim.recovered?.amount && (
                    <p>
                        <strong>{w.claim.recovered}</strong> {money(claim.recovered)}
                    </p>
                )}
            </section>
        );
    const wait = move.kind === 'wait';
    const why = reasonsOf(claim)[0];
    return (
        <section class={wait ? 'now waiting' : 'now'} aria-label={w.next.title}>
            <Turn turn={claim.turn} until={claim.until} />
            <div>
                <h2>{wait ? w.next.watching : capital(move.title)}</h2>
                {why && <p>{why.text}</p>}
                <p class="hint">{move.if_you_wait}</p>
            </div>
            {!wait && (
                <a class="primary" href={to('claim', props.name, 'move')}>
                    <Icon name={channelIcon(move.channel)} />
                    {prepareWords(move)}
                </a>
            )}
            {wait && claim.then && (
                <p class="then">
                    <span>{w.next.then}</span>
                    {claim.then.title}
                    {claim.then.due && `, ${w.next.due(day(claim.then.due))}`}
                </p>
            )}
        </section>
    );
}

function Ladder(props: { claim: T.Claim }) {
    const { rungs, state } = props.claim;
    const done = rungs.filter(rung => rung.state === 'done').length;
    if (!rungs.length) return null;
    // What was not done before the present step was passed over; in a closed claim nothing comes later.
    const reached = rungs.map(rung => rung.state === 'done' || rung.state === 'current').lastIndexOf(true);
    const stateOf = (rung: T.Rung, index: number) =>
        rung.state !== 'later' ? rung.state : index < reached ? 'skipped' : state === 'open' ? 'later' : 'unused';
    return (
        <section class="panel">
            <h2>
                {w.claim.ladder} <small>{w.claim.rungDone(done, rungs.length)}</small>
            </h2>
            <ol class="ladder">
                {rungs.map((rung, index) => (
                    <li
                        key={rung.id}
                        class={stateOf(rung, index)}
                        aria-current={rung.state === 'current' ? 'step' : undefined}
                    >
                        <i aria-hidden="true">
                            {rung.state === 'done' ? (
                                <Icon name="check" />
                            ) : (
                                <Icon name={channelIcon(rung.channel)} />
                            )}
                        </i>
                        <span>{capital(rung.title)}</span>
                        <small>
                            {rung.last ? day(rung.last) : named(w.claim.rungStates, stateOf(rung, index))}
                            {rung.times > 1 && ` · ${rung.times} ×`}
                        </small>
                    </li>
                ))}
            </ol>
        </section>
    );
}

const FEW = 3;

function Rights(props: { rights: T.Right[] | null; name: string }) {
    const [all, setAll] = useState(false);
    if (!props.rights) return null;
    const shown = all ? props.rights : props.rights.slice(0, FEW);
    return (
        <section class="panel">
            <h2>{w.claim.rights}</h2>
            {!props.rights.length && <p class="hint">{w.claim.rightsNone}</p>}
            <ul class="rights">
                {shown.map(right => (
                    <RightItem right={right} name={props.name} key={right.rule} />
                ))}
            </ul>
            {props.rights.length > shown.length && (
                <button class="quiet" onClick={() => setAll(true)}>
                    {w.claim.rightsMore(props.rights.length - shown.length)}
                </button>
            )}
        </section>
    );
}

function RightItem(props: { right: T.Right; name: string }) {
    const { right } = props;
    const soon = right.days_left !== null && right.days_left >= 0;
    return (
        <li>
            <p>{right.effect}</p>
            <p class="right-facts">
                {right.amount && (
                    <strong>
                        {money(right.amount)}
                        {right.tier && ` (${right.tier})`}
                    </strong>
                )}
                {right.due && soon && (
                    <Chip tone={right.days_left! <= 14 ? 'warn' : ''} icon="calendar">
                        {day(right.due)} · {w.claim.rightDays(right.days_left!)}
                    </Chip>
                )}
            </p>
            <details class="right-source">
                <summary>{right.source}</summary>
                <p>{named(w.claim.rightStatus, right.status)}</p>
                <ul>
                    {right.why.map((one, index) => (
                        <li key={index}>
                            {one.event ? (
                                <a href={to('claim', props.name, 'event', one.event)}>{one.text}</a>
                            ) : (
                                one.text
                            )}
                        </li>
                    ))}
                </ul>
            </details>
        </li>
    );
}

// Tactics, promises, steps, tone: what was noticed along the thread.
function Seen(props: { claim: T.Claim; name: string }) {
    const { claim } = props;
    const points = claim.events.flatMap(event =>
        event.kind === 'message.received' && event.courtesy !== null && !event.automatic?.is
            ? [{ seq: event.seq, at: event.at, courtesy: event.courtesy / 100, agent: event.agent }]
            : [],
    );
    return (
        <>
            {!!claim.tactics_seen.length && (
                <section class="panel">
                    <h2>{w.claim.tactics}</h2>
                    <ul class="plain">
                        {claim.tactics_seen.map(one => (
                            <li key={one.kind}>
                                <a href={one.event ? to('claim', props.name, 'event', one.event) : '#/'}>
                                    {capital(one.title)}
                                </a>
                                <small>{w.claim.tacticTimes(one.count)}</small>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            {!!claim.promises.length && (
                <section class="panel">
                    <h2>{w.claim.promises}</h2>
                    <ul class="plain">
                        {claim.promises.map(one => (
                            <li key={one.event}>
                                <a href={to('claim', props.name, 'event', one.event)}>
                                    {w.claim.promiseFor(day(one.due))}
                                </a>
                                <Chip
                                    tone={
                                        one.state === 'broken' ? 'theirs' : one.state === 'kept' ? 'good' : ''
                                    }
                                >
                                    {named(w.claim.promiseStates, one.state)}
                                </Chip>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            {!!claim.steps.length && (
                <section class="panel">
                    <h2>{w.claim.steps}</h2>
                    <ul class="plain">
                        {claim.steps.map(one => (
                            <li key={one.id}>
                                <span>
                                    {capital(named(w.steps, one.id))}
                                    <small> {one.asked > 0 && w.claim.stepAsked(one.asked)}</small>
                                </span>
                                <Chip tone={one.done_event ? 'good' : ''}>
                                    {one.done_event ? w.claim.stepDone : w.claim.stepOpen}
                                </Chip>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
            {points.length > 1 && (
                <section class="panel">
                    <h2>{w.claim.courtesy}</h2>
                    <Tone points={points} />
                </section>
            )}
        </>
    );
}
