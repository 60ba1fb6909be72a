/** The NRA exchange at the end of INPS: the province answers what INPS has told, once for each communication id. */
import type { DocumentTree } from '../../contract/contract.js';
import { inpsServices } from '../../contract/inps/index.js';
import type { SoapService } from '../../contract/soap-service.js';
import { textAt } from '../../contract/soap-service.js';
import { digest } from '../../foundation/ids.js';
import type { SimulatedOperation, SimulatedService } from '../services/soap.js';
import type { InpsNode, NraApplication } from './node.js';

export function serviceNamed(name: string): SoapService {
  const found = inpsServices.find((service) => service.name === name);
  if (found === undefined) throw new Error(`INPS has no service ${name}`);
  return found;
}

const WORDS: Readonly<Record<string, string>> = {
  A100: 'Comunicazione ricevuta correttamente',
  A101: 'Cognome assente',
  A102: 'Nome assente',
  A103: 'Codice fiscale assente',
  A104: 'Data variazione residenza assente',
  A105: 'Nuovo indirizzo residenza assente',
  A106: 'Nuovo CAP residenza assente',
  A107: 'Codice reiezione assente',
  A109: 'Id domanda intranet non presente',
  A110: 'Id domanda web non presente',
  A999: 'Altri errori',
};

type Rule = (request: DocumentTree, application: NraApplication) => string | undefined;

const answers: Rule = (request, { comunicazioni }) =>
  comunicazioni.includes(textAt(request, 'identificativoComunicazioneRichiesta')) ? undefined : 'A999';

const decision: Rule = (request, application) => {
  const rejected = textAt(request, 'esitoElaborazione') === 'NO';
  return rejected && textAt(request, 'codiceReiezione') === '' ? 'A107' : answers(request, application);
};

const move: Rule = (request) => {
  if (textAt(request, 'nuovoIndirizzo.dataVariazioneResidenza') === '') return 'A104';
  if (textAt(request, 'nuovoIndirizzo.indirizzo').trim() === '') return 'A105';
  return textAt(request, 'nuovoIndirizzo.cap') === '' ? 'A106' : undefined;
};

/** What is the same of all: who it is about, and under which numbers. */
function wrong(node: InpsNode, request: DocumentTree, rule: Rule): string | undefined {
  if (textAt(request, 'richiedente.cognome').trim() === '') return 'A101';
  if (textAt(request, 'richiedente.nome').trim() === '') return 'A102';
  const application = node.applications.get(textAt(request, 'idDomandaWeb'));
  if (application === undefined) return 'A110';
  if (application.idDomandaIntranet !== textAt(request, 'idDomandaIntranet')) return 'A109';
  if (application.codiceFiscale !== textAt(request, 'richiedente.codiceFiscale').toUpperCase()) return 'A103';
  return rule(request, application);
}

const operation =
  (name: string, rule: Rule): SimulatedOperation<InpsNode> =>
  (node, request, fault) => {
    const said = (codice: string): DocumentTree => ({
      codice,
      descrizione: WORDS[codice] ?? '',
      categoria: codice === 'A100' ? 'OK' : 'KO',
    });
    if (fault === 'ko' || fault === 'x001') return said('A999');
    const id = textAt(request, 'identificativoComunicazione');
    const document = node.ledger.received(name, JSON.stringify(request));
    const earlier = node.communications.get(id);
    if (earlier !== undefined) return said(earlier === digest(document) ? 'A100' : 'A999');
    const codice = wrong(node, request, rule);
    if (codice !== undefined) return said(codice);
    node.communications.set(id, digest(document));
    node.ledger.applied(name, textAt(request, 'richiedente.codiceFiscale').toUpperCase(), document);
    return said('A100');
  };

export const simulatedNra: SimulatedService<InpsNode> = {
  service: serviceNamed('ComunicazioniNra'),
  run: {
    validazioneDomanda: operation('validazioneDomanda', decision),
    validazioneComunicazioniSuccessive: operation('validazioneComunicazioniSuccessive', answers),
    comunicazioneVariazioneResidenza: operation('comunicazioneVariazioneResidenza', move),
  },
};
