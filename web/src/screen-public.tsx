// SPDX-License-Identifier: AGPL-3.0-or-later
// What was published in public: the proof, how it is watched, what was answered, and who only passes for the seller.
import { part, post } from './api';
import type * as T from './api-types';
import { changed, useData } from './data';
import { Icon } from './icons';
import { to } from './router';
import { Back, Chip, Copyable, Do, Fold, isWeb, Loading, Outside, Title, Trouble } from './ui';
import { day, time, w } from './words';

const path = (name: string) => `claims/${part(name)}/public`;
const at = (text: string) => `${day(text)}, ${time(text)}`;

export function PublicScreen(props: { name: string }) {
    const { data, problem, reload } = useData<T.PublicState>(path(props.name));
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    const watched = data.words.some(one => one.next_at);
    return (
        <div class="narrow">
            <Back to={to('claim', props.name)}>{w.publicWord.back}</Back>
            <Title lead={data.words.length ? w.publicWord.watchLead(data.patience_hours) : w.publicWord.none}>
                {w.publicWord.yours}
            </Title>
            {data.waiting && (
                <p class="note">
                    <Icon name="clock" />
                    {w.publicWord.onItsWay}
                </p>
            )}
            {data.words.map(word => (
                <Word word={word} key={word.event} />
            ))}
            {data.words.some(one => one.replies.some(reply => reply.kind === 'seller')) && (
                <a class="primary" href={to('claim', props.name, 'move')}>
                    {w.publicWord.goOn}
                </a>
            )}
            {watched && (
                <Do
                    act={async () => {
                        await post(path(props.name) + '/look');
                        changed();
                    }}
                    icon="search"
                >
                    {w.publicWord.look}
                </Do>
            )}
        </div>
    );
}

function Word(props: { word: T.PublicWord }) {
    const { word } = props;
    const of = (kind: T.PublicReply['kind']) => word.replies.filter(one => one.kind === kind);
    const [sellers, others] = [of('seller'), of('other')];
    return (
        <section class="panel word">
            <p class="box-line">
                <span>
                    <strong>{word.name ?? w.publicWord.title}</strong>
                    <small>{w.publicWord.since(at(word.posted_at))}</small>
                </span>
                {word.gone ? (
                    <Chip tone="theirs" icon="alert">
                        {w.publicWord.gone}
                    </Chip>
                ) : (
                    <Chip tone="good" icon="check">
                        {w.publicWord.stands}
                    </Chip>
                )}
            </p>
            {word.text && <blockquote class="post words">{word.text}</blockquote>}
            {isWeb(word.url) && (
                <>
                    <Copyable label={w.publicWord.proof} value={word.url} />
                    <p>
                        <Outside class="quiet" href={word.url}>
                            {w.publicWord.see}
                        </Outside>
                    </p>
                </>
            )}
            {of('impostor').map(reply => (
                <div class="note bad" role="alert" key={reply.who + reply.at}>
                    <Icon name="alert" />
                    <div>
                        <p>
                            <strong>{w.publicWord.impostor(reply.who)}</strong>
                        </p>
                        {word.handle && <p>{w.publicWord.impostorLead(word.handle)}</p>}
                        <Reply reply={reply} bare />
                    </div>
                </div>
            ))}
            {sellers.map(reply => (
                <Reply reply={reply} key={reply.who + reply.at} />
            ))}
            {!!others.length && (
                <Fold title={w.publicWord.others(others.length)}>
                    {others.map(reply => (
                        <Reply reply={reply} key={reply.who + reply.at} />
                    ))}
                </Fold>
            )}
            {word.watched && !word.gone && (
                <p class="hint">
                    {!sellers.length && `${w.publicWord.silent} `}
                    {word.looked_at ? w.publicWord.looked(at(word.looked_at)) : w.publicWord.notLooked}{' '}
                    {word.next_at ? w.publicWord.nextLook(at(word.next_at)) : w.publicWord.noLook}
                </p>
            )}
            {!word.watched && <p class="hint">{w.publicWord.byYou}</p>}
        </section>
    );
}

function Reply(props: { reply: T.PublicReply; bare?: boolean }) {
    const { reply } = props;
    return (
        <div class="reply">
            {!props.bare && (
                <p class="box-line">
                    <span>
                        <strong>{reply.name || reply.who}</strong>
                        <small>@{reply.who}</small>
                    </span>
                    {reply.kind === 'seller' && (
                        <Chip tone="good" icon="shop">
                            {w.publicWord.seller}
                        </Chip>
                    )}
                </p>
            )}
            <blockquote class="post">
                <p class="words">{reply.text}</p>
                <footer>
                    {reply.at && <time dateTime={reply.at}>{at(reply.at)}</time>}
                    {reply.gone ? (
                        <span>{w.publicWord.replyGone}</span>
                    ) : (
                        !props.bare && isWeb(reply.url) && <Outside href={reply.url}>{w.publicWord.see}</Outside>
                    )}
                </footer>
            </blockquote>
        </div>
    );
}

// On the claim: a line that leads there, and the warning itself.
export function PublicHint(props: { claim: T.Claim; name: string }) {
    const posted = props.claim.events.some(event => event.kind === 'post.published');
    const { data } = useData<T.PublicState>(posted ? path(props.name) : null);
    if (!data?.words.length) return null;
    const replies = data.words.flatMap(one => one.replies);
    const impostor = replies.find(one => one.kind === 'impostor');
    const answers = replies.filter(one => one.kind === 'seller').length;
    return (
        <a class={impostor ? 'held-hint warn' : 'held-hint'} href={to('claim', props.name, 'public')}>
            <Icon name={impostor ? 'alert' : 'word'} />
            <span>
                {w.publicWord.yours}
                {' · '}
                {impostor ? w.publicWord.impostor(impostor.who) : answers ? w.publicWord.answered : w.publicWord.silent}
            </span>
        </a>
    );
}
