/**
 * Documents that bring a signed file: after their schema, the file is checked against what the sender says of its signatures,
 * and the tree says of each what came of it (`verifica`).
 */
import type { X509Certificate } from 'node:crypto';
import { hasErrors, type Severity } from '../foundation/finding.js';
import { checkSignedFile, type DeclaredSignature } from '../security/signatures/check.js';
import type { DocumentContract, DocumentTree, ReadDocument } from './contract.js';

/** Where in the document the signed file stands. */
export const SIGNED = 'documentoFirmato';

/** The group in which a document names its officer, and what the signature of another one is. */
export interface NamedOfficer {
  readonly group: string;
  readonly otherwise: Severity;
}

interface Signed {
  readonly contenuto: string;
  readonly tipoContenuto?: string;
  readonly firme: readonly DeclaredSignature[];
}

/** The same contract with the check of the signed file. Without trusted certificates the chain is not judged. */
export function signedContract(
  contract: DocumentContract,
  trusted: () => readonly X509Certificate[] | undefined,
  officer: NamedOfficer,
): DocumentContract {
  return {
    ...contract,
    read(bytes, options): ReadDocument {
      const { tree, findings } = contract.read(bytes, options);
      const signed = tree?.[SIGNED] as Signed | undefined;
      if (tree === undefined || signed === undefined || hasErrors(findings)) return { ...(tree && { tree }), findings };
      const named = (tree[officer.group] as { readonly codiceFiscale?: string } | undefined)?.codiceFiscale;
      const checked = checkSignedFile(
        {
          file: Buffer.from(signed.contenuto, 'base64'),
          codiceFiscale: String(tree.codiceFiscale),
          declared: signed.firme,
          ...(signed.tipoContenuto === undefined ? {} : { mediaType: signed.tipoContenuto }),
          ...(named === undefined ? {} : { officer: { codiceFiscale: named, otherwise: officer.otherwise } }),
        },
        trusted(),
        {
          file: `${SIGNED}.contenuto`,
          mediaType: `${SIGNED}.tipoContenuto`,
          signatures: `${SIGNED}.firme`,
          officer: `${officer.group}.codiceFiscale`,
        },
      );
      const firme = signed.firme.map((one, i) => ({ ...one, verifica: checked.judged[i] }));
      const judged: DocumentTree = { ...tree, [SIGNED]: { ...signed, firme } };
      return { tree: judged, findings: [...findings, ...checked.findings] };
    },
  };
}
