/** What a national node, or whatever stands before it, may answer to a region's client. No network: nock answers. */
import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { callNational } from '../../src/sandbox/index.js';

const NODE = 'http://nodo.example.it';
const call = () =>
  callNational({ url: `${NODE}/servizicoap`, username: 'silp', password: 'x' }, 'verificaEsistenzaSAP', {
    CodiceFiscale: 'x',
  });
const soap = (body: string) =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;

afterEach(() => {
  nock.cleanAll();
});

describe('a region’s client', () => {
  it('sends its account with the first request and an empty SOAPAction', async () => {
    nock(NODE, { reqheaders: { authorization: 'Basic c2lscDp4', soapaction: '""', 'content-type': /^text\/xml/ } })
      .post('/servizicoap', /<typ:verificaEsistenzaSAP><typ:CodiceFiscale><!\[CDATA\[x\]\]>/)
      .reply(
        200,
        soap(
          '<r:risposta_verificaEsistenzaSAP xmlns:r="urn:x"><r:CodiceSAP>0</r:CodiceSAP></r:risposta_verificaEsistenzaSAP>',
        ),
      );
    expect(await call()).toEqual({ outcome: 'answered', fields: { CodiceSAP: '0' } });
  });

  it.each<[string, () => void, object]>([
    [
      'a page of HTML with status 200',
      () => nock(NODE).post('/servizicoap').reply(200, '<html><body>proxy</body></html>'),
      { outcome: 'fault', code: 'http' },
    ],
    [
      'an error page',
      () => nock(NODE).post('/servizicoap').reply(502, 'Bad Gateway'),
      { outcome: 'fault', status: 502 },
    ],
    ['nothing', () => nock(NODE).post('/servizicoap').reply(200, ''), { outcome: 'fault', status: 200 }],
    [
      'half an envelope',
      () => nock(NODE).post('/servizicoap').reply(200, soap('<a/>').slice(0, 60)),
      { outcome: 'fault' },
    ],
    [
      'a fault',
      () =>
        nock(NODE)
          .post('/servizicoap')
          .reply(
            500,
            soap('<soap:Fault><faultcode>soap:Server</faultcode><faultstring>giù</faultstring></soap:Fault>'),
          ),
      { outcome: 'fault', status: 500, code: 'soap:Server', text: 'giù' },
    ],
    [
      'a cut connection',
      () => nock(NODE).post('/servizicoap').replyWithError('socket hang up'),
      { outcome: 'unreachable' },
    ],
  ])('survives %s', async (_what, answer, expected) => {
    answer();
    expect(await call()).toMatchObject(expected);
  });
});
