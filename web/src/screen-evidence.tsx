// SPDX-License-Identifier: AGPL-3.0-or-later
// Everything that was kept for a claim, with the fingerprints that prove it unchanged.
import { address, part } from './api';
import type * as T from './api-types';
import { useData } from './data';
import { Attach, Files } from './evidence';
import { to } from './router';
import { Back, Loading, Title, Trouble } from './ui';
import { w } from './words';

export function EvidenceScreen(props: { name: string }) {
    const path = `claims/${part(props.name)}`;
    const claim = useData<T.Claim>(path).data;
    const { data, problem, reload } = useData<T.Evidence[]>(path + '/evidence');
    if (problem && !data) return <Trouble problem={problem} retry={reload} />;
    if (!data) return <Loading />;
    return (
        <div class="narrow">
            <Back to={to('claim', props.name)}>{claim?.item}</Back>
            <Title>{w.claim.evidence}</Title>
            <Attach name={props.name} hint={w.claim.evidenceDrop} small={false} />
            {data.length ? (
                <Files name={props.name} files={data} proof />
            ) : (
                <p class="hint">{w.claim.evidenceNone}</p>
            )}
            <h2>{w.claim.dossier}</h2>
            <p class="actions">
                <a class="secondary" href={address(path + '/dossier.pdf')} download>
                    {w.claim.dossierPdf}
                </a>
                <a class="secondary" href={address(path + '/dossier.zip')} download>
                    {w.claim.dossierZip}
                </a>
            </p>
        </div>
    );
}
