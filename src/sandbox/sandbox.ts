/** What a running sandbox offers, and what one is started with. */

import type { DocumentTree } from '../contract/contract.js';
import type { EventName, RecordName } from '../foundation/names.js';
import type { Adesioni } from './anpal/adesioni.js';
import type { PortalAddress, PortalDocument, PortalSent } from './anpal/adr-sender.js';
import type { Agenda, AppointmentSeed } from './anpal/agenda.js';
import type { Beneficiario, NotificationOptions } from './anpal/benefits.js';
import type { BusReply } from './anpal/bus-client.js';
import type { DidBehaviour } from './anpal/node.js';
import type { NotifyAddress, SentNotice } from './anpal/notifier.js';
import type { RegionClient } from './anpal/region-client.js';
import type { Fault, FaultOptions } from './faults.js';
import type { Announced, Announcement, Heard } from './inps/announce.js';
import type { Benefit, NraApplication, RaApplication, Worker } from './inps/node.js';
import type { BusNotice, SilWorker } from './lavoro-per-te/node.js';
import type { RegionAgenda, Slot } from './lavoro-per-te/slots.js';
import type { HeldRegistration } from './miattivo/portal.js';
import type { Posted } from './services/sender.js';
import type { DateForm } from './silp/dates.js';
import type { DeclarationSeed } from './silp/declarations.js';
import type { Json } from './silp/json.js';
import type { NationalAnswer, NationalCall } from './silp/national-client.js';
import type { WorkerSeed } from './silp/workers.js';
import type { OnReceived, SandboxState } from './state.js';
import type { HeldCitizen, IdolNode } from './toscana-lavoro/idol.js';
import type { InterviewEnd } from './toscana-lavoro/interviews.js';

export const SANDBOX_SIDES = ['anpal', 'silp', 'inps', 'lavoro-per-te', 'miattivo', 'toscana-lavoro'] as const;
export type SandboxSide = (typeof SANDBOX_SIDES)[number];

export interface SandboxSeed {
  /** anpal: SAP documents that the node holds from the start; they keep their id where they have one. */
  readonly saps?: readonly string[];
  /** anpal: receivers of the RdC, by the elements of the service that tells of them. */
  readonly beneficiari?: readonly Beneficiario[];
  /** anpal: appointments that it holds as booked. */
  readonly appuntamenti?: readonly AppointmentSeed[];
  /** silp: worker files that it holds from the start. */
  readonly workers?: readonly WorkerSeed[];
  /** silp: declarations made to INPS that it holds from the start, as INPS sent them. */
  readonly declarations?: readonly DeclarationSeed[];
  /** inps: benefits that it pays or has been asked for, by the columns of the flow. */
  readonly benefits?: readonly Benefit[];
  /** inps: applications for the reddito di attivazione, by the elements of the file. */
  readonly raApplications?: readonly RaApplication[];
  /** inps: NRA applications that the province may answer. */
  readonly nraApplications?: readonly NraApplication[];
  /** inps: workers whom getAdesioneReimpiego knows. */
  readonly unemployed?: readonly Worker[];
  /** lavoro-per-te: workers whom the SIL has in its list. */
  readonly silWorkers?: readonly SilWorker[];
  /** lavoro-per-te: slots of the agenda of its CPIs; invented ones by default. */
  readonly slots?: readonly Slot[];
  /** miattivo: people who are registered. */
  readonly registrazioni?: readonly HeldRegistration[];
  /** toscana-lavoro: people it knows, and moments that its centres offer. */
  readonly cittadini?: readonly HeldCitizen[];
  readonly momenti?: IdolNode['slots'];
}

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  readonly host?: string;
  /** Fault to begin with. */
  readonly fault?: Fault;
  /** Delay of answers under `slow`. */
  readonly slowSeconds?: number;
  readonly seed?: SandboxSeed;
  /** One line for each call; never holds data of a person. */
  readonly log?: (line: string) => void;
  /** anpal: told of every document that asks for a change, before the node judges it. */
  readonly onReceived?: OnReceived;
  /** HTTP Basic account of the callers. silp: `silp`/`silp` by default; the others: none, anyone may call. */
  readonly account?: { readonly username: string; readonly password: string };
  /** lavoro-per-te: account in the WS-Security header that PattoOnline then wants. */
  readonly token?: { readonly username: string; readonly password: string };
  /** all but silp: the day it is there, `YYYY-MM-DD`; the machine's by default. */
  readonly today?: () => string;
  /** anpal: how its service of the DID behaves. */
  readonly did?: DidBehaviour;
  /** anpal: where notificaSAP is sent. */
  readonly notifyUrl?: NotifyAddress;
  /** anpal: where the regions' own services stand, each under its name. */
  readonly regionUrl?: NotifyAddress;
  /** anpal: HTTP Basic account of the node at the regions. */
  readonly regionAccount?: { readonly username: string; readonly password: string };
  /** silp: how it writes dates; `iso` by default. */
  readonly dates?: DateForm;
  /** silp: the national node it fetches SAPs from when told to. */
  readonly nationalUrl?: string;
  /** inps, miattivo, toscana-lavoro: base address of the gateway that it sends to. */
  readonly gatewayUrl?: string;
  /** inps, miattivo, toscana-lavoro: its account there. */
  readonly gatewayAccount?: { readonly username: string; readonly password: string };
}

export interface Sandbox {
  readonly side: SandboxSide;
  /** Address of the side's service, as a client is configured with it. */
  readonly url: string;
  readonly port: number;
  setFault(fault: Fault, options?: FaultOptions): void;
  /** What it has been asked and what it holds now. */
  readonly state: SandboxState;
  close(): Promise<void>;
}

export interface AnpalSandbox extends Sandbox {
  readonly side: 'anpal';
  /** Address under which its other services stand, each under its own name. */
  readonly servicesUrl: string;
  /** Notices that it has sent to regions. */
  readonly notices: readonly SentNotice[];
  /** The node as a client of the regions. */
  readonly regions: RegionClient;
  readonly adesioni: Adesioni;
  /** Books and annuls appointments at a region, and holds what the regions told about them. */
  readonly agenda: Agenda;
  /** Notifies a region of a receiver of the RdC, through the bus at the address. Rejects when it holds none of this codice fiscale. */
  notifyRdc(url: string, codiceFiscale: string, how?: NotificationOptions): Promise<BusReply>;
  /** Pushes any document through the bus at the address. */
  sendToBus(url: string, document: string): Promise<BusReply>;
  /** The portal does what the document says (a request, an event, a body) and tells the region at that address of it. */
  tellRegion(to: PortalAddress, what: PortalDocument): Promise<PortalSent>;
}

/** What SILP holds of a person beside the file, the newest row of each kind first. */
export interface SilpRows {
  readonly dids: readonly Json[];
  readonly declarations: readonly Json[];
  readonly pacts: readonly Json[];
  readonly profilings: readonly Json[];
  readonly assessments: readonly Json[];
  readonly meetings: readonly Json[];
  readonly notices: readonly Json[];
}

export interface SilpSandbox extends Sandbox {
  readonly side: 'silp';
  /** Address of its older REST side. */
  readonly olderUrl: string;
  rowsOf(codiceFiscale: string): SilpRows;
  /** Sends a SAP to the national service, or to whoever stands in its place, as SILP does today. */
  sendToNational(call: string | NationalCall, document: string): Promise<NationalAnswer>;
}

export interface InpsSandbox extends Sandbox {
  readonly side: 'inps';
  /** Address under which its SOAP services stand, each under its own name. */
  readonly servicesUrl: string;
  /** Announces an application for a benefit to the gateway (ListaDID). Rejects when nobody listens there. */
  announce(about: Announcement): Promise<Announced>;
  /** Sends the flow of the percettori: every benefit that it holds. */
  sendPercettori(): Promise<Heard>;
  /** Sends the file of the applications for the reddito di attivazione that it holds. */
  sendRedditoAttivazione(): Promise<Heard>;
  /** Sends an NRA document (`comunicazioneDatiDomanda`, `comunicazioneEventiSuccessivi`) as the tree of its elements. */
  sendNra(name: string, document: DocumentTree): Promise<Heard>;
}

export interface LavoroPerTeSandbox extends Sandbox {
  readonly side: 'lavoro-per-te';
  /** What came through the door of the bus. */
  readonly notices: readonly BusNotice[];
  readonly agenda: RegionAgenda;
  /** Adesioni that the portal holds. */
  readonly adesioni: Adesioni;
  worker(codiceFiscale: string): SilWorker | undefined;
  /** A citizen accepts a pact on the portal; what the portal then tells the SIL. Throws when it holds no such pact. */
  accept(patto: DocumentTree, tipo: string, quando: string): DocumentTree;
}

export interface MiattivoSandbox extends Sandbox {
  readonly side: 'miattivo';
  /** Somebody registers (`Registrazione`), changes contacts (`VariazioneRegistrazione`), withdraws (`CancellazioneRegistrazione`). */
  register(document: DocumentTree): Promise<Posted>;
  change(document: DocumentTree): Promise<Posted>;
  withdraw(document: DocumentTree): Promise<Posted>;
  /** The person accepts the pact that waits for them, or lets its term pass. Rejects when none waits. */
  answerPact(
    codiceFiscale: string,
    answer: { readonly stato: 'A'; readonly tipoAccettazione: string } | { readonly stato: 'S' },
    istante: string,
  ): Promise<Posted>;
}

export interface ToscanaSandbox extends Sandbox {
  readonly side: 'toscana-lavoro';
  /** Notices about SAP that it was given, and mails with a released SAP that it sent (by the id of the request). */
  readonly notices: readonly string[];
  readonly mails: readonly string[];
  /** PEM of the authority that issues the certificates of everybody here. */
  readonly trustAnchor: string;
  /** A `DidFirmata` or `PattoFirmato` without its file, signed by person and officer. */
  signed(document: DocumentTree, end: InterviewEnd): DocumentTree;
  /** Sends a document of this side to the gateway. Rejects for one that breaks the contract. */
  tell(record: RecordName, event: EventName, document: DocumentTree): Promise<Posted>;
}

export interface SandboxOf {
  readonly anpal: AnpalSandbox;
  readonly silp: SilpSandbox;
  readonly inps: InpsSandbox;
  readonly 'lavoro-per-te': LavoroPerTeSandbox;
  readonly miattivo: MiattivoSandbox;
  readonly 'toscana-lavoro': ToscanaSandbox;
}
