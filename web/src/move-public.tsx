// SPDX-License-Identifier: AGPL-3.0-or-later
// A word in public: published by Tenace beneath the seller's latest post after a yes of its own, or handed over to the buyer.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type ApiProblem, call, newKey, part, post, put } from './api';
import type * as T from './api-types';
import { changed, last, useData } from './data';
import { bodyOf, Preview, Words } from './draft';
import { Icon } from './icons';
import { go, to } from './router';
import type { Doing } from './screen-move';
import { Chip, Copy, Copyable, Do, Field, Fold, isWeb, Loading, Outside, Picker, say, Title, Trouble } from './ui';
import { capital, day, time, w } from './words';

type Ours = T.PublicNetwork & { handle: string };

export function PublicPart(doing: Doing) {
    const { data, problem, reload } = useData<T.PublicState>(`claims/${part(doing.name)}/public`);
    const [chosen, setChosen] = useState<string | null>(null);
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    const known = data.networks.filter((one): one is Ours => one.handle !== null);
    const ours = known.filter(one => one.account);
    const network = ours.find(one => one.network === chosen) ?? ours[0];
    return (
        <>
            <Title lead={w.publicWord.lead} page={w.publicWord.title}>
                {capital(doing.draft.title)}
            </Title>
            {data.waiting && (
                <p class="note">
                    <Icon name="clock" />
                    {w.publicWord.onItsWay}
                </p>
            )}
            {!known.length && (
                <p class="note">
                    <Icon name="word" />
                    {w.publicWord.noHandle}
                </p>
            )}
            {!known.length && <Handle name={doing.name} networks={data.networks} />}
            {ours.length > 1 && (
                <Picker
                    label={w.publicWord.where}
                    value={network!.network}
                    options={ours.map(one => [one.network, one.name])}
                    onValue={setChosen}
                />
            )}
            {network ? (
                <>
                    <Publish {...doing} network={network} key={network.network} />
                    <Fold title={w.publicWord.byHand}>
                        <ByHand {...doing} />
                    </Fold>
                </>
            ) : (
                <>
                    {known.some(one => one.by_tenace) && (
                        <p class="note">
                            <Icon name="word" />
                            <span>
                                {w.publicWord.connect} <a href={to('settings')}>{w.publicWord.connectLink}</a>
                            </span>
                        </p>
                    )}
                    <Words {...doing} draft={{ ...doing.draft, subject: null }} />
                    <Preview {...doing} draft={{ ...doing.draft, subject: null }} />
                    <ByHand {...doing} />
                </>
            )}
            {!!known.length && (
                <Fold title={w.publicWord.addHandle}>
                    <Handle name={doing.name} networks={data.networks} />
                </Fold>
            )}
        </>
    );
}

// Whose account it is matters more than anything: it is asked of the seller's own site, where it can be.
function Handle(props: { name: string; networks: T.PublicNetwork[] }) {
    const [network, setNetwork] = useState(props.networks[0]?.network ?? '');
    const [handle, setHandle] = useState('');
    const save = async () => {
        const path = `claims/${part(props.name)}/public/handles/${part(network)}`;
        const state = await put<T.PublicState>(path, { handle: handle.trim() });
        const noted = state.networks.find(one => one.network === network);
        say(w.publicWord.noted(w.publicWord.verified[noted?.verified ?? 'typed']));
        setHandle('');
        changed();
    };
    return (
        <div class="grid">
            <Picker
                label={w.publicWord.network}
                value={network}
                options={props.networks.map(one => [one.network, one.name])}
                onValue={setNetwork}
            />
            <Field label={w.publicWord.handle} hint={w.publicWord.handleHint} value={handle} onValue={setHandle} />
            <Do act={save} disabled={!handle.trim()}>
                {w.save}
            </Do>
        </div>
    );
}

// ---- published by Tenace

// What would stand there; asked again when the words change, after a pause.
function usePreview(name: string, network: string, text: string | null) {
    const [shown, setShown] = useState<T.PublicPreview | null>(null);
    const [problem, setProblem] = useState<ApiProblem | null>(null);
    const [again, setAgain] = useState(0);
    const asked = useRef(0);
    const [fresh, setFresh] = useState(false);
    useEffect(() => {
        const number = ++asked.current;
        setFresh(false);
        const ask = () =>
            post<T.PublicPreview>(`claims/${part(name)}/public/preview`, {
                network,
                ...(text !== null && { text }),
            }).then(
                answer => {
                    if (number !== asked.current) return;
                    setShown(answer);
                    setProblem(null);
                    setFresh(true);
                },
                (error: ApiProblem) => number === asked.current && setProblem(error),
            );
        const timer = setTimeout(ask, text === null ? 0 : 500);
        return () => clearTimeout(timer);
    }, [name, network, text, again]);
    return { shown, problem, fresh, reload: () => setAgain(again + 1) };
}

function Publish(doing: Doing & { network: Ours }) {
    const { network } = doing;
    const { shown, problem, fresh, reload } = usePreview(doing.name, network.network, doing.text);
    const [sure, setSure] = useState(false);
    const key = useRef(['', '']); // of the yes that was given: a second try is the same request
    useEffect(() => setSure(false), [shown?.confirm]);
    if (problem && !shown)
        return (
            <>
                <Trouble problem={problem} retry={reload} />
                <Words {...doing} />
            </>
        );
    if (!shown) return <Loading />;
    const publish = async () => {
        if (key.current[0] !== shown.confirm) key.current = [shown.confirm, newKey()];
        const yes = {
            network: network.network,
            confirm: shown.confirm,
            ...(doing.text !== null && { text: doing.text }),
        };
        try {
            const done = await last(
                call<T.Published>(`claims/${part(doing.name)}/public/publish`, { method: 'POST', json: yes, key: key.current[1] }),
            );
            say(done.state === 'published' ? w.publicWord.published : (done.detail ?? w.publicWord.onItsWay));
            if (done.state === 'refused') return;
            doing.setText(null);
            go(to('claim', doing.name, 'public'));
        } catch (error) {
            // The seller posted anew, or took the post away: what was shown is no longer what would be published.
            if ((error as ApiProblem).status === 409) reload();
            setSure(false);
            throw error;
        }
    };
    const fits = shown.weight <= shown.limit;
    return (
        <>
            <section class="panel">
                <h2>{w.publicWord.beneath}</h2>
                <p class="box-line">
                    <span>
                        <strong>@{shown.handle}</strong>
                        <small>{network.name}</small>
                    </span>
                    <Chip tone={shown.verified === 'typed' ? '' : 'good'} icon={shown.verified === 'typed' ? 'person' : 'check'}>
                        {w.publicWord.verified[shown.verified]}
                    </Chip>
                </p>
                {shown.post && (
                    <blockquote class="post">
                        <p class="words">{shown.post.text}</p>
                        <footer>
                            {shown.post.at && <time dateTime={shown.post.at}>{`${day(shown.post.at)}, ${time(shown.post.at)}`}</time>}
                            {isWeb(shown.post.url) && <Outside href={shown.post.url}>{w.publicWord.see}</Outside>}
                        </footer>
                    </blockquote>
                )}
                {!!shown.skipped.length && <p class="hint">{w.publicWord.skipped(shown.skipped.length)}</p>}
            </section>
            <Words
                {...doing}
                draft={{ ...doing.draft, subject: null, body: shown.body, language: shown.language, own_words: shown.own_words, guard: shown.guard }}
                checking={!fresh}
            />
            <section class="preview">
                <h2>{w.publicWord.exactly}</h2>
                <div class="envelope">
                    <div class="words" lang={shown.language}>
                        {shown.text}
                    </div>
                </div>
                <p class={fits ? 'hint' : 'note bad'}>{w.publicWord.count(shown.weight, shown.limit)}</p>
            </section>
            {sure ? (
                <div class="note sure" role="group" aria-label={w.publicWord.sure}>
                    <Icon name="word" />
                    <div class="stack">
                        <p>
                            <strong>{w.publicWord.sure}</strong> {w.publicWord.sureLead}
                        </p>
                        <div class="actions">
                            <Do class="primary" icon="check" disabled={!fresh} act={publish}>
                                {w.publicWord.yes}
                            </Do>
                            <button class="secondary" onClick={() => setSure(false)}>
                                {w.publicWord.no}
                            </button>
                        </div>
                    </div>
                </div>
            ) : (
                <div class="actions">
                    <button class="primary" disabled={shown.blocked || !fresh} onClick={() => setSure(true)}>
                        <Icon name="word" />
                        {w.publicWord.publish(network.name)}
                    </button>
                </div>
            )}
        </>
    );
}

// ---- published by the buyer

function ByHand(doing: Doing) {
    const { draft } = doing;
    const [url, setUrl] = useState('');
    const blocked = draft.blocked || doing.checking;
    const done = async () => {
        if (!url.trim()) return doing.done(w.message.noted);
        const words = { url: url.trim(), ...(doing.text !== null && { text: doing.text }) };
        await last(post(`claims/${part(doing.name)}/public/done`, words));
        doing.setText(null);
        say(w.message.noted);
        go(to('claim', doing.name, 'public'));
    };
    return (
        <div class="stack">
            {!!draft.places.length && (
                <section class="panel">
                    <h2>{w.publicWord.handles}</h2>
                    {draft.places.map(place => (
                        <Place key={place.network} {...place} />
                    ))}
                </section>
            )}
            <Field label={w.publicWord.url} optional type="url" value={url} onValue={setUrl} />
            <div class="actions">
                {!blocked && (
                    <Copy text={bodyOf(doing)} what={w.todo.text} source="draft-body">
                        {w.message.copyText}
                    </Copy>
                )}
                <Do class="primary" icon="check" disabled={blocked} act={done}>
                    {w.publicWord.done}
                </Do>
            </div>
        </div>
    );
}

// One network: who the seller is there, how long the text is to it, and the way there, here or on the phone.
function Place(place: T.PublicPlace) {
    const fits = place.weight <= place.limit;
    return (
        <section class="place">
            <Copyable label={place.name} value={place.handle} />
            <p class="hint">{w.publicWord.verified[place.verified]}</p>
            <p>{place.help}</p>
            <p class={fits ? 'hint' : 'note'}>{w.publicWord.count(place.weight, place.limit)}</p>
            {isWeb(place.link) && (
                <p>
                    <Outside class="secondary" href={place.link}>
                        {w.publicWord.open(place.name)}
                    </Outside>
                </p>
            )}
            {place.qr && (
                <Fold title={w.publicWord.phone}>
                    <svg
                        viewBox={`0 0 ${place.qr.size} ${place.qr.size}`}
                        width="220"
                        height="220"
                        role="img"
                        aria-label={w.publicWord.code(place.name)}
                    >
                        <rect width="100%" height="100%" fill="#fff" />
                        <path d={place.qr.path} fill="#000" />
                    </svg>
                </Fold>
            )}
        </section>
    );
}
