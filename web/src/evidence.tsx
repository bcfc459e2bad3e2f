// SPDX-License-Identifier: AGPL-3.0-or-later
// Files kept for a claim: adding them anywhere, and their list.
import { useState } from 'preact/hooks';
import { address, part, upload } from './api';
import type * as T from './api-types';
import { changed, isMail } from './data';
import { Icon } from './icons';
import { Drop, say, sayProblem } from './ui';
import { day, size, w } from './words';

// Keeps FILES as evidence of the claim; a mail is kept as mail and finds its own place.
export async function keepFiles(name: string, files: File[]): Promise<T.Ingested | null> {
    let last: T.Ingested | null = null;
    for (const file of files) {
        if (isMail(file)) last = await upload<T.Ingested>('ingest', file, 'message/rfc822');
        else
            await upload<T.Kept>(
                `claims/${part(name)}/evidence?name=${part(file.name)}`,
                file,
                'application/octet-stream',
            );
    }
    changed();
    return last;
}

export function Attach(props: { name: string; hint: string; small?: boolean }) {
    const [busy, setBusy] = useState(false);
    const take = (files: File[]) => {
        setBusy(true);
        keepFiles(props.name, files)
            .then(
                mail => say(mail ? (mail.matched ? w.answer.matched : w.answer.held) : w.claim.evidenceKept),
                sayProblem,
            )
            .finally(() => setBusy(false));
    };
    return (
        <Drop
            onFiles={take}
            label={busy ? w.drop.reading : props.hint}
            multiple
            small={props.small ?? true}
        />
    );
}

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

export function Files(props: { name: string; files: T.Evidence[]; proof?: boolean }) {
    return (
        <ul class="files">
            {props.files.map(file => (
                <li key={file.sha256 + file.event}>
                    <a
                        href={address(`claims/${part(props.name)}/evidence/${file.sha256}`)}
                        download={file.name ?? file.sha256}
                    >
                        {PICTURE.test(file.type ?? '') ? (
                            <img
                                src={address(`claims/${part(props.name)}/evidence/${file.sha256}`)}
                                alt=""
                                loading="lazy"
                                width="48"
                                height="48"
                            />
                        ) : (
                            <Icon name="form" />
                        )}
                        <span>
                            <strong>{file.name ?? file.sha256.slice(0, 12)}</strong>
                            <small>
                                {[day(file.at), size(file.size), file.note].filter(Boolean).join(' · ')}
                            </small>
                        </span>
                    </a>
                    {props.proof && (
                        <small class="proof">
                            <span class="unseen">{w.claim.evidenceProof} </span>
                            {file.sha256}
                        </small>
                    )}
                </li>
            ))}
        </ul>
    );
}
