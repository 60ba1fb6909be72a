/**
 * The WSDL of a described service. One whose messages have one field of text each is written from its description, be it
 * document/literal wrapped, rpc/literal or rpc/encoded; services with typed bodies bring a file.
 */
import { readContractFile } from './location.js';
import { type MessagePart, type SoapService, styleOf } from './soap-service.js';
import { SOAP_ENCODING } from './soap-writer.js';
import { DECLARATION, escapeAttribute } from './xml-writer.js';

/** Stands in a description where the address of the running service goes. */
const ADDRESS_PLACEHOLDER = 'http://localhost/service';

const descriptions = new WeakMap<SoapService, string>();

/** The WSDL of a service at the address where it is called, its schemas inside. */
export function wsdlOf(service: SoapService, address: string): string {
  let text = descriptions.get(service);
  if (text === undefined) {
    const { wsdl } = service;
    text = wsdl === undefined ? writeWsdl(service) : withSchemas(readContractFile(wsdl).toString('utf8'), wsdl);
    descriptions.set(service, text);
  }
  return text.replaceAll(ADDRESS_PLACEHOLDER, () => escapeAttribute(address));
}

const INCLUDED = /<xs:import\b[^>]*schemaLocation="([^"]+)"[^>]*\/>/g;

/** A caller gets one file: the schemas that the WSDL names stand in it. */
function withSchemas(wsdl: string, file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const schemas: string[] = [];
  const without = wsdl.replace(INCLUDED, (_whole, location: string) => {
    const schema = readContractFile(`${folder}/${location}`).toString('utf8');
    // Beside each other in one file, schemas find each other by namespace.
    const inline = schema.replace(/(<xs:import\b[^>]*?)\s+schemaLocation="[^"]*"/g, '$1');
    schemas.push(inline.replace(/^\ufeff?\s*<\?xml[^>]*\?>/, ''));
    return '';
  });
  return without.replace(/<xs:schema(?:\s+xmlns:xs="[^"]*")?>\s*<\/xs:schema>/, () => schemas.join('\n'));
}

type Wrapped = NonNullable<MessagePart['wrapped']>;

interface Described {
  readonly name: string;
  readonly soapAction: string;
  readonly request: Wrapped;
  readonly answer: Wrapped;
}

function writeWsdl(service: SoapService): string {
  const style = styleOf(service);
  const name = escapeAttribute(service.name);
  const operations = describedIn(service);
  const lines = [
    `<wsdl:definitions name="${name}" targetNamespace="${escapeAttribute(service.namespace)}"`,
    '    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
    `    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${escapeAttribute(service.namespace)}">`,
    ...(style === undefined ? typesOf(service, operations) : []),
    ...operations.flatMap((one) => [
      message(`${one.name}Request`, one.request),
      message(`${one.name}Response`, one.answer),
    ]),
    `<wsdl:portType name="${name}">`,
    ...operations.map(
      (one) =>
        `<wsdl:operation name="${one.name}"><wsdl:input message="tns:${one.name}Request"/><wsdl:output message="tns:${one.name}Response"/></wsdl:operation>`,
    ),
    '</wsdl:portType>',
    `<wsdl:binding name="${name}SoapBinding" type="tns:${name}">`,
    `<soap:binding style="${style === undefined ? 'document' : 'rpc'}" transport="http://schemas.xmlsoap.org/soap/http"/>`,
    ...operations.map((one) => bound(service, one)),
    '</wsdl:binding>',
    `<wsdl:service name="${name}Service"><wsdl:port name="${name}" binding="tns:${name}SoapBinding"><soap:address location="${ADDRESS_PLACEHOLDER}"/></wsdl:port></wsdl:service>`,
    '</wsdl:definitions>',
  ];
  return `${DECLARATION}${lines.join('\n')}\n`;
}

function describedIn({ name: service, operations }: SoapService): Described[] {
  return operations.map(({ name, soapAction, request, answer }) => {
    const [asked, given] = [request.wrapped, answer.wrapped];
    if (asked === undefined || given === undefined)
      throw new Error(`${service} ${name} has a typed body: it needs a file`);
    return { name, soapAction, request: asked, answer: given };
  });
}

function typesOf({ namespace }: SoapService, operations: readonly Described[]): string[] {
  const elements = operations
    .flatMap(({ request, answer }) => [request, answer])
    .map(({ element, field, unqualified }) => {
      const form = unqualified === true ? ' form="unqualified"' : '';
      return `<xs:element name="${element}"><xs:complexType><xs:sequence><xs:element name="${field}" type="xs:string"${form}/></xs:sequence></xs:complexType></xs:element>`;
    });
  const schema = `<xs:schema targetNamespace="${escapeAttribute(namespace)}" elementFormDefault="qualified">`;
  return ['<wsdl:types>', schema, ...elements, '</xs:schema>', '</wsdl:types>'];
}

function message(name: string, { element, field, style }: Wrapped): string {
  const part = style === undefined ? `name="parameters" element="tns:${element}"` : `name="${field}" type="xs:string"`;
  return `<wsdl:message name="${name}"><wsdl:part ${part}/></wsdl:message>`;
}

function bound({ namespace }: SoapService, { name, soapAction, request: { style } }: Described): string {
  const body =
    style === undefined
      ? '<soap:body use="literal"/>'
      : style === 'rpc-literal'
        ? `<soap:body use="literal" namespace="${escapeAttribute(namespace)}"/>`
        : `<soap:body use="encoded" namespace="${escapeAttribute(namespace)}" encodingStyle="${SOAP_ENCODING}"/>`;
  return `<wsdl:operation name="${name}"><soap:operation soapAction="${escapeAttribute(soapAction)}"/><wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output></wsdl:operation>`;
}
