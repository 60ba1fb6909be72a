/** Plays an agenda from end to end: a free slot is asked for, booked, found, listed, and given back. */
import type { DocumentTree } from '../../contract/contract.js';
import { agenda } from '../../contract/lavoro-per-te/index.js';
import { textAt } from '../../contract/tree-path.js';
import type { Side } from '../../sides.js';
import type { Case } from '../report.js';
import { withValue } from './depending.js';
import { questionCase, uncovered } from './judge.js';
import type { Asking } from './questions.js';
import { callSoap } from './soap.js';
import { broken, type Target, type Verdict } from './wire.js';

interface Played extends Asking {
  readonly side: Side;
  readonly target: Target;
}

type Holds = readonly (readonly [path: string, value: string])[];

const BOOKED = '2';
const ANNULLED = '5';
const MODEL = { record: 'appuntamento', event: 'invio', revision: '1.0', case: 'fissa-slot' } as const;

/** `agenda` in the side's `verify.yaml` says at which CPI, and for which service. */
export async function* playAgenda({ target, documents }: Played): AsyncGenerator<Case> {
  const { cpi = '', provincia = '', servizio = '' } = documents.known('agenda');
  const group = (name: string): string => `${agenda.name} ${name}`;
  const model = documents.of(MODEL.record, MODEL.event, MODEL.revision).find(({ name }) => name === MODEL.case);
  if (cpi === '' || model === undefined) return;
  const verdicts = new Map<string, Verdict>();
  const play = async (name: string, what: string, document: DocumentTree, holds: Holds): Promise<Case> => {
    const operation = agenda.operations.find((one) => one.name === name);
    const bytes = operation?.request.document.write(document) ?? Buffer.alloc(0);
    const verdict = operation ? await callSoap(agenda, operation, bytes, target) : broken(`no operation ${name}`);
    verdicts.set(what, verdict);
    return questionCase(group(name), { name: what, bytes, expected: 'accepted', because: '', holds }, verdict);
  };

  const parameters = { IdCPI: cpi, codiceRichiesta: servizio };
  const asked = { UtenteServizio: 'L', IdProvincia: provincia };
  yield await play(
    'getDispAppuntamento',
    'a free slot',
    { ...asked, parametriAppuntamento: { ...parameters, datiRicerca: {}, numMaxSlot: '1' } },
    [['ElencoDisponibilita.datiAppuntamento.IdCPI', cpi]],
  );
  const free = verdicts.get('a free slot')?.tree ?? {};
  const slot = (name: string): string => textAt(free, `ElencoDisponibilita.datiAppuntamento.${name}`);
  if (slot('identificativoSlot') === '') {
    yield uncovered(group('fissaAppuntamento'), 'no free slot was told, so none was booked and given back');
    return;
  }

  const read = agenda.operations.find(({ name }) => name === 'fissaAppuntamento')?.request.document.read(model.bytes);
  const person = { codiceFiscale: textAt(read?.tree ?? {}, 'codiceFiscale') };
  const booking = [
    ['IdProvincia', provincia],
    ['parametriAppuntamento.IdCPI', cpi],
    ['parametriAppuntamento.codiceRichiesta', servizio],
    ['parametriAppuntamento.identificativoSlot', slot('identificativoSlot')],
  ].reduce<DocumentTree>((made, [path = '', value]) => withValue(made, path, value), read?.tree ?? {});
  const [data, ora] = [slot('dataAppuntamento'), slot('oraAppuntamento')];
  const moment = (at: string): Holds => [
    [`${at}.dataAppuntamento`, data],
    [`${at}.oraAppuntamento`, ora],
  ];
  yield await play('fissaAppuntamento', 'the free slot is booked', booking, moment('datiAppuntamento'));

  const when = { dataAppuntamento: data, oraAppuntamento: ora, IdCPI: cpi, IdProvincia: provincia };
  const named = { ...person, UtenteServizio: 'L', datiAppuntamento: { codiceRichiesta: servizio, ...when } };
  const state = (codStato: string): Holds => [['datiAppuntamento.codStato', codStato]];
  yield await play('verificaAppuntamento', 'the booking', named, state(BOOKED));
  yield await play(
    'getPrenotazioni',
    'the bookings of the person',
    { ...asked, ...person },
    moment('ElencoPrenotazioni.datiAppuntamento'),
  );
  yield await play('annullaAppuntamento', 'the booking is given back', named, [['Esito.codStato', ANNULLED]]);
  yield await play('verificaAppuntamento', 'what was given back', named, state(ANNULLED));
}
