/** What libxml2 says about a document that breaks its schema, as findings, without the values. It tells of each fault once. */
import type { ErrorDetail } from 'libxml2-wasm';
import { type Finding, mask } from '../foundation/finding.js';

/** A document with more faults than this is wrong as a whole; the rest is counted, not listed. */
const MOST_FINDINGS = 100;

/** The findings of one validation, in document order. `source` names the contract, `named` gives a path its elements' names. */
export function findingsOf(
  details: readonly ErrorDetail[],
  source: string,
  named: (xpath: string) => string = (xpath) => xpath,
): Finding[] {
  const findings: Finding[] = [];
  for (const detail of details) {
    if (findings.length === MOST_FINDINGS) {
      findings.push({
        path: '',
        rule: 'xsd.too-many',
        source,
        severity: 'error',
        message: `and more: ${details.length} faults in all`,
      });
      break;
    }
    findings.push({ ...readDetail(detail, named), source, severity: 'error' });
  }
  return findings;
}

type Read = Pick<Finding, 'path' | 'rule' | 'message' | 'masked'>;

/** `/lavoratore/datiinvio/x[2]` → `datiinvio/x[2]`: the root says nothing, nor do prefixes. */
function pathOf(xpath: string): string {
  return xpath
    .split('/')
    .slice(2)
    .map((step) => step.slice(step.indexOf(':') + 1))
    .join('/');
}

function readDetail(detail: ErrorDetail, named: (xpath: string) => string): Read {
  const path = pathOf(named(detail.xpath ?? ''));
  const said = detail.message.trim();
  const body = said.replace(/^Element '[^']*'(?:, attribute '[^']*')?: /, '');
  for (const [pattern, make] of READERS) {
    const parts = pattern.exec(body);
    if (parts) return make(path, parts, said);
  }
  return { path, rule: 'xsd.invalid', message: 'the element does not keep the schema' };
}

type Reader = (path: string, parts: RegExpExecArray, said: string) => Read;

const READERS: readonly (readonly [RegExp, Reader])[] = [
  [
    /^\[facet 'pattern'\] The value '([\s\S]*)' is not accepted by the pattern '([\s\S]*)'\.$/,
    (path, [, value = '', pattern = '']) => ({
      path,
      rule: 'xsd.pattern',
      message: value === '' ? `is empty; expected text of the form ${pattern}` : `expected text of the form ${pattern}`,
      masked: mask(value),
    }),
  ],
  [
    /^\[facet '(length|minLength|maxLength)'\] The value has a length of '(\d+)'; this (?:exceeds|underruns|differs from) the allowed (?:maximum |minimum )?length of '(\d+)'\.$/,
    (path, [, facet = '', length = '', limit = '']) => ({
      path,
      rule: 'xsd.length',
      message: `expected ${LENGTHS[facet]} ${limit} characters, found ${length}`,
    }),
  ],
  [
    /^\[facet 'enumeration'\] The value '([\s\S]*)' is not an element of the set \{([\s\S]*)\}\.$/,
    (path, [, value = '', set = '']) => ({
      path,
      rule: 'xsd.enumeration',
      message: `expected one of ${set.replaceAll("''", '(empty)').replaceAll("'", '')}`,
      masked: mask(value),
    }),
  ],
  [/^\[facet '/, (path) => ({ path, rule: 'xsd.range', message: 'the number is outside what the schema allows' })],
  [
    /^'([\s\S]*)' is not a valid value of the (?:local )?(?:atomic|list|union) type(?: '(.*)')?\.$/,
    (path, [, value = '', type = '']) => ({
      path,
      rule: 'xsd.type',
      message: `expected ${TYPES[localName(type)] ?? `a value of the type ${localName(type)}`}`,
      masked: mask(value),
    }),
  ],
  [
    /^Missing child element\(s\)\.(?: Expected is (?:one of )?\( (.*) \)\.)?$/,
    (path, [, expected = '']) => {
      const names = namesOf(expected);
      const [only] = names;
      const at = names.length === 1 && only !== undefined ? (path === '' ? only : `${path}/${only}`) : path;
      return {
        path: at,
        rule: 'xsd.element-missing',
        message: `the element ends too early; expected ${listed(names)}`,
      };
    },
  ],
  [
    /^This element is not expected\.(?: Expected is (?:one of )?\( (.*) \)\.)?$/,
    (path, [, expected = '']) => ({
      path,
      rule: 'xsd.element-unexpected',
      message:
        expected === ''
          ? 'this element is not expected here'
          : `not expected here; expected ${listed(namesOf(expected))}`,
    }),
  ],
  [
    /^Element content is not allowed/,
    (path) => ({ path, rule: 'xsd.element-unexpected', message: 'expected text only, found elements inside' }),
  ],
  [
    /^Character content/,
    (path) => ({ path, rule: 'xsd.text-unexpected', message: 'expected elements only, found text between them' }),
  ],
  [
    /^The attribute '([^']*)' is not allowed/,
    (path, [, name = '']) => ({
      path: `${path}${path === '' ? '' : '/'}@${name.replace(/^\{.*\}/, '')}`,
      rule: 'xsd.attribute-unexpected',
      message: 'this attribute is not allowed',
    }),
  ],
  [
    /^The QName value '.*' (?:has no corresponding namespace declaration|of the attribute '.*' does not resolve)/,
    (path) => ({
      path,
      rule: 'xsd.type-unknown',
      message: 'xsi:type names a type that is not known here, or whose prefix is declared nowhere',
    }),
  ],
  [
    /^The element is not 'nillable'/,
    (path) => ({ path, rule: 'xsd.nil', message: 'the element must have a value, found nil' }),
  ],
  [
    /^Neither character nor element content is allowed,? because the element is 'nilled'/,
    (path) => ({ path, rule: 'xsd.nil', message: 'the element says that it has no value, and has one' }),
  ],
  [
    /^No matching global declaration/,
    () => ({
      path: '',
      rule: 'xsd.root',
      message: 'the root element is not the one of this document, or stands in a namespace',
    }),
  ],
];

/** `xs:date` → `date`, `{urn:x}Eta` → `Eta`. */
const localName = (type: string): string => type.replace(/^\{.*\}/, '').replace(/^.*:/, '');

const LENGTHS: Readonly<Record<string, string>> = { length: 'exactly', minLength: 'at least', maxLength: 'at most' };

const TYPES: Readonly<Record<string, string>> = {
  date: 'a calendar date that exists, YYYY-MM-DD',
  dateTime: 'a date and time, YYYY-MM-DDThh:mm:ss',
  decimal: 'a decimal number',
  IndiceProfiling: 'a decimal number',
  int: 'a whole number',
  long: 'a whole number',
  integer: 'a whole number',
  boolean: 'true or false',
  base64Binary: 'base64',
};

/** `a, b` or `a, ##other*`: the element names that libxml2 expected, without namespaces. */
const namesOf = (expected: string): string[] =>
  expected
    .split(', ')
    .map((name) => name.replace(/^\{.*\}/, ''))
    .filter((name) => name !== '');

const listed = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? '') : `one of ${names.join(', ')}`;
