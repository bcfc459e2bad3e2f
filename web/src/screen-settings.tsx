// SPDX-License-Identifier: AGPL-3.0-or-later
// Settings: the buyer, the mailbox and its health, reminders, data, access of other programs.
import { useEffect, useState } from 'preact/hooks';
import { address, part, post, put, remove, upload } from './api';
import type * as T from './api-types';
import { countries } from './countries';
import { changed, useData } from './data';
import { Icon } from './icons';
import {
    Chip,
    Copyable,
    Do,
    Drop,
    Field,
    Fold,
    Loading,
    Picker,
    say,
    sayProblem,
    Title,
    Trouble,
} from './ui';
import { PublicAccounts } from './settings-public';
import { day, language, remember, w } from './words';

export function SettingsScreen() {
    const { data, problem, reload } = useData<T.Settings>('settings');
    const session = useData<T.Session>('session').data;
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    return (
        <div class="narrow settings">
            <Title lead={w.settings.lead}>{w.settings.title}</Title>
            <You settings={data} />
            <Mailboxes />
            <PublicAccounts />
            <Reminders settings={data} />
            <Data />
            <Tokens />
            <p class="hint">
                {w.name} {session?.version && `${w.settings.version} ${session.version}`}{' '}
                <Do
                    class="quiet"
                    act={async () => {
                        await remove('session');
                        sessionStorage.clear();
                        location.reload();
                    }}
                >
                    {w.settings.leave}
                </Do>
            </p>
        </div>
    );
}

async function save(change: T.Settings) {
    await put('settings', change);
    say(w.saved);
    changed();
}

function You(props: { settings: T.Settings }) {
    const { settings } = props;
    const [name, setName] = useState(settings.name ?? '');
    const [where, setWhere] = useState(settings.address ?? '');
    const [country, setCountry] = useState(settings.country ?? '');
    const [zone, setZone] = useState(settings.zone ?? '');
    const speak = async (chosen: string) => {
        await put('settings', { language: chosen as 'fr' | 'en' });
        remember(chosen);
        location.reload();
    };
    return (
        <section class="panel">
            <h2>{w.settings.you}</h2>
            <div class="grid">
                <Field label={w.settings.name} value={name} onValue={setName} autocomplete="name" />
                <Picker
                    label={w.settings.language}
                    value={language}
                    onValue={value => void speak(value).catch(sayProblem)}
                    options={[
                        ['fr', 'Français'],
                        ['en', 'English'],
                    ]}
                />
                <Field
                    label={w.settings.address}
                    hint={w.settings.addressHint}
                    lines={3}
                    value={where}
                    onValue={setWhere}
                    autocomplete="street-address"
                />
                <Picker
                    label={w.settings.country}
                    value={country}
                    onValue={setCountry}
                    options={countries(country)}
                />
                <Field
                    label={w.settings.zone}
                    hint={Intl.DateTimeFormat().resolvedOptions().timeZone}
                    value={zone}
                    onValue={setZone}
                    list={Intl.supportedValuesOf('timeZone')}
                />
            </div>
            <Do
                act={() =>
                    save({
                        name: name.trim() || null,
                        address: where.trim() || null,
                        country: country || null,
                        zone: zone.trim() || null,
                    })
                }
            >
                {w.save}
            </Do>
        </section>
    );
}

function Mailboxes() {
    const { data } = useData<T.Account[]>('accounts');
    const [tested, setTested] = useState<Record<string, T.Tested>>({});
    const test = async (name: string) => {
        const result = await post<T.Tested>(`accounts/${part(name)}/test`);
        setTested(before => ({ ...before, [name]: result }));
        if (result.ok) say(w.settings.box.works);
        changed();
        return result.ok;
    };
    const fetchNow = async () => {
        const came = await post<T.Fetched>('fetch');
        say(came.problems[0] ?? w.settings.box.fetched(came.matched + came.held));
        changed();
    };
    return (
        <section class="panel">
            <h2>{w.settings.boxes}</h2>
            <p class="hint">{w.settings.boxesLead}</p>
            <ul class="boxes">
                {data?.map(account => (
                    <Mailbox account={account} tested={tested[account.name]} test={test} key={account.name} />
                ))}
            </ul>
            {!!data?.length && (
                <p>
                    <Do act={fetchNow} icon="letter">
                        {w.settings.box.fetch}
                    </Do>
                </p>
            )}
            <Fold title={w.settings.box.add} open={data?.length === 0}>
                <Connect test={test} />
            </Fold>
        </section>
    );
}

type Test = (name: string) => Promise<boolean>;

function Mailbox(props: { account: T.Account; tested?: T.Tested; test: Test }) {
    const { account, tested } = props;
    const [mending, setMending] = useState(false);
    // The last trial counts; without one, what happened when mail was fetched.
    const problem = tested ? (tested.ok ? null : (tested.detail ?? '')) : account.last_error;
    const well = problem === null && (tested?.ok || account.fetched_at);
    return (
        <li>
            <div class="box-line">
                <span>
                    <strong>{account.address}</strong>
                    <small>
                        {account.fetched_at
                            ? w.settings.box.last(day(account.fetched_at))
                            : w.settings.box.never}
                    </small>
                </span>
                {problem !== null ? (
                    <Chip tone="theirs" icon="alert">
                        {w.settings.box.failed}
                    </Chip>
                ) : well ? (
                    <Chip tone="good" icon="check">
                        {w.settings.box.works}
                    </Chip>
                ) : (
                    <Chip>{w.settings.box.untried}</Chip>
                )}
            </div>
            {problem !== null && (
                <div role="status">
                    <p>{w.settings.box.advice}</p>
                    <p class="hint">{problem}</p>
                </div>
            )}
            <div class="actions minor">
                <Do act={() => props.test(account.name)}>{w.settings.box.test}</Do>
                <button
                    class={problem !== null ? 'primary' : 'quiet'}
                    onClick={() => setMending(!mending)}
                    aria-expanded={mending}
                >
                    {w.settings.box.mend}
                </button>
                <Do
                    class="quiet"
                    icon="trash"
                    act={async () => {
                        await remove(`accounts/${part(account.name)}`);
                        changed();
                    }}
                >
                    {w.remove}
                </Do>
            </div>
            {mending && <Connect account={account} test={props.test} done={() => setMending(false)} />}
        </li>
    );
}

function Connect(props: { account?: T.Account; test: Test; done?: () => void }) {
    const [mail, setMail] = useState(props.account?.address ?? '');
    const [password, setPassword] = useState('');
    const [imap, setImap] = useState(props.account?.imap ?? '');
    const [smtp, setSmtp] = useState(props.account?.smtp ?? '');
    const [help, setHelp] = useState<string | null>(null);
    const connect = async () => {
        const added = await post<T.AccountAdded>('accounts', {
            address: mail.trim(),
            password,
            ...(props.account && { name: props.account.name }),
            ...(imap.trim() && { imap: imap.trim() }),
            ...(smtp.trim() && { smtp: smtp.trim() }),
        });
        setHelp(added.help);
        setPassword('');
        changed();
        if (await props.test(added.account.name)) props.done?.();
    };
    return (
        <form
            class="stack"
            onSubmit={event => {
                event.preventDefault();
                connect().catch(sayProblem);
            }}
        >
            <div class="grid">
                <Field
                    label={w.settings.box.address}
                    type="email"
                    value={mail}
                    onValue={setMail}
                    autocomplete="email"
                    required
                />
                <Field
                    label={w.settings.box.password}
                    type="password"
                    value={password}
                    onValue={setPassword}
                    hint={w.settings.box.passwordHint}
                    autocomplete="off"
                    required
                />
            </div>
            <Fold title={w.settings.box.advanced}>
                <div class="grid">
                    <Field label={w.settings.box.imap} value={imap} onValue={setImap} optional />
                    <Field label={w.settings.box.smtp} value={smtp} onValue={setSmtp} optional />
                </div>
            </Fold>
            {help && (
                <p class="note">
                    <Icon name="alert" />
                    {help}
                </p>
            )}
            <Do class="primary" act={connect} disabled={!mail.includes('@') || !password}>
                {w.settings.box.connect}
            </Do>
        </form>
    );
}

function Reminders(props: { settings: T.Settings }) {
    const { data, reload } = useData<T.CalendarLink>('calendar');
    const [made, setMade] = useState<string | null>(null); // told once, when it is made
    const [ntfy, setNtfy] = useState(props.settings.ntfy ?? '');
    return (
        <section class="panel">
            <h2>{w.settings.reminders}</h2>
            <p class="hint">{w.settings.remindersLead}</p>
            <h3>{w.settings.calendar}</h3>
            {made ? (
                <>
                    <p class="hint">{w.settings.calendarLead}</p>
                    <Copyable label={w.settings.calendar} value={made} />
                </>
            ) : (
                data?.active && <p class="hint">{w.settings.calendarActive}</p>
            )}
            <div class="actions minor">
                <Do
                    act={async () => {
                        const link = await post<T.CalendarLink>('calendar');
                        setMade(link.url && address(link.url));
                        reload();
                    }}
                    icon="calendar"
                >
                    {w.settings.calendarMake}
                </Do>
                {data?.active && (
                    <Do
                        class="quiet"
                        act={async () => {
                            await remove('calendar');
                            setMade(null);
                            reload();
                        }}
                    >
                        {w.settings.calendarRevoke}
                    </Do>
                )}
            </div>
            <div class="grid">
                <Picker
                    label={w.settings.digest}
                    value={props.settings.digest ?? 'off'}
                    options={(['off', 'daily', 'weekly'] as const).map(one => [one, w.settings.digests[one]])}
                    onValue={value => void save({ digest: value as T.Settings['digest'] }).catch(sayProblem)}
                />
                <Field
                    label={w.settings.ntfy}
                    hint={w.settings.ntfyHint}
                    value={ntfy}
                    onValue={setNtfy}
                    type="url"
                />
            </div>
            <Do act={() => save({ ntfy: ntfy.trim() || null })}>{w.save}</Do>
        </section>
    );
}

function Data() {
    const take = (files: File[]) => {
        if (files[0])
            upload<T.Imported>('import', files[0], 'application/jsonl').then(done => {
                say(w.settings.imported(done.claims));
                changed();
            }, sayProblem);
    };
    return (
        <section class="panel">
            <h2>{w.settings.data}</h2>
            <p class="hint">
                {w.settings.dataLead} {w.settings.exportLead}
            </p>
            <p>
                <a class="secondary" href={address('export')} download="tenace.jsonl">
                    <Icon name="drop" />
                    {w.settings.exportAll}
                </a>
            </p>
            <Drop onFiles={take} label={w.settings.importFile} accept=".jsonl" small />
            <p class="hint">{w.settings.backupLead}</p>
            <p>
                <a class="secondary" href={address('backup')} download>
                    <Icon name="drop" />
                    {w.settings.backup}
                </a>
            </p>
        </section>
    );
}

function Tokens() {
    const { data, reload } = useData<T.Token[]>('tokens');
    const [name, setName] = useState('');
    const [made, setMade] = useState<T.TokenMade | null>(null);
    useEffect(() => {
        if (made && !data?.some(one => one.id === made.id)) setMade(null);
    }, [data]);
    const make = async () => {
        setMade(await post<T.TokenMade>('tokens', { name: name.trim() }));
        setName('');
        reload();
    };
    return (
        <Fold title={w.settings.tokens} class="panel">
            <ul class="plain">
                {data?.map(one => (
                    <li key={one.id}>
                        <span>
                            {one.name} <small>{day(one.created)}</small>
                        </span>
                        <Do
                            class="quiet"
                            act={async () => {
                                await remove(`tokens/${part(one.id)}`);
                                reload();
                            }}
                        >
                            {w.settings.tokenRevoke}
                        </Do>
                    </li>
                ))}
            </ul>
            {made && <Copyable label={w.settings.tokenOnce} value={made.token} />}
            <div class="inline-form">
                <Field label={w.settings.tokenName} value={name} onValue={setName} />
                <Do act={make} disabled={!name.trim()}>
                    {w.settings.tokenMake}
                </Do>
            </div>
        </Fold>
    );
}
