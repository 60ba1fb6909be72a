/** Saving a pact at SILP: checks, closing of the taking in charge that stands in the way, checks of the pact, save. */
import type { Answer, Outbound } from '../adapter.js';
import { accepted, documentOf, isRow, type Row, rowsOf, sameDay, says } from './answers.js';
import { acknowledged, type Envelope, type Stop } from './errors.js';
import type { SilpWire } from './wire.js';
import { presentWorker } from './worker.js';

const PAGE = '?page=0&recForPage=50';

/** Every pact of a worker that SILP holds. */
export const pactsOf = (wire: SilpWire, idSilLavAnagrafica: number, signal: AbortSignal): Promise<Envelope | Stop> =>
  accepted(wire.question(`patto-di-servizio/ricerca${PAGE}`, { idSilLavAnagrafica }, signal));

/** A pact is known by the day of its proposal: a new one is opened, the same one is changed where it differs. */
export async function sendPatto(wire: SilpWire, outbound: Outbound, signal: AbortSignal): Promise<Answer> {
  const document = documentOf(outbound.body);
  const worker = await presentWorker(wire, outbound.codiceFiscale, signal);
  if ('outcome' in worker) return worker;
  const found = await pactsOf(wire, worker.id, signal);
  if ('outcome' in found) return found;
  const present = rowsOf(found.members.list).find(({ dataPropostaPds }) =>
    sameDay(dataPropostaPds, document.dataPropostaPds),
  );
  if (present !== undefined && says(present, document)) return acknowledged('INVARIATO');
  const opened = present === undefined ? await open(wire, worker.id, document, signal) : { before: {} };
  if ('outcome' in opened) return opened;
  const form = {
    ...opened.before,
    idSilLavAnagrafica: worker.id,
    patto: { ...present, ...document },
    dataFirmaPatto: document.dataFirmaPds,
    tipoProgetto: projectOf(document),
  };
  const checks = await accepted(wire.question('patto-di-servizio/controlli-pre-salvataggio', form, signal));
  if ('outcome' in checks) return checks;
  const saved = await accepted(wire.change('patto-di-servizio/salva-patto', form, signal));
  return 'outcome' in saved ? saved : acknowledged('OK', saved.messages);
}

function projectOf({ silTTargetPatto }: Row): unknown {
  const project = isRow(silTTargetPatto) ? silTTargetPatto.silTTipoProgettoMin : undefined;
  return isRow(project) ? project.codTipoProgettoMin : undefined;
}

/** May the pact be opened? What SILP says of the pact before it goes with the form; a taking in charge that it names is closed. */
async function open(
  wire: SilpWire,
  id: number,
  document: Row,
  signal: AbortSignal,
): Promise<{ readonly before: Row } | Stop> {
  const checks = await accepted(wire.question(`patto-di-servizio/controllipreinserimento/${id}`, {}, signal));
  if ('outcome' in checks) return checks;
  const { idPattoChiuso, dataFinePattoChiuso, idPoliticaA02DaChiudere, dataPoliticaA02DaChiudere } = checks.members;
  if (typeof idPoliticaA02DaChiudere === 'number') {
    const form = {
      idSilLavAnagrafica: id,
      idPoliticaA02DaChiudere,
      dataPoliticaA02DaChiudere: dataPoliticaA02DaChiudere ?? document.dataPropostaPds,
    };
    const closed = await accepted(wire.change('patto-di-servizio/chiudi-a02-aperta', form, signal));
    if ('outcome' in closed) return closed;
  }
  return { before: { idPattoChiuso, dataFinePattoChiuso } };
}
