// SPDX-License-Identifier: AGPL-3.0-or-later
// The frame: who may look (the session), which language, the menu, and the screen that the address names.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ApiProblem, get, onChange, onLocked, post, put, upload } from './api';
import type * as T from './api-types';
import { changed, forgetWritten, given, giveFiles, isMail, useFiles } from './data';
import { Icon, Mark, type IconName } from './icons';
import { go, to, usePlace, type Place } from './router';
import { AnswerScreen } from './screen-answer';
import { ClaimScreen } from './screen-claim';
import { ClaimsScreen } from './screen-claims';
import { EventScreen } from './screen-event';
import { EvidenceScreen } from './screen-evidence';
import { HeldScreen } from './screen-held';
import { MoreScreen } from './screen-more';
import { MoveScreen } from './screen-move';
import { NewScreen } from './screen-new';
import { NextScreen } from './screen-next';
import { PublicScreen } from './screen-public';
import { RehearsalScreen } from './screen-rehearsal';
import { SellerScreen, SellersScreen } from './screen-seller';
import { SettingsScreen } from './screen-settings';
import { TrophiesScreen } from './screen-trophies';
import { Do, Field, Loading, Saying, say, sayProblem, Title, Trouble } from './ui';
import { remember, remembered, speak, w } from './words';

function screenOf(place: Place) {
    const [first, second, third, fourth] = place.parts;
    switch (first) {
        case undefined:
            return <NextScreen />;
        case 'new':
            return <NewScreen step={second} />;
        case 'claims':
            return <ClaimsScreen query={place.query} />;
        case 'held':
            return <HeldScreen />;
        case 'sellers':
            return <SellersScreen />;
        case 'seller':
            return <SellerScreen name={second} />;
        case 'trophies':
            return <TrophiesScreen />;
        case 'rehearsal':
            return <RehearsalScreen />;
        case 'settings':
            return <SettingsScreen />;
        case 'more':
            return <MoreScreen />;
        case 'claim':
            switch (third) {
                case undefined:
                    return <ClaimScreen name={second} />;
                case 'move':
                    return <MoveScreen name={second} move={fourth ?? 'next'} />;
                case 'answer':
                    return <AnswerScreen name={second} />;
                case 'event':
                    return <EventScreen name={second} seq={Number(fourth)} />;
                case 'public':
                    return <PublicScreen name={second} />;
                case 'evidence':
                    return <EvidenceScreen name={second} />;
            }
    }
    return (
        <div class="narrow calm">
            <Title>{w.notFound}</Title>
            <p>
                <a class="secondary" href="#/">
                    <Icon name="home" />
                    {w.home}
                </a>
            </p>
        </div>
    );
}

function Menu(props: { place: Place }) {
    const first = props.place.parts[0] ?? '';
    const items: [string, string, string, IconName][] = [
        ['', '#/', w.nav.next, 'home'],
        ['claims', to('claims'), w.nav.claims, 'book'],
        ['new', to('new'), w.nav.newShort, 'plus'],
        ['more', to('more'), w.nav.more, 'menu'],
    ];
    const at = ['held', 'sellers', 'seller', 'trophies', 'rehearsal', 'settings'].includes(first)
        ? 'more'
        : first === 'claim'
          ? 'claims'
          : first;
    return (
        <nav class="menu" aria-label={w.nav.label}>
            {items.map(([name, link, label, icon]) => (
                <a
                    key={name}
                    href={link}
                    aria-current={at === name ? 'page' : undefined}
                    class={name === 'new' ? 'menu-new' : ''}
                >
                    <Icon name={icon} />
                    <span>{label}</span>
                </a>
            ))}
        </nav>
    );
}

// Mails dropped where no screen asks for a file are kept and matched; anything else has no place there.
async function keepMails(files: File[]) {
    for (const file of files.filter(isMail)) {
        const kept = await upload<T.Ingested>('ingest', file, 'message/rfc822');
        sayIngested(kept);
        changed();
        if (kept.matched && kept.claim && kept.event) go(to('claim', kept.claim, 'event', kept.event));
        else if (kept.held) go(to('held'));
    }
}

export function sayIngested(kept: T.Ingested) {
    say(
        kept.matched
            ? w.answer.matched
            : kept.held
              ? w.answer.held
              : kept.repeated || kept.own
                ? w.answer.repeated
                : w.answer.refusedMail,
    );
}

// Files dropped or pasted anywhere in the window.
function useWindowFiles() {
    const [over, setOver] = useState(false);
    useEffect(() => {
        const hasFiles = (transfer: DataTransfer | null) =>
            !!transfer && Array.from(transfer.types).includes('Files');
        const dragged = (event: DragEvent) => {
            if (!hasFiles(event.dataTransfer)) return;
            event.preventDefault();
            setOver(event.type === 'dragover');
        };
        const left = (event: DragEvent) => event.relatedTarget === null && setOver(false);
        const dropped = (event: DragEvent) => {
            setOver(false);
            if (!hasFiles(event.dataTransfer)) return;
            event.preventDefault();
            giveFiles(Array.from(event.dataTransfer!.files));
        };
        const pasted = (event: ClipboardEvent) => {
            if (hasFiles(event.clipboardData) && giveFiles(Array.from(event.clipboardData!.files)))
                event.preventDefault();
        };
        addEventListener('dragover', dragged);
        addEventListener('dragleave', left);
        addEventListener('drop', dropped);
        addEventListener('paste', pasted);
        return () => {
            removeEventListener('dragover', dragged);
            removeEventListener('dragleave', left);
            removeEventListener('drop', dropped);
            removeEventListener('paste', pasted);
        };
    }, []);
    return over;
}

const keep = (files: File[]) => void keepMails(files).catch(sayProblem);

function Frame() {
    const place = usePlace();
    const over = useWindowFiles();
    useFiles(keep);
    useEffect(() => onChange(changed), []);
    return (
        <div class={over ? 'frame dragging' : 'frame'}>
            <a
                class="skip"
                href="#content"
                onClick={event => {
                    event.preventDefault();
                    document.querySelector<HTMLElement>('h1')?.focus();
                }}
            >
                {w.skip}
            </a>
            <header class="top">
                <a class="brand" href="#/">
                    <Mark />
                    <span>{w.name}</span>
                </a>
                <p class="promise">
                    <Icon name="shield" />
                    {w.nothingLeaves}
                </p>
                <Menu place={place} />
            </header>
            <main id="content" key={place.whole}>
                {screenOf(place)}
            </main>
            {over && (
                <div class="drop-anywhere" aria-hidden="true">
                    <Icon name="drop" />
                    {w.drop.anywhere}
                </div>
            )}
        </div>
    );
}

// ---- who may look

function Gate(props: {
    session: T.Session | null;
    problem: ApiProblem | null;
    opened: (session: T.Session) => void;
}) {
    const [password, setPassword] = useState('');
    const enter = async () => props.opened(await post<T.Session>('session', { password }));
    if (props.problem)
        return (
            <main class="gate">
                <Mark />
                <Title>{w.gate.away}</Title>
                <Trouble problem={props.problem} retry={() => location.reload()} />
            </main>
        );
    return (
        <main class="gate">
            <Mark />
            <Title>{w.gate.title}</Title>
            {props.session?.password ? (
                <form
                    class="stack"
                    onSubmit={event => {
                        event.preventDefault();
                        enter().catch(sayProblem);
                    }}
                >
                    <Field
                        label={w.gate.password}
                        type="password"
                        value={password}
                        onValue={setPassword}
                        autocomplete="current-password"
                    />
                    <Do class="primary" act={enter}>
                        {w.gate.enter}
                    </Do>
                </form>
            ) : (
                <p class="lead">{w.gate.link}</p>
            )}
        </main>
    );
}

// Speaks the language of the settings; the browser's where nothing was chosen yet, which is then noted.
async function chooseLanguage(session: T.Session) {
    const settings = given<T.Settings>('settings') ?? (await get<T.Settings>('settings').catch(() => null));
    const wished = settings?.language ?? (navigator.language.startsWith('fr') ? 'fr' : 'en');
    if (settings && !settings.language && wished !== session.language) {
        forgetWritten();
        await put('settings', { language: wished }).catch(() => null);
    }
    remember(wished);
    speak(wished);
}

function App(props: { session: T.Session | null; problem: ApiProblem | null }) {
    const [session, setSession] = useState(props.session);
    useEffect(() => onLocked(() => setSession(now => now && { ...now, open: false })), []);
    const opened = (one: T.Session) => void chooseLanguage(one).finally(() => setSession(one));
    return (
        <>
            {session?.open ? (
                <Frame />
            ) : (
                <Gate session={session} problem={props.problem} opened={opened} />
            )}
            <Saying />
        </>
    );
}

// Until the program answers: what was spoken in this browser last, and after a while that we wait.
async function start() {
    const root = document.getElementById('app')!;
    let session: T.Session | null = null;
    let problem: ApiProblem | null = null;
    speak(remembered() ?? navigator.language);
    const waiting = setTimeout(() => render(<Loading />, root), 400);
    try {
        session = given<T.Session>('session') ?? (await get<T.Session>('session'));
        if (session.open) await chooseLanguage(session);
    } catch (error) {
        problem = error as ApiProblem;
    }
    clearTimeout(waiting);
    render(<App session={session} problem={problem} />, root);
    forgetWritten();
}

void start();
if ('serviceWorker' in navigator && isSecureContext)
    setTimeout(() => navigator.serviceWorker.register('sw.js').catch(() => {}), 1000);
