// SPDX-License-Identifier: AGPL-3.0-or-later
// Playing against a simulated seller, in a folder of its own that one click throws away.
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, part, post, remove } from './api';
import type * as T from './api-types';
import { useData, useKept } from './data';
import { OwnSide } from './draft';
import { channelIcon, Icon } from './icons';
import { Do, Loading, Title, Trouble } from './ui';
import { capital, day, named, w } from './words';

export function RehearsalScreen() {
    const { data: stories, problem, reload } = useData<T.Story[]>('stories');
    const [game, show] = useState<T.Rehearsal | null>(null);
    const [kept, keep] = useKept('rehearsal', '');
    const setGame = (next: T.Rehearsal | null) => {
        show(next);
        keep(next && next.id);
    };
    useEffect(() => {
        if (kept) get<T.Rehearsal>(`rehearsal/${part(kept)}`).then(setGame, () => keep(null));
    }, []);
    const discard = async () => {
        if (game) await remove(`rehearsal/${part(game.id)}`);
        setGame(null);
    };
    if (game) return <Game game={game} setGame={setGame} discard={discard} />;
    if (problem) return <Trouble problem={problem} retry={reload} />;
    if (!stories) return <Loading />;
    return (
        <div class="narrow">
            <Title lead={w.rehearsal.lead}>{w.rehearsal.title}</Title>
            <h2>{w.rehearsal.choose}</h2>
            <ul class="more">
                {stories.map(story => (
                    <li key={story.id} class="story">
                        <Icon name="mask" />
                        <span>
                            <strong>{story.title}</strong>
                        </span>
                        <Do
                            label={`${w.rehearsal.begin}: ${story.title}`}
                            act={async () =>
                                setGame(await post<T.Rehearsal>('rehearsal', { story: story.id }))
                            }
                        >
                            {w.rehearsal.begin}
                        </Do>
                    </li>
                ))}
            </ul>
        </div>
    );
}

function Game(props: {
    game: T.Rehearsal;
    setGame: (game: T.Rehearsal) => void;
    discard: () => Promise<void>;
}) {
    const { game } = props;
    const now = useRef<HTMLDivElement>(null);
    useEffect(() => now.current?.scrollIntoView({ block: 'nearest' }), [game.journal.length]);
    const play = (choice: T.RehearsalMove['choice']) => async () =>
        props.setGame(await post<T.Rehearsal>(`rehearsal/${part(game.id)}/moves`, { choice }));
    return (
        <div class="narrow">
            <Title
                eyebrow={w.rehearsal.title}
                lead={game.today ? `${w.rehearsal.day} ${day(game.today, true)}.` : undefined}
            >
                {game.title}
            </Title>
            <ol class="conversation" aria-label={w.rehearsal.journal}>
                {game.journal.map((line, index) => (
                    <li
                        key={index}
                        class={`said-by ${line.who === 'plan' ? 'system fact' : line.who + ' talk'}`}
                    >
                        {line.who === 'plan' ? (
                            <p class="fact-line">
                                {line.what}
                                {line.detail && ` · ${line.detail}`}
                            </p>
                        ) : (
                            <article class="bubble">
                                <header>
                                    <strong>{w.rehearsal.who[line.who]}</strong>
                                    <span>{day(line.at)}</span>
                                </header>
                                <p class="words">{capital(line.what)}</p>
                                {line.detail && <p class="hint">{line.detail}</p>}
                            </article>
                        )}
                    </li>
                ))}
            </ol>
            <div ref={now} class="rehearsal-now" aria-live="polite">
                {game.over ? (
                    <p class="note good">
                        <Icon name="star" />
                        {game.won ? w.rehearsal.won : w.rehearsal.over}
                    </p>
                ) : (
                    game.move && (
                        <section class="now">
                            <div>
                                <h2>
                                    <Icon name={channelIcon(game.move.channel)} /> {capital(game.move.title)}
                                </h2>
                                {game.move.why && <p>{game.move.why}</p>}
                            </div>
                            {game.move.body && (
                                <div class={game.move.own_words ? 'sides two' : 'sides'}>
                                    <div class="side">
                                        {game.move.own_words && (
                                            <h2 class="side-name">
                                                {w.message.theirs(named(w.message.languages, game.move.language))}
                                            </h2>
                                        )}
                                        <div class="paper" lang={game.move.language ?? undefined}>
                                            {game.move.subject && <p class="subject">{game.move.subject}</p>}
                                            <div class="words">{game.move.body}</div>
                                        </div>
                                    </div>
                                    {game.move.own_words && <OwnSide {...game.move} />}
                                </div>
                            )}
                            <div class="actions">
                                <Do class="primary" act={play('do')}>
                                    {w.rehearsal.do}
                                </Do>
                                <Do act={play('wait')}>{w.rehearsal.wait}</Do>
                                <Do class="quiet" act={play('accept')}>
                                    {w.rehearsal.accept}
                                </Do>
                            </div>
                        </section>
                    )
                )}
                <Do class="quiet" icon="trash" act={props.discard}>
                    {w.rehearsal.discard}
                </Do>
            </div>
        </div>
    );
}
