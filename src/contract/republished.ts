/**
 * A service that a regional gateway republishes under a namespace of its own: the same elements, another name in front. Only
 * the declarations of namespaces are touched, so that what a document says stays as it is.
 */
import { typesNamespaceOf } from './servizicoap.js';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The message with the namespace of a service, and the one of its types, replaced. Encodings that extend ASCII stay what they are. */
export function renamed(message: Uint8Array, from: string, to: string): Buffer {
  const names = new Map([
    [from, to],
    [typesNamespaceOf(from), typesNamespaceOf(to)],
  ]);
  const declaration = new RegExp(
    `(\\sxmlns(?::[\\w.-]+)?\\s*=\\s*)(["'])(${[...names.keys()].map(escaped).join('|')})\\2`,
    'g',
  );
  const text = Buffer.from(message).toString('latin1');
  return Buffer.from(
    text.replace(declaration, (_whole, head: string, quote: string, name: string) => {
      return `${head}${quote}${names.get(name)}${quote}`;
    }),
    'latin1',
  );
}
