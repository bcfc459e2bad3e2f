// SPDX-License-Identifier: AGPL-3.0-or-later
// Doing a move: the frame around the screens of the ways to reach a seller, and the noting of what was done.
import { useRef, useState } from 'preact/hooks';
import { type ApiProblem, part, post, put } from './api';
import type * as T from './api-types';
import { changed, last, useData } from './data';
import { StepPart } from './move-step';
import { useDraft, type Editing } from './draft';
import { MessagePart } from './move-message';
import { CallPart, VisitPart } from './move-speak';
import { PublicPart } from './move-public';
import { DecidePart, DoPart, FormPart, LetterPart, TextPart } from './move-write';
import { go, to } from './router';
import { Back, Do, Field, Loading, say, sayProblem, Title, Trouble } from './ui';
import { capital, w } from './words';

export type Doing = Editing & {
    claim: T.Claim;
    name: string;
    // Notes the move as done, with exactly this text; says it and goes back to the claim.
    done: (words: string, contact?: T.Contact) => Promise<void>;
    // The same with an event of its own, which can tell more.
    record: (words: string, event: T.NewEvent) => Promise<void>;
};

const PARTS: Partial<Record<T.Channel, (doing: Doing) => preact.JSX.Element>> = {
    email: MessagePart,
    form: FormPart,
    phone: CallPart,
    counter: VisitPart,
    public: PublicPart,
    letter: LetterPart,
};

function partOf(draft: T.Draft) {
    if (draft.kind === 'decide' && !draft.body) return DecidePart;
    if (draft.kind === 'do') return DoPart;
    return PARTS[draft.channel] ?? TextPart;
}

export function MoveScreen(props: { name: string; move: string }) {
    const claim = useData<T.Claim>(`claims/${part(props.name)}`);
    const [pinned, setPinned] = useState<string | null>(null);
    const since = useRef(0); // the last event when it was opened
    if (claim.problem && !claim.data) return <Trouble problem={claim.problem} retry={claim.reload} />;
    if (!claim.data) return <Loading />;
    const { data } = claim;
    // The move that was opened stays, whatever is stored meanwhile; unless it was made, in another tab or by another program.
    if (pinned && data.events.some(one => one.seq > since.current && one.body.rung === pinned && one.actor === 'me'))
        return (
            <div class="narrow calm">
                <Title>{w.todo.already}</Title>
                <p>
                    <a class="secondary" href={to('claim', props.name)}>
                        {w.next.claim}
                    </a>
                </p>
            </div>
        );
    if (pinned) return <DraftScreen name={props.name} move={pinned} claim={data} />;
    const next = props.move === 'next';
    if (data.move.kind === 'wait' && next) return <Waiting claim={data} name={props.name} />;
    const step = data.steps.find(one => one.asked > 0 && !one.done_event);
    if (step && (props.move === 'answer_step' || (next && data.move.id === 'answer_step')))
        return <StepPart claim={data} name={props.name} step={step} />;
    since.current = data.events.at(-1)?.seq ?? 0;
    setPinned(next ? data.move.id : props.move);
    return <Loading />;
}

function DraftScreen(props: { name: string; move: string; claim: T.Claim }) {
    const { claim } = props;
    const editing = useDraft(props.name, props.move);
    const home = to('claim', props.name);
    if (editing.problem && !editing.draft) return <NoDraft problem={editing.problem} retry={editing.reload} />;
    if (!editing.draft) return <Loading />;
    const { draft } = editing;
    const finish = (words: string) => {
        editing.setText(null);
        say(words);
        go(home);
    };
    const doing: Doing = {
        ...editing,
        draft,
        claim,
        name: props.name,
        done: async (words, contact) => {
            await last(post<T.Sent>(`claims/${part(props.name)}/send`, {
                move: draft.move,
                preview: false,
                confirm: draft.confirm,
                ...(editing.text !== null && { text: editing.text }),
                ...(contact && { contact }),
            }));
            finish(words);
        },
        record: async (words, event) => {
            await last(post<T.Noted>(`claims/${part(props.name)}/events`, event));
            finish(words);
        },
    };
    const Part = partOf(draft);
    return (
        <div class="wide-narrow">
            <Back to={home}>{claim.item}</Back>
            <Part {...doing} key={draft.move} />
        </div>
    );
}

// Nearly always it is the name below the letter that is missing.
function NoDraft(props: { problem: ApiProblem; retry: () => void }) {
    const settings = useData<T.Settings>('settings').data;
    const [name, setName] = useState('');
    const save = async () => {
        await put('settings', { name: name.trim() });
        changed();
    };
    if (!settings || settings.name) return <Trouble {...props} />;
    return (
        <div class="narrow">
            <Title lead={w.fresh.yourNameHint}>{w.fresh.yourName}</Title>
            <form
                class="stack"
                onSubmit={event => {
                    event.preventDefault();
                    save().catch(sayProblem);
                }}
            >
                <Field label={w.settings.name} value={name} onValue={setName} autocomplete="name" required />
                <Do class="primary" act={save} disabled={!name.trim()}>
                    {w.fresh.next}
                </Do>
            </form>
        </div>
    );
}

function Waiting(props: { claim: T.Claim; name: string }) {
    const { claim } = props;
    return (
        <div class="narrow">
            <Back to={to('claim', props.name)}>{claim.item}</Back>
            <Title lead={w.todo.waitLead}>{w.next.watching}</Title>
            <p class="lead">{claim.move.if_you_wait}</p>
            {claim.then && (
                <p>
                    <a class="secondary" href={to('claim', props.name, 'move', claim.then.id)}>
                        {capital(claim.then.title)}
                    </a>
                </p>
            )}
        </div>
    );
}
