/** A document one of whose elements carries another document as text, beside others that are plain. */
import type { ReadDocument } from './contract.js';
import { payloadOf } from './soap.js';
import { textAt } from './tree-path.js';
import type { XmlDocumentType } from './xml-contract.js';

/** The outer document, read together with the one in `field`: what is wrong inside stands under that element's path. */
export function withInside(outer: XmlDocumentType, field: string, inner: XmlDocumentType): XmlDocumentType {
  return {
    ...outer,
    read(bytes, options = {}): ReadDocument {
      const read = outer.read(bytes, options);
      if (read.tree === undefined || read.findings.length > 0) return read;
      const { findings } = inner.read(payloadOf(textAt(read.tree, field)), options);
      const under = (path: string): string => (path === '' ? field : `${field}/${path}`);
      return { ...read, findings: findings.map((finding) => ({ ...finding, path: under(finding.path) })) };
    },
  };
}
