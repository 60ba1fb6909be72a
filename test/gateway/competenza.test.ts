/** The list of an installation says who is competent where; a gateway without one says nothing of it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway } from '../../src/cli/compose.js';
import { loadSettings } from '../../src/foundation/settings/load.js';
import { showMessage, startTestGateway, type TestGateway } from '../support/gateway.js';
import { sapOf } from '../support/sap-document.js';
import { invioSAP } from '../support/soap-call.js';

/** Invented: Torino passed from one CPI to another on the day after the one that the SAPs of these tests bear. */
const LIST = 'comune,cpi,dal,al\nL219,L219C000300,2020-01-01,2026-11-22\nL219,L219C000301,2026-11-23,\n';
let directory: string;
let file: string;
let raccordo: TestGateway;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'raccordo-competenza-'));
  file = join(directory, 'cpi.csv');
  await writeFile(file, LIST);
  raccordo = await startTestGateway({ env: { RACCORDO_COMPETENZA_FILE: file } });
});
afterAll(async () => {
  await raccordo.stop();
  await rm(directory, { recursive: true, force: true });
});

describe('the holder of a SAP', () => {
  const told = async (n: number, ente: string) => {
    const { message, fields } = await invioSAP(raccordo.soapUrl, sapOf(n, { ente }));
    expect(fields.Esito).toBe('OK');
    return (await showMessage(raccordo.url, message)).findings.filter(({ rule }) => rule === 'sap.holder-domicile');
  };

  it('is warned of at the field that the sender wrote, when the list knows another', async () => {
    expect(await told(1, 'L219C000300')).toEqual([]);
    expect(await told(2, 'L219C000301')).toEqual([
      expect.objectContaining({
        path: 'datiinvio/codiceentetit',
        severity: 'warning',
        source: expect.stringContaining('competenza.file'),
        message: expect.stringContaining('L219C000300'),
      }),
    ]);
  });
});

it.each([
  ['comune,cpi,dal,al\nL219,L219C000300,2020-01-01,2019-12-31\n', 'line 2'],
  [undefined, 'ENOENT'],
])('a list that cannot be used stops the start', async (list, says) => {
  const other = join(directory, 'other.csv');
  await rm(other, { force: true });
  if (list !== undefined) await writeFile(other, list);
  const env = { RACCORDO_COMPETENZA_FILE: other, RACCORDO_STORE_DIRECTORY: join(directory, 'store') };
  await expect(startGateway(loadSettings({ env }).settings, 'all', pino({ level: 'silent' }))).rejects.toMatchObject({
    code: 'territorio-invalid',
    message: expect.stringContaining(says),
  });
});
