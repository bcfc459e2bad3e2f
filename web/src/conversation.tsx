// SPDX-License-Identifier: AGPL-3.0-or-later
// The events of a claim as a conversation: mine on the right, the seller's on the left, the rest between.
import type * as T from './api-types';
import { channelIcon, Icon } from './icons';
import { Marked, toneOf, type Passage } from './highlight';
import { to } from './router';
import { Chip } from './ui';
import { capital, day, time, w } from './words';

// Lines longer than this are folded in the conversation; the event's own screen has everything.
const LONG = 900;
const TALKS: T.EventKind[] = [
    'message.sent',
    'message.received',
    'call.made',
    'visit.made',
    'form.submitted',
    'post.published',
];

const isTalk = (event: T.Event) => TALKS.includes(event.kind) && !event.retracted;

export const passagesOf = (event: T.Event): Passage[] =>
    event.signals.flatMap(signal =>
        signal.start !== null && signal.end !== null
            ? [{ start: signal.start, end: signal.end, tone: toneOf(signal.kind), title: signal.title }]
            : [],
    );

export function Conversation(props: { claim: T.Claim; name: string }) {
    let last = '';
    return (
        <ol class="conversation">
            {props.claim.events.map(event => {
                const today = day(event.at, true);
                const fresh = today !== last;
                last = today;
                return (
                    <li
                        key={event.seq}
                        class={`said-by ${event.actor} ${isTalk(event) ? 'talk' : 'fact'}`}
                        id={`event-${event.seq}`}
                    >
                        {fresh && (
                            <div class="day">
                                <span>{capital(today)}</span>
                            </div>
                        )}
                        {isTalk(event) ? (
                            <Talk event={event} {...props} />
                        ) : (
                            <Fact event={event} {...props} />
                        )}
                    </li>
                );
            })}
        </ol>
    );
}

function whoOf(event: T.Event, claim: T.Claim): string {
    if (event.actor === 'seller') return event.agent ? `${event.agent}, ${claim.merchant}` : claim.merchant;
    return event.actor === 'me' ? w.claim.me : event.actor === 'helper' ? w.claim.helper : w.claim.system;
}

function Talk(props: { event: T.Event; claim: T.Claim; name: string }) {
    const { event } = props;
    const text = event.text ?? '';
    const long = text.length > LONG;
    return (
        <article class={event.automatic?.is ? 'bubble automatic' : 'bubble'}>
            <header>
                <Icon name={channelIcon(event.channel)} />
                <strong>{whoOf(event, props.claim)}</strong>
                <span>{event.title}</span>
                <a href={to('claim', props.name, 'event', event.seq)}>
                    <time dateTime={event.at}>{time(event.at)}</time>
                </a>
            </header>
            {text ? (
                <div class={long ? 'long' : ''}>
                    <Marked text={text} passages={passagesOf(event)} />
                </div>
            ) : (
                event.summary && <p class="words">{event.summary}</p>
            )}
            {long && (
                <a class="quiet" href={to('claim', props.name, 'event', event.seq)}>
                    {w.more}
                </a>
            )}
            {event.automatic?.is && (
                <p class="automatic-line">
                    <Icon name="clock" />
                    {w.claim.automatic}
                </p>
            )}
            {!!event.tactics.length && (
                <footer>
                    {event.tactics.map(one => (
                        <Chip tone="theirs" icon="alert" key={one.kind}>
                            {one.title}
                        </Chip>
                    ))}
                </footer>
            )}
        </article>
    );
}

function Fact(props: { event: T.Event; name: string }) {
    const { event } = props;
    return (
        <p class={event.retracted ? 'fact-line retracted' : 'fact-line'}>
            <a href={to('claim', props.name, 'event', event.seq)}>{capital(event.title)}</a>
            {event.retracted && <em> · {w.claim.retracted}</em>}
            {event.summary && event.summary !== event.title && <span> · {event.summary}</span>}
        </p>
    );
}
