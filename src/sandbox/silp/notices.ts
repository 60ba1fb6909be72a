/** The older REST side of the simulated SILP: notices of receivers of SFL, in an envelope of its own. */
import { carriesAccount, type SideRoute } from '../server.js';
import { apiError, json } from './answers.js';
import { asJson, asText, type Json } from './json.js';
import type { SilpNode } from './node.js';
import { read } from './requests.js';
import type { FrontOptions } from './route.js';

export const OLDER_BASE = '/silprest/api';
const DONE = 'E0000';
const MISSING = 'E0008';
const SYSTEM_ERROR = 'S0001';
const NAME = 'notificaSFL';

const esito = (codEsito: string, messaggioErrore: string | null = null): Json => ({
  esito: { codEsito, messaggioErrore },
});

export function noticeRoute(options: FrontOptions, node: SilpNode): SideRoute {
  return {
    method: 'POST',
    url: `${OLDER_BASE}/supporto-formazione-lavoro/${NAME}`,
    answer(request) {
      if (!carriesAccount(request, options.account)) return apiError(401, '401', 'Unauthorized');
      node.ledger.called(NAME);
      const answer =
        request.fault === 'ko' ? esito(SYSTEM_ERROR, 'Rifiuto richiesto al simulatore') : take(node, request.body);
      if (asJson(answer.esito).codEsito !== DONE) node.ledger.refused(NAME);
      options.log(`${NAME}: ${asText(asJson(answer.esito).codEsito)}`);
      return json(200, answer);
    },
  };
}

/** The last notice of an application is the one that counts; an older communication does not take its place. */
function take({ notices, ledger }: SilpNode, body: Buffer): Json {
  const digest = ledger.received(NAME, body);
  const request = read('InviaNotificaSflParam', body);
  if ('problem' in request) return esito(MISSING, request.problem);
  const { datiInvio, invioSFL } = request.tree;
  const notice = asJson(invioSFL);
  const key = `${asText(notice.codFiscale)}|${asText(notice.codProtocolloInps)}`;
  const sentAt = asText(asJson(datiInvio).dttInvioComunicazione);
  if (sentAt >= asText(notices.get(key)?.inviata)) notices.set(key, { ...notice, inviata: sentAt });
  ledger.applied(NAME, asText(notice.codFiscale), digest);
  return esito(DONE);
}
