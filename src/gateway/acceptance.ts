/** What a receipt whose document can be read is taken in as: whose it is, what was known before, where it goes. */
import { versionOf } from '../canonical/check.js';
import type { Finding } from '../foundation/finding.js';
import type { AcceptedReceipt, Receipt } from '../store/receipt.js';
import type { Received } from '../translation.js';
import type { Claim } from './claim.js';
import type { Context } from './context.js';
import { claimFinding, identityOf, withoutClaim } from './identity.js';
import { againstPast } from './past.js';
import { dedupeKeyOf } from './receipt.js';
import { concerned, noRoute, routedTo } from './recipients.js';
import { storageOf } from './routing/decide.js';
import { deliveriesOf } from './routing/outgoing.js';
import { resolveSubject } from './subject.js';

/** What is known of a receipt beside its document. */
export interface Told {
  /** What makes it the same message as another is settled; otherwise its record may say more about that than its bytes. */
  readonly keyed: boolean;
  /** What its sender says of its form; absent for what we have read out of a document ourselves. */
  readonly claim?: Claim;
  /** Codice fiscale of the person, should the document not say. */
  readonly about?: string;
  /** When it came, as an instant of `performance.now()`. */
  readonly came: number;
}

/** The receipt as it can be stored, or what keeps its record from being accepted. */
export async function acceptanceOf(
  context: Context,
  receipt: Receipt,
  canonical: unknown,
  received: Received,
  { keyed, about }: Pick<Told, 'keyed' | 'about'> = { keyed: true },
): Promise<AcceptedReceipt | Finding> {
  const { store } = context;
  const routed = routedTo(context, receipt, canonical);
  if (routed === undefined) return noRoute(receipt);
  const subject = await resolveSubject(store, canonical, about);
  const identity = identityOf(receipt, subject, canonical);
  const former = identity === undefined ? undefined : await store.whoIs(subject.identificativoSap ?? '');
  const history = await againstPast(context, receipt, subject, canonical, former);
  const findings = [...receipt.findings, ...inWords(received, ...history.findings)];
  const decision = await concerned(context, routed, receipt, subject, canonical);
  if (isFinding(decision)) return decision;
  const { codiceFiscale, identificativoSap } = subject;
  const version = versionOf(receipt.record, receipt.event, canonical);
  return {
    ...receipt,
    ...(version === undefined ? {} : { version, late: context.settings.intake.lateVersions }),
    ...(keyed || history.sameness === undefined ? {} : { dedupeKey: dedupeKeyOf(receipt, history.sameness) }),
    findings,
    subject: subject.key,
    ...(codiceFiscale === undefined ? {} : { codiceFiscale }),
    ...(identificativoSap === undefined ? {} : { identificativoSap }),
    ...(identity === undefined ? {} : { identity }),
    canonical,
    report: received.report,
    deliveries: deliveriesOf(decision, subject),
    storage: storageOf(decision),
    routes: decision.routes,
  };
}

/** A receipt that was found to claim another person's SAP, as it is taken in nevertheless; its document is told. */
export function unclaimed({ sides }: Context, receipt: AcceptedReceipt, document?: Received): AcceptedReceipt {
  const claim = claimFinding(receipt);
  const said = document === undefined ? [] : inWords(document, ...claim);
  return { ...withoutClaim(receipt, sides.get(receipt.side)), findings: [...receipt.findings, ...said] };
}

/** What keeps a record from being accepted, where it is not what was made of it. */
export const isFinding = (made: object): made is Finding => 'rule' in made;

/** Findings about a record in the words of its document. */
export const inWords = ({ words }: Received, ...findings: readonly Finding[]): readonly Finding[] =>
  findings.length === 0 ? [] : (words?.about(findings) ?? findings);
