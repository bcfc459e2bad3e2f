// SPDX-License-Identifier: AGPL-3.0-or-later
// A manipulation that the seller asks for: his words, what to take care of, and its result, which the answer then quotes.
import { useState } from 'preact/hooks';
import { part, post } from './api';
import type * as T from './api-types';
import { changed } from './data';
import { Attach } from './evidence';
import { Icon } from './icons';
import { to } from './router';
import { Back, Do, Field, say, Title } from './ui';
import { capital, named, w } from './words';

export function StepPart(props: { claim: T.Claim; name: string; step: T.Step }) {
    const { claim, step } = props;
    const [result, setResult] = useState('');
    const asked = claim.events.find(one => one.seq === step.ask_event);
    const quote = asked?.signals.find(one => one.step === step.id)?.quote;
    const done = async () => {
        await post(`claims/${part(props.name)}/events`, {
            kind: 'step.done',
            body: { step: step.id, ...(result.trim() && { result: result.trim() }) },
        });
        say(w.saved);
        changed();
    };
    return (
        <div class="narrow">
            <Back to={to('claim', props.name)}>{claim.item}</Back>
            <Title lead={w.step.lead} eyebrow={w.step.title}>
                {capital(named(w.steps, step.id))}
            </Title>
            {quote && (
                <section class="panel">
                    <h2>{w.step.asked}</h2>
                    <q>{quote}</q>
                </section>
            )}
            <p class="note">
                <Icon name="shield" />
                {w.step.care}
            </p>
            <Field label={w.step.result} hint={w.step.resultHint} lines={2} value={result} onValue={setResult} />
            <Attach name={props.name} hint={w.step.proof} />
            <div class="actions">
                <Do class="primary" icon="check" act={done}>
                    {w.step.done}
                </Do>
                <a class="quiet" href={to('claim', props.name, 'move', 'answer')}>
                    {w.step.other}
                </a>
            </div>
        </div>
    );
}
