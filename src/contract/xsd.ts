/** A schema compiled once, at its first use, and kept: compiling costs 36 ms, a check a fraction of one. */
import {
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XmlValidateError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import type { Finding } from '../foundation/finding.js';
import { contractError } from './errors.js';
import { readContractFile } from './location.js';
import { namedPath } from './xml-path.js';
import { base64ElementsOf, base64Findings } from './xsd-base64.js';
import { findingsOf } from './xsd-findings.js';

export class XsdSchema {
  #validator: XsdValidator | undefined;
  #base64: readonly string[] | undefined;

  constructor(
    /** Path under `contracts/`. */
    readonly file: string,
    /** How findings name this schema. */
    readonly source: string,
  ) {}

  /** Every breach of the schema. Throws `contract-file-invalid` when the schema itself does not compile. */
  check(document: XmlDocument): Finding[] {
    this.#validator ??= this.#compile();
    this.#base64 ??= base64ElementsOf(this.file);
    const breaches = this.#breaches(document, this.#validator);
    const known = new Set(breaches.map(({ path, rule }) => `${path} ${rule}`));
    const more = base64Findings(document, this.#base64, this.source);
    return [...breaches, ...more.filter(({ path, rule }) => !known.has(`${path} ${rule}`))];
  }

  #breaches(document: XmlDocument, validator: XsdValidator): Finding[] {
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      if (error instanceof XmlValidateError)
        return findingsOf(error.details, this.source, (xpath) => namedPath(document.root, xpath));
      throw error;
    }
  }

  #compile(): XsdValidator {
    try {
      const imported = importedBy(this.file);
      // A door that is open only while a schema compiles: no document that is read can name a file of ours.
      if (imported.size > 0) xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(imported)));
      const document = XmlDocument.fromBuffer(readContractFile(this.file), { url: this.file });
      try {
        return XsdValidator.fromDoc(document);
      } finally {
        document.dispose();
        if (imported.size > 0) xmlCleanupInputProvider();
      }
    } catch (cause) {
      if (!(cause instanceof XmlLibError)) throw cause;
      throw contractError('contract-file-invalid', `${this.file} does not compile: ${cause.message.trim()}`, { cause });
    }
  }
}

const IMPORTED = /<xs:import\b[^>]*schemaLocation="([^"]+)"/g;

/** The schemas of other namespaces that a schema imports, and those that they import, by their paths under `contracts/`. */
function importedBy(file: string, found: Map<string, Uint8Array> = new Map()): Map<string, Uint8Array> {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  for (const [, location = ''] of readContractFile(file).toString('utf8').matchAll(IMPORTED)) {
    const path = `${folder}${location}`;
    if (found.has(path)) continue;
    found.set(path, readContractFile(path));
    importedBy(path, found);
  }
  return found;
}
