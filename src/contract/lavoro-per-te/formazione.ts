/**
 * What training, internships and the systems that pay for them ask of the SIL and tell it: pacts and their activities, what
 * became of an activity, courses during a cassa integrazione. Their documents name rows of the SIL by its own numbers and no
 * CPI; none is a record of ours, so what has an effect is passed on live, once.
 */
import type { SoapService } from '../soap-service.js';
import type { XmlDocumentType } from '../xml-contract.js';
import { xmlDocumentType } from '../xml-contract.js';
import { withInside } from '../xml-inside.js';
import { risposta } from './movimenti.js';
import { bodyOf, documentOf, ESITO, OUTCOMES, refusal, SIDE, textService } from './operation.js';

const NAMESPACE = 'webservices.coop.sil.eng.it';

/** Three services with one operation each, told apart by their namespaces; account, person and day beside each other. */
function getDati(name: string, under: string, file: string, answer: XmlDocumentType): SoapService {
  const namespace = `http://${under}.${NAMESPACE}`;
  const request = bodyOf('mystage', file, namespace, 'getDati');
  return textService({ name, namespace, operations: [{ name: 'getDati', request, answer }] });
}

const pacts = (file: string, root: string, source: string): XmlDocumentType =>
  documentOf('mystage', file, root, source, 'schema');

const TIROCINIO = `http://mystage.${NAMESPACE}`;
const tirocinio = (root: string): XmlDocumentType => bodyOf('mystage', 'tirocinio', TIROCINIO, root);

const getMovimentoTirocinio: SoapService = textService({
  name: 'GetMovimentoTirocinio',
  namespace: TIROCINIO,
  operations: [{ name: 'getTirocinio', request: tirocinio('getTirocinio'), answer: tirocinio('getTirocinioResponse') }],
});

const SIF = `http://sif.${NAMESPACE}`;
const sif = (file: string, root: string): XmlDocumentType => documentOf('sifer', file, root, `RicezioneSif ${root}`);

const ricezioneSif: SoapService = textService({
  name: 'RicezioneSif',
  namespace: SIF,
  operations: [
    {
      name: 'getDatiSif',
      request: withInside(
        bodyOf('sifer', 'ricezione-sif', SIF, 'getDatiSif'),
        'datiXml',
        sif('politiche', 'SIFER-input'),
      ),
      answer: sif('esito-politiche', 'SIFER-output'),
    },
  ],
});

const dote = (file: string, root: string): XmlDocumentType =>
  documentOf('dote', file, root, `RicezioneDomandaDote ${root}`);

const ricezioneDomandaDote: SoapService = textService({
  name: 'RicezioneDomandaDote',
  namespace: `http://doteCMS.${NAMESPACE}`,
  operations: [
    {
      name: 'processDomandaDote',
      request: dote('domanda-dote', 'RicezionePartecipanteDote'),
      answer: dote('esito-domanda-dote', 'EsitoPartecipanteDote'),
    },
  ],
});

const CORSI = 'http://regione.emilia-romagna.it/sare/cig/corsi';

/** The one rpc/encoded service whose document is known, by its namespace. */
const corsoCig: SoapService = textService({
  name: 'corsoCIGService',
  namespace: CORSI,
  style: 'rpc-encoded',
  operations: [
    {
      name: 'corsoCIGService',
      request: xmlDocumentType({
        root: 'esitoCorso',
        namespace: CORSI,
        schema: `${SIDE}/corso-cig/1.0/esito-corso.xsd`,
        source: 'corsoCIGService esitoCorso',
      }),
      answer: risposta,
      esito: ESITO,
      outcomes: OUTCOMES,
      refusal,
    },
  ],
});

const VOUCHER = `http://voucher.${NAMESPACE}`;
const voucher = (root: string): XmlDocumentType => bodyOf('voucher', 'attiva-voucher', VOUCHER, root);

const attivaVoucher: SoapService = textService({
  name: 'AttivaVoucher',
  namespace: VOUCHER,
  operations: [{ name: 'attivaVoucher', request: voucher('attivaVoucher'), answer: voucher('attivaVoucherResponse') }],
});

const OVER = `http://requisitiAdesione.${NAMESPACE}`;
const over = (root: string): XmlDocumentType => bodyOf('garanzia-over', 'requisiti', OVER, root);

const garanziaOver: SoapService = textService({
  name: 'VerificaRequisitiGaranziaOver',
  namespace: OVER,
  operations: [
    {
      name: 'getVerificaRequisitiGaranziaOver',
      request: over('getVerificaRequisitiGaranziaOver'),
      answer: over('getVerificaRequisitiGaranziaOverResponse'),
    },
  ],
});

export const formazione: readonly SoapService[] = [
  getDati(
    'GetPattoLavoratoreMyStage',
    'patto.mystage',
    'patto-mystage',
    pacts('patti-lavoratore', 'PattiLavoratore', 'GetPattoLavoratoreMyStage PattiLavoratore'),
  ),
  getDati(
    'GetPattoLavoratore',
    'custom.patto.mystage',
    'patto-generale',
    pacts('patti-lavoratore-generale', 'PattiLavoratore', 'GetPattoLavoratore PattiLavoratore'),
  ),
  getDati(
    'GetProgrammiApertiPattoLavoratore',
    'programmi.patto.mystage',
    'programmi',
    pacts('programmi-aperti', 'ProgrammiApertiPattoLavoratore', 'GetProgrammiApertiPattoLavoratore'),
  ),
  getMovimentoTirocinio,
  ricezioneSif,
  ricezioneDomandaDote,
  corsoCig,
  attivaVoucher,
  garanziaOver,
];
