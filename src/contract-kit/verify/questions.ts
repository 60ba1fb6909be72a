/** The questions that stand as examples beside a service's description; nothing is changed by them. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { contractFile } from '../../contract/location.js';
import type { SoapOperation, SoapService } from '../../contract/soap-service.js';
import { verifyingOf } from './depending.js';
import type { Sent } from './documents.js';

interface Example {
  readonly file: string;
  readonly operation: string;
  readonly of: 'request' | 'answer';
  readonly problems?: readonly { readonly path: string; readonly rule: string }[];
}

export function questionsOf(service: SoapService, operation: SoapOperation): readonly Sent[] {
  return [...examplesOf(service, operation), ...listedOf(service, operation)];
}

const NOBODY = 'a question may find nobody';

/** Questions of the side's `verify.yaml`. */
function listedOf({ side, name }: SoapService, operation: SoapOperation): readonly Sent[] {
  return verifyingOf(side)
    .questions.filter((one) => one.service === name && one.operation === operation.name)
    .map(({ document, bad }) => ({
      name: bad ?? 'about nobody',
      bytes: operation.request.document.write(document),
      expected: bad === undefined ? 'answered' : 'refused',
      because: bad === undefined ? NOBODY : '',
    }));
}

function examplesOf({ wsdl }: SoapService, operation: SoapOperation): readonly Sent[] {
  if (wsdl === undefined) return [];
  const folder = `${wsdl.slice(0, wsdl.lastIndexOf('/'))}/examples`;
  const list = contractFile(`${folder}/examples.yaml`);
  if (!existsSync(list)) return [];
  return (
    (parse(readFileSync(list, 'utf8')) as Example[])
      .filter((one) => one.operation === operation.name && one.of === 'request')
      .map(({ file, problems = [] }) => ({ file, problems, bytes: readFileSync(contractFile(`${folder}/${file}`)) }))
      // Of revisions that share a name, each has its own documents.
      .filter(({ bytes }) => operation.request.document.read(bytes).findings.every(({ rule }) => rule !== 'xsd.root'))
      .map(({ file, problems: [first], bytes }) => ({
        name: file.replace(/\.xml$/, ''),
        bytes,
        expected: first === undefined ? 'answered' : 'refused',
        because: first === undefined ? NOBODY : `${first.path || '(document)'} [${first.rule}]`,
      }))
  );
}
