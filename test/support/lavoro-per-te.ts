/** A gateway with SIL and portal of Emilia-Romagna simulated beside the nation, and the documents that they say. */
import { type Client, createClientAsync } from 'soap';
import { type LavoroPerTeSandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/index.js';
import { startTestGateway, type TestGateway } from './gateway.js';
import { person } from './sap-document.js';

export interface EmilianGateway {
  readonly raccordo: TestGateway;
  readonly region: LavoroPerTeSandbox;
  /** Address under which the gateway's SOAP doors stand. */
  readonly doors: string;
  stop(): Promise<void>;
}

/** `env`: settings of the gateway beside the address of the region. */
export async function startEmilia(
  options: SandboxOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<EmilianGateway> {
  const region = await startSandbox('lavoro-per-te', options);
  const raccordo = await startTestGateway({ env: { RACCORDO_SIDES_LAVORO_PER_TE_URL: region.url, ...env } });
  return {
    raccordo,
    region,
    doors: `${raccordo.url}/soap/v1`,
    async stop() {
      await raccordo.stop();
      await region.close();
    },
  };
}

/** A SOAP client that knows a service by the WSDL at its address alone. */
export const clientOf = (address: string): Promise<Client> => createClientAsync(`${address}?wsdl`);

/** Calls an operation whose message and answer have one field of text. */
export async function say(client: Client, operation: string, document: string, field = 'inputXML'): Promise<string> {
  const method = client[`${operation}Async`] as (fields: object) => Promise<[Record<string, unknown>]>;
  const [answer] = await method({ [field]: document });
  const given = answer[`${operation}Return`];
  return typeof given === 'string' ? given : String((given as { $value?: unknown } | undefined)?.$value ?? '');
}

export const textIn = (document: string, element: string): string =>
  new RegExp(`<(?:\\w+:)?${element}(?: [^>]*)?>([^<]*)<`).exec(document)?.[1] ?? '';

/** A declaration that the portal has the SIL write, of somebody whom it may not know. */
export function datiDid(n: number, day = '2026-03-02'): string {
  const { codiceFiscale, cognome, nome, dataNascita } = person(n);
  const home = '<comune>F257</comune><indirizzo>VIA IMMAGINARIA 1</indirizzo>';
  return (
    `<DatiDid><CodiceFiscale>${codiceFiscale}</CodiceFiscale><DataDichiarazione>${day}</DataDichiarazione>` +
    '<TipoDichiarazione>01</TipoDichiarazione><IdProvincia>37</IdProvincia>' +
    '<Stampa><ModelloStampa>DID</ModelloStampa><Protocollazione>ON</Protocollazione><Intestazione>ON</Intestazione></Stampa>' +
    `<Lavoratore><nome>${nome}</nome><cognome>${cognome}</cognome><dataNascita>${dataNascita}</dataNascita>` +
    `<comuneNascita>L219</comuneNascita><sesso>F</sesso><cittadinanza>000</cittadinanza>` +
    `<domicilio>${home}</domicilio><residenza>${home}</residenza>` +
    '<rischiodisoccupazione>NO</rischiodisoccupazione></Lavoratore></DatiDid>'
  );
}

/** A pact, as SIL and portal name it. */
export const patto = (n: number, numero = '1234') => ({
  CodiceFiscale: person(n).codiceFiscale,
  DataPatto: '2026-03-03',
  CodServiziAmministrativi: 'SA-0001',
  NumProtocollo: numero,
  AnnoProtocollo: 2026,
  CodProvinciaProv: '036',
});
