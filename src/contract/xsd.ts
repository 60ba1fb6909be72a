/** A schema compiled once, at its first use, and kept: compiling costs 36 ms, a check a fraction of one. */
import { XmlDocument, XmlLibError, XmlValidateError, XsdValidator } from 'libxml2-wasm';
import type { Finding } from '../foundation/finding.js';
import { contractError } from './errors.js';
import { readContractFile } from './location.js';
import { namedPath } from './xml-path.js';
import { findingsOf } from './xsd-findings.js';

export class XsdSchema {
  #validator: XsdValidator | undefined;

  constructor(
    /** Path under `contracts/`. */
    readonly file: string,
    /** How findings name this schema. */
    readonly source: string,
  ) {}

  /** Every breach of the schema. Throws `contract-file-invalid` when the schema itself does not compile. */
  check(document: XmlDocument): Finding[] {
    this.#validator ??= this.#compile();
    try {
      this.#validator.validate(document);
      return [];
    } catch (error) {
      if (error instanceof XmlValidateError)
        return findingsOf(error.details, this.source, (xpath) => namedPath(document.root, xpath));
      throw error;
    }
  }

  #compile(): XsdValidator {
    try {
      const document = XmlDocument.fromBuffer(readContractFile(this.file));
      try {
        return XsdValidator.fromDoc(document);
      } finally {
        document.dispose();
      }
    } catch (cause) {
      if (!(cause instanceof XmlLibError)) throw cause;
      throw contractError('contract-file-invalid', `${this.file} does not compile: ${cause.message.trim()}`, { cause });
    }
  }
}
