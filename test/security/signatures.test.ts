/** Signed files, good and in every way wrong that matters: made here, with certificates made here. */
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Authority, makeAuthority, type SigningIdentity } from '../../src/sandbox/signatures/authority.js';
import { type Signing, signCades, signPades } from '../../src/sandbox/signatures/sign.js';
import { readAnchors } from '../../src/security/signatures/anchors.js';
import { checkSignedFile, type DeclaredSignature } from '../../src/security/signatures/check.js';
import { makeCodiceFiscale } from '../support/codice-fiscale.js';

const cf = (nome: string) =>
  makeCodiceFiscale({ cognome: 'BARTALONI', nome, sesso: 'F', dataNascita: '1998-01-09', luogoNascita: 'G702' });
const HER = cf('FIAMMETTA');
const OFFICER = cf('GEMMA');
const OTHER = cf('ISOTTA');
const DAY = new Date('2025-06-16T09:30:00Z');
const NOW = new Date('2025-07-01T00:00:00Z');

const authority: Authority = makeAuthority();
const trusted = [new X509Certificate(authority.pem)];
const her = authority.issue({ name: 'Fiammetta', codiceFiscale: HER });
const officer = authority.issue({ name: 'Gemma', codiceFiscale: OFFICER });
const DID = Buffer.from('Dichiaro la mia immediata disponibilita al lavoro.');

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const both = (first: SigningIdentity = her, second: SigningIdentity = officer, at: Date = DAY): Signing[] => [
  { by: first, at },
  { by: second, at },
];
const said = (content: Buffer | readonly Buffer[], more: Partial<DeclaredSignature> = {}): DeclaredSignature[] =>
  (['CITTADINO', 'OPERATORE'] as const).map((ruolo, i) => ({
    ruolo,
    formato: 'CADES',
    momento: DAY.toISOString(),
    impronta: sha256(Buffer.isBuffer(content) ? content : ((content as readonly Buffer[])[i] ?? DID)),
    codiceFiscale: ruolo === 'CITTADINO' ? HER : OFFICER,
    ...more,
  }));

const PATHS = { file: 'file', mediaType: 'tipo', signatures: 'firme', officer: 'operatore' };
const check = (file: Buffer, declared = said(DID), anchors: readonly X509Certificate[] = trusted) =>
  checkSignedFile({ file, codiceFiscale: HER, declared }, anchors, PATHS, NOW);
const lines = (...given: Parameters<typeof check>) =>
  check(...given).findings.map(({ severity, path, rule }) => `${severity} ${path} ${rule}`);

const VALID = { esito: 'VALIDA', catena: 'VERIFICATA' };

describe('a document signed by both', () => {
  it('in one envelope is right', () => {
    expect(check(signCades(DID, both()))).toEqual({ findings: [], judged: [VALID, VALID] });
  });

  it('in an envelope around an envelope is right', () => {
    const inner = signCades(DID, [{ by: her, at: DAY }]);
    const outer = signCades(inner, [{ by: officer, at: DAY }]);
    expect(check(outer, said([DID, inner]))).toEqual({ findings: [], judged: [VALID, VALID] });
  });

  it('in base64, with or without a frame, is right', () => {
    const base64 = signCades(DID, both())
      .toString('base64')
      .replace(/(.{64})/g, '$1\n');
    expect(lines(Buffer.from(base64))).toEqual([]);
    expect(lines(Buffer.from(`-----BEGIN PKCS7-----\n${base64}\n-----END PKCS7-----\n`))).toEqual([]);
  });

  it('as a PDF is right', () => {
    const { file, contents } = signPades('DID', both());
    expect(check(file, said(contents, { formato: 'PADES' }))).toEqual({ findings: [], judged: [VALID, VALID] });
  });

  it('by authorities that nobody knows here is not judged as to the chain, and a warning says so', () => {
    const signed = { file: signCades(DID, both()), codiceFiscale: HER, declared: said(DID) };
    const { findings, judged } = checkSignedFile(signed, undefined, PATHS, NOW);
    const unjudged = { esito: 'VALIDA', catena: 'NON_GIUDICATA' };
    expect(judged).toEqual(both().map(() => unjudged));
    expect(findings).toEqual([expect.objectContaining({ rule: 'signature.chain-not-judged', severity: 'warning' })]);
  });
});

describe('what is said of the file', () => {
  const cades = signCades(DID, both());
  const { file: pades, contents } = signPades('DID', both());
  const about = (file: Buffer, more: object) => {
    const declared = file === pades ? said(contents, { formato: 'PADES' }) : said(DID);
    const { findings } = checkSignedFile({ file, codiceFiscale: HER, declared, ...more }, trusted, PATHS, NOW);
    return findings.map(({ severity, path, rule }) => `${severity} ${path} ${rule}`);
  };

  it.each([
    ['CAdES', cades, 'application/pkcs7-mime', 'application/pdf'],
    ['PAdES', pades, 'application/pdf', 'application/pkcs7-mime'],
  ])('is its media type: %s', (_form, file, right, wrong) => {
    expect(about(file, { mediaType: right })).toEqual([]);
    expect(about(file, { mediaType: wrong })).toEqual(['error tipo signature.media-type']);
  });

  it.each(['error', 'warning'] as const)('is whom it names as its officer (%s)', (otherwise) => {
    expect(about(cades, { officer: { codiceFiscale: OFFICER, otherwise } })).toEqual([]);
    expect(about(cades, { officer: { codiceFiscale: OTHER, otherwise } })).toEqual([
      `${otherwise} operatore signature.officer`,
    ]);
  });

  it('is not looked for where no officer has signed: that is said already', () => {
    const declared = said(DID).slice(0, 1);
    const officer = { codiceFiscale: OTHER, otherwise: 'error' } as const;
    const { findings } = checkSignedFile({ file: cades, codiceFiscale: HER, declared, officer }, trusted, PATHS, NOW);
    expect(findings.map(({ rule }) => rule)).toEqual(['signature.missing', 'signature.undeclared']);
  });
});

describe('what is wrong is said', () => {
  it('of a content that was changed after it was signed', () => {
    const file = signCades(DID, both());
    file[file.indexOf('immediata')] = 'I'.charCodeAt(0);
    expect(lines(file)).toContain('error file signature.content');
    expect(check(file).judged.map(({ esito }) => esito)).toEqual(['NON_VALIDA', 'NON_VALIDA']);
  });

  it('of a PDF that was changed under its signatures, or that goes on after them', () => {
    const { file, contents } = signPades('DID', both());
    const declared = said(contents, { formato: 'PADES' });
    const changed = Buffer.from(file);
    changed[changed.indexOf('/Words (DID') + 8] = 'X'.charCodeAt(0);
    expect(lines(changed, declared)).toContain('error file signature.content');
    expect(lines(Buffer.concat([file, Buffer.from('3 0 obj\n')]), declared)).toEqual([
      'error file signature.structure',
    ]);
  });

  it('of an envelope that goes on after its end, but not where zeros fill up its room', () => {
    const file = signCades(DID, both());
    for (const more of [file, Buffer.from('x'), Buffer.concat([Buffer.alloc(8), DID])])
      expect(lines(Buffer.concat([file, more]))).toEqual(['error file signature.structure']);
    expect(lines(Buffer.concat([file, Buffer.alloc(64)]))).toEqual([]);
  });

  it('of a value that is not of the key', () => {
    const mine = authority.issue({ name: 'Fiammetta', codiceFiscale: HER });
    const stolen = { key: mine.key, certificate: her.certificate };
    expect(lines(signCades(DID, both(stolen)))).toEqual([
      'error file signature.value',
      'error firme[0].codiceFiscale signature.signer',
    ]);
  });

  it('of somebody else who signed for the person', () => {
    const other = authority.issue({ name: 'Isotta', codiceFiscale: OTHER });
    expect(lines(signCades(DID, both(other)))).toContain('error firme[0].codiceFiscale signature.signer');
    const declared = said(DID).map((one, i) => (i === 0 ? { ...one, codiceFiscale: OTHER } : one));
    expect(lines(signCades(DID, both(other)), declared)).toEqual(['error firme[0].codiceFiscale signature.person']);
  });

  it('of the officer who is the person', () => {
    const declared = said(DID).map((one) => ({ ...one, codiceFiscale: HER }));
    expect(lines(signCades(DID, both(her, her)), declared)).toEqual(['error firme[1].codiceFiscale signature.person']);
  });

  it('of a certificate that names no codice fiscale', () => {
    const nobody = authority.issue({ name: 'Qualcuna' });
    expect(lines(signCades(DID, both(nobody)))).toContain('error firme[0].codiceFiscale signature.signer');
  });

  it('of one signature alone', () => {
    const [mine] = said(DID) as [DeclaredSignature];
    const file = signCades(DID, [{ by: her, at: DAY }]);
    expect(lines(file, [mine])).toEqual(['error firme signature.missing']);
    expect(lines(file)).toEqual(['error firme[1].codiceFiscale signature.signer']);
  });

  it('of a certificate that had expired, or was not yet valid, at the moment of the signature', () => {
    for (const [from, to] of [
      ['2024-01-01', '2025-06-15'],
      ['2025-06-17', '2028-01-01'],
    ] as const) {
      const then = authority.issue(
        { name: 'Fiammetta', codiceFiscale: HER },
        { from: new Date(from), to: new Date(to) },
      );
      expect(lines(signCades(DID, both(then)))).toEqual(['error firme[0].momento signature.validity']);
    }
  });

  it('not of a certificate that has expired since', () => {
    const then = authority.issue(
      { name: 'Fiammetta', codiceFiscale: HER },
      { from: new Date('2025-01-01'), to: new Date('2025-06-17') },
    );
    expect(lines(signCades(DID, both(then)))).toEqual([]);
  });

  it('of a digest that is another one', () => {
    expect(lines(signCades(DID, both()), said(Buffer.from('altro')))).toEqual([
      'error firme[0].impronta signature.digest',
      'error firme[1].impronta signature.digest',
    ]);
  });

  it('of another form than is said, and of another moment', () => {
    expect(lines(signCades(DID, both()), said(DID, { formato: 'PADES' }))).toEqual([
      'error firme[0].formato signature.format',
      'error firme[1].formato signature.format',
    ]);
    expect(lines(signCades(DID, both()), said(DID, { momento: '2025-06-20T09:30:00Z' }))).toEqual([
      'error firme[0].momento signature.moment',
      'error firme[1].momento signature.moment',
    ]);
    const ahead = new Date('2025-07-03T00:00:00Z');
    expect(lines(signCades(DID, both(her, officer, ahead)), said(DID, { momento: ahead.toISOString() }))).toContain(
      'error firme[0].momento signature.moment',
    );
  });

  it('of a certificate that nobody trusted has issued', () => {
    const stranger = makeAuthority('Altra').issue({ name: 'Fiammetta', codiceFiscale: HER });
    expect(check(signCades(DID, both(stranger)))).toEqual({
      findings: [
        expect.objectContaining({ path: 'firme[0].codiceFiscale', rule: 'signature.chain', severity: 'error' }),
      ],
      judged: [{ esito: 'NON_VALIDA', catena: 'NON_VERIFICATA' }, VALID],
    });
  });

  it('of what is no signed file at all', () => {
    for (const file of [
      DID,
      Buffer.alloc(0),
      Buffer.from('%PDF-1.7\n%%EOF'),
      Buffer.from([0x30, 0x80]),
      Buffer.alloc(64, 0x30),
    ])
      expect(lines(file)).toEqual(['error file signature.structure']);
  });

  it('of a signature of which nothing is said', () => {
    const other = authority.issue({ name: 'Isotta', codiceFiscale: OTHER });
    expect(lines(signCades(DID, [...both(), { by: other, at: DAY }]))).toEqual(['warning firme signature.undeclared']);
  });

  it('without naming anybody', () => {
    const other = authority.issue({ name: 'Isotta', codiceFiscale: OTHER });
    const said_ = JSON.stringify(check(signCades(DID, both(other))).findings);
    for (const one of [HER, OFFICER, OTHER]) expect(said_).not.toContain(one);
  });

  it('whichever byte of the file is another one: what counts as signed is what was signed', () => {
    const file = signCades(DID, both());
    for (let i = 0; i < file.length; i += 3) {
      const changed = Buffer.from(file);
      changed[i] = (changed[i] as number) ^ 0x01;
      const { findings, judged } = check(changed);
      const valid = findings.length === 0 && judged.every(({ esito }) => esito === 'VALIDA');
      if (valid) expect(changed.includes(DID), `byte ${i}`).toBe(true);
    }
  });
});

describe('the folder of trusted certificates', () => {
  it('is read, and one without certificates is refused', () => {
    const folder = mkdtempSync(join(tmpdir(), 'raccordo-trust-'));
    expect(() => readAnchors(folder)).toThrow(/holds no certificate/);
    writeFileSync(join(folder, 'ca.pem'), authority.pem);
    expect(readAnchors(folder).map(({ subject }) => subject)).toEqual(trusted.map(({ subject }) => subject));
    expect(() => readAnchors(join(folder, 'missing'))).toThrow();
  });
});
