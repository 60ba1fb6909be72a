/**
 * The WSDL of a described service. One whose messages have one field of text each is written from its description, be it
 * document/literal wrapped, rpc/literal or rpc/encoded; in document/literal a message may also be an element of the service's
 * own schema. Services whose typed bodies stand in other namespaces bring a file.
 */
import { rememberedOf } from '../foundation/remembered.js';
import { readContractFile } from './location.js';
import { type MessagePart, type SoapOperation, type SoapService, styleOf } from './soap-service.js';
import { SOAP_ENCODING } from './soap-writer.js';
import { DECLARATION, escapeAttribute } from './xml-writer.js';

/** Stands in a description where the address of the running service goes. */
const ADDRESS_PLACEHOLDER = 'http://localhost/service';

/** The WSDL of a service at the address where it is called, its schemas inside. */
export function wsdlOf(service: SoapService, address: string): string {
  return descriptionOf(service).replaceAll(ADDRESS_PLACEHOLDER, () => escapeAttribute(address));
}

const descriptionOf = rememberedOf((service: SoapService): string => {
  const { wsdl } = service;
  return wsdl === undefined ? writeWsdl(service) : withSchemas(readContractFile(wsdl).toString('utf8'), wsdl);
});

const INCLUDED = /<xs:import\b[^>]*schemaLocation="([^"]+)"[^>]*\/>/g;

/** A caller gets one file: the schemas that the WSDL names stand in it. */
function withSchemas(wsdl: string, file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/'));
  const schemas: string[] = [];
  const without = wsdl.replace(INCLUDED, (_whole, location: string) => {
    schemas.push(inlined(`${folder}/${location}`));
    return '';
  });
  return without.replace(/<xs:schema(?:\s+xmlns:xs="[^"]*")?>\s*<\/xs:schema>/, () => schemas.join('\n'));
}

function inlined(path: string): string {
  const schema = readContractFile(path).toString('utf8');
  // Beside each other in one file, schemas find each other by namespace.
  const bare = schema.replace(/(<xs:import\b[^>]*?)\s+schemaLocation="[^"]*"/g, '$1');
  return bare.replace(/^\ufeff?\s*<\?xml[^>]*\?>/, '').trim();
}

function writeWsdl(service: SoapService): string {
  const style = styleOf(service);
  const name = escapeAttribute(service.name);
  const { operations } = service;
  const typed = operations.flatMap(({ request, answer }) => [request, answer]).filter((part) => !part.wrapped);
  if (typed.some(({ document }) => style !== undefined || document.namespace !== service.namespace))
    throw new Error(`${service.name} has a typed body: it needs a file`);
  const lines = [
    `<wsdl:definitions name="${name}" targetNamespace="${escapeAttribute(service.namespace)}"`,
    '    xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/"',
    `    xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:tns="${escapeAttribute(service.namespace)}">`,
    ...(style === undefined ? typesOf(service) : []),
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

function typesOf({ name, namespace, operations }: SoapService): string[] {
  const parts = operations.flatMap(({ request, answer }) => [request, answer]);
  const elements = parts
    .flatMap(({ wrapped }) => wrapped ?? [])
    .map(({ element, field, unqualified }) => {
      const form = unqualified === true ? ' form="unqualified"' : '';
      return `<xs:element name="${element}"><xs:complexType><xs:sequence><xs:element name="${field}" type="xs:string"${form}/></xs:sequence></xs:complexType></xs:element>`;
    });
  const [file, another] = new Set(parts.filter((part) => !part.wrapped).map(({ document }) => document.schema));
  if (another !== undefined) throw new Error(`the bodies of ${name} stand in several files: it needs one of its own`);
  const bare = `<xs:schema targetNamespace="${escapeAttribute(namespace)}" elementFormDefault="qualified"></xs:schema>`;
  // One schema for a namespace: several beside each other are lost on some clients.
  const schema = file === undefined ? bare : inlined(file);
  return [
    '<wsdl:types>',
    schema.replace(/<\/xs:schema>$/, () => [...elements, '</xs:schema>'].join('\n')),
    '</wsdl:types>',
  ];
}

function message(name: string, { document, wrapped }: MessagePart): string {
  const part =
    wrapped?.style === undefined
      ? `name="parameters" element="tns:${wrapped?.element ?? document.root}"`
      : `name="${wrapped.field}" type="xs:string"`;
  return `<wsdl:message name="${name}"><wsdl:part ${part}/></wsdl:message>`;
}

function bound({ namespace }: SoapService, { name, soapAction, request: { wrapped } }: SoapOperation): string {
  const body =
    wrapped?.style === undefined
      ? '<soap:body use="literal"/>'
      : wrapped.style === 'rpc-literal'
        ? `<soap:body use="literal" namespace="${escapeAttribute(namespace)}"/>`
        : `<soap:body use="encoded" namespace="${escapeAttribute(namespace)}" encodingStyle="${SOAP_ENCODING}"/>`;
  return `<wsdl:operation name="${name}"><soap:operation soapAction="${escapeAttribute(soapAction)}"/><wsdl:input>${body}</wsdl:input><wsdl:output>${body}</wsdl:output></wsdl:operation>`;
}
