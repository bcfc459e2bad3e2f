// SPDX-License-Identifier: AGPL-3.0-or-later
// The next move: one card that says what, why, how long, and what if not; the other claims folded below.
import { useState } from 'preact/hooks';
import { post } from './api';
import type * as T from './api-types';
import { Turn } from './clock';
import { changed, useData } from './data';
import { channelIcon, Icon } from './icons';
import { to } from './router';
import { NewScreen } from './screen-new';
import { Do, Fold, Loading, say, Title, Trouble } from './ui';
import { capital, day, daysUntil, money, named, w } from './words';

export function NextScreen() {
    const { data, problem, reload } = useData<T.Card[]>('next?limit=50');
    const held = useData<T.Held[]>('held').data;
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    if (!data.length) return <Nothing />;
    const [first, ...others] = data;
    const waiting = others.filter(card => card.turn === 'mine' && card.move.kind !== 'wait').length;
    return (
        <div class="narrow">
            <MoveCard card={first} key={first.claim} />
            {!!held?.length && (
                <a class="held-hint" href={to('held')}>
                    <Icon name="letter" />
                    {w.next.held(held.length)}
                </a>
            )}
            {!!others.length && (
                <Fold
                    title={
                        <>
                            {w.next.others(others.length)}
                            {waiting > 0 && <small> · {w.next.waiting(waiting)}</small>}
                        </>
                    }
                    class="others"
                >
                    <ul class="rows">
                        {others.map(card => (
                            <OtherCard card={card} key={card.claim} />
                        ))}
                    </ul>
                </Fold>
            )}
        </div>
    );
}

// No open claim: the first claim begins here; who has closed ones sees that all is well.
function Nothing() {
    const { data } = useData<T.ClaimPage>('claims?state=all&limit=1');
    if (!data) return <Loading />;
    if (!data.items.length) return <NewScreen />;
    return (
        <div class="narrow calm">
            <Title>{w.next.nothing}</Title>
            <p>
                <a class="secondary" href={to('new')}>
                    <Icon name="plus" />
                    {w.nav.new}
                </a>
            </p>
        </div>
    );
}

export const prepareWords = (move: T.Move) =>
    move.id === 'answer_step'
        ? w.next.step
        : move.kind === 'decide'
          ? w.next.decide
          : named(w.next.prepare, move.channel ?? 'none');

const whenWords = (due: string) => {
    const days = daysUntil(due);
    return days === 0 ? w.next.today : days > 0 ? w.next.inDays(days) : w.next.since(day(due));
};

function MoveCard(props: { card: T.Card }) {
    const { card } = props;
    const { move } = card;
    const wait = move.kind === 'wait';
    const why = reasonsOf(card);
    const title = wait ? w.next.watching : capital(move.title);
    return (
        <article class={wait ? 'move waiting' : 'move'}>
            <Turn turn={card.turn} until={card.until} />
            <Title page={w.next.title}>{title}</Title>
            <p class="about">
                {card.merchant}
                <span> · {card.item}</span>
                {card.owed && <span> · {money(card.owed)}</span>}
            </p>
            {!!why.length && (
                <div class="why">
                    <Reasons why={why.slice(0, FEW)} claim={card.claim} label={w.next.why} />
                    {why.length > FEW && (
                        <Fold title={w.next.moreReasons(why.length - FEW)}>
                            <Reasons why={why.slice(FEW)} claim={card.claim} label={w.next.why} />
                        </Fold>
                    )}
                </div>
            )}
            <div class="move-facts">
                {!wait && (
                    <span>
                        <Icon name="clock" />
                        {w.next.minutes(move.minutes)}
                    </span>
                )}
                {move.due && !(wait && card.until) && (
                    <span>
                        <Icon name="calendar" />
                        {wait ? w.next.until(day(move.due)) : whenWords(move.due)}
                    </span>
                )}
            </div>
            <p class="if-wait">
                {!wait && <strong>{w.next.wait}</strong>}
                {move.if_you_wait}
            </p>
            <div class="actions">
                {wait ? (
                    <a class="primary" href={to('claim', card.claim)}>
                        {w.next.claim}
                        <Icon name="fold" />
                    </a>
                ) : (
                    <a class="primary" href={to('claim', card.claim, 'move')}>
                        <Icon name={channelIcon(move.channel)} />
                        {prepareWords(move)}
                    </a>
                )}
                <a class="secondary" href={to('claim', card.claim, 'answer')}>
                    <Icon name="word" />
                    {w.next.gotAnswer}
                </a>
            </div>
            <div class="actions minor">
                {!wait && (
                    <a class="quiet" href={to('claim', card.claim)}>
                        {w.next.claim}
                    </a>
                )}
                {!wait && <Snooze claim={card.claim} />}
            </div>
            {!wait && (
                <p class="reassure">
                    <Icon name="shield" />
                    {w.nothingLeavesLong}
                </p>
            )}
            {card.then && (
                <p class="then">
                    <span>{w.next.then}</span>
                    {card.then.title}
                    {card.then.due && <>, {whenWords(card.then.due)}</>}
                </p>
            )}
        </article>
    );
}

// While it is the seller's turn, the turn and what comes then are said beside the reasons already.
export const reasonsOf = (card: { move: T.Move; turn: T.Turn }) =>
    card.move.kind === 'wait' && card.turn === 'seller'
        ? card.move.why.slice(1).filter(one => one.event)
        : card.move.why;

// The first reasons are the move's own; what else was noticed is folded.
const FEW = 2;

const Reasons = (props: { why: T.Why[]; claim: string; label: string }) => (
    <ul aria-label={props.label}>
        {props.why.map((one, index) => (
            <li key={index}>
                {one.event ? <a href={to('claim', props.claim, 'event', one.event)}>{one.text}</a> : one.text}
            </li>
        ))}
    </ul>
);

export function Snooze(props: { claim: string; open?: boolean }) {
    const [open, setOpen] = useState(!!props.open);
    const put = (days: number) => async () => {
        const until = new Date(Date.now() + days * 86400000);
        const date = `${until.getFullYear()}-${String(until.getMonth() + 1).padStart(2, '0')}-${String(until.getDate()).padStart(2, '0')}`;
        await post(`claims/${props.claim}/events`, { kind: 'claim.snoozed', body: { until: date } });
        say(w.next.snoozed);
        changed();
    };
    if (!open)
        return (
            <button class="quiet" onClick={() => setOpen(true)}>
                {w.next.later}
            </button>
        );
    return (
        <span class="choices">
            {[1, 3, 7].map(days => (
                <Do class="quiet" key={days} act={put(days)}>
                    {w.next.snooze(days)}
                </Do>
            ))}
        </span>
    );
}

function OtherCard(props: { card: T.Card }) {
    const { card } = props;
    const wait = card.move.kind === 'wait';
    return (
        <li>
            <a class="row" href={wait ? to('claim', card.claim) : to('claim', card.claim, 'move')}>
                <span class={`dot ${card.turn}`} aria-hidden="true" />
                <span class="row-main">
                    <strong>{wait ? w.next.watching : capital(card.move.title)}</strong>
                    <small>
                        {card.merchant} · {card.item}
                    </small>
                </span>
                <small class="row-end">
                    {card.turn === 'seller' && card.until
                        ? w.next.until(day(card.until))
                        : card.move.due && whenWords(card.move.due)}
                </small>
                <Icon name="fold" />
            </a>
        </li>
    );
}
