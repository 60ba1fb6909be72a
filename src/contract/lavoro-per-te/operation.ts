/** How the services of SIL and portal are built: one XML document as text goes in, one comes back. */
import { cutWords } from '../../foundation/cut.js';
import type { DocumentTree } from '../contract.js';
import type { OutcomeTable } from '../outcomes.js';
import type { EsitoRule, MessagePart, SoapOperation, SoapService, SoapStyle } from '../soap-service.js';
import { type XmlDocumentType, xmlDocumentType } from '../xml-contract.js';

export const SIDE = 'lavoro-per-te';

/** A document of one of the services, by the file of its schema. `nil`: it has elements that must stand there, if empty. */
export const documentOf = (
  folder: string,
  file: string,
  root: string,
  source: string,
  nil?: 'schema',
): XmlDocumentType =>
  xmlDocumentType({
    root,
    schema: `${SIDE}/${folder}/1.0/${file}.xsd`,
    source,
    ...(nil === undefined ? {} : { nil }),
  });

/** A message that is an element of the service itself, its parameters beside each other. */
export const bodyOf = (folder: string, file: string, namespace: string, root: string): XmlDocumentType =>
  xmlDocumentType({ root, namespace, schema: `${SIDE}/${folder}/1.0/${file}.xsd`, source: root });

interface TextService {
  readonly name: string;
  readonly namespace: string;
  readonly style?: SoapStyle;
  readonly operations: readonly TextOperation[];
}

export interface TextOperation
  extends Pick<SoapOperation, 'name'>,
    Partial<Pick<SoapOperation, 'carries' | 'esito' | 'outcomes' | 'refusal'>> {
  readonly request: XmlDocumentType;
  readonly answer: XmlDocumentType;
  /** The parameter; `inputXML` where nothing is said. */
  readonly field?: string;
  /** The field of the answer stands in no namespace. */
  readonly unqualified?: true;
}

/**
 * A service whose operations take and give a document as text; where a document is the element that the body would have
 * around it, it is the body. Whoever calls it, the side answers.
 */
export function textService({ name, namespace, style, operations }: TextService): SoapService {
  const built = style === undefined ? {} : { style };
  const part = (document: XmlDocumentType, element: string, field: string, unqualified?: true): MessagePart =>
    document.root === element && document.namespace === namespace
      ? { document }
      : {
          document,
          wrapped: { element, namespace, field, ...(unqualified === undefined ? {} : { unqualified }), ...built },
        };
  return {
    side: SIDE,
    name,
    namespace,
    operations: operations.map(({ request, answer, field = 'inputXML', unqualified, ...operation }) => ({
      ...operation,
      soapAction: '',
      calledBy: 'any',
      request: part(request, operation.name, field),
      answer: part(answer, `${operation.name}Response`, `${operation.name}Return`, unqualified),
    })),
  };
}

/** Most services say what became of a call in a group of code and words; 99 is a fault of theirs, of whatever kind. */
export const ESITO: EsitoRule = {
  code: 'Esito.codice',
  text: 'Esito.descrizione',
  acknowledged: ['00'],
  later: [],
  faulty: ['99'],
};

const LONGEST_WORDS = 250;

/** Such a group in words of ours. */
export const refusal: NonNullable<SoapOperation['refusal']> = (_request, { codice, words }): DocumentTree => ({
  Esito: { codice, descrizione: codice === '00' ? 'OK' : cutWords(words, LONGEST_WORDS) },
});

/** A wrong codice fiscale has a code of its own; for all else that is wrong before a service is asked there is 99. */
export const OUTCOMES: OutcomeTable = {
  cases: [{ code: '04', rule: 'codice-fiscale.' }],
  invalid: '99',
  later: '99',
  acknowledged: '00',
};
