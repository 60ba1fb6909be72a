/** Calls a described service with an envelope around a document written by hand. */
export interface ServiceReply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Text of the first element of that name; undefined where it is absent or empty. */
  of(element: string): string | undefined;
  /** Texts of all elements of that name. */
  all(element: string): readonly string[];
}

const envelope = (document: string): string =>
  `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>${document}</S:Body></S:Envelope>`;

/** Posts the document as the body of a SOAP 1.1 message; any prefix is as good as another. */
export async function callService(
  url: string,
  document: string,
  soapAction = '',
  authorization?: string,
  signal?: AbortSignal,
): Promise<ServiceReply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'text/xml; charset=utf-8',
      soapaction: `"${soapAction}"`,
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: envelope(document),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const all = (element: string): string[] =>
    [...text.matchAll(new RegExp(`<(?:\\w+:)?${element}(?: [^>]*[^/>])?>([^<]*)<`, 'g'))].map(
      ([, inside = '']) => inside,
    );
  return {
    status: response.status,
    text,
    headers: response.headers,
    all,
    of: (element) => all(element)[0] || undefined,
  };
}

const YG = 'http://mlps.gov.it/DataModels/InformationDelivery/YG_Profiling';

export interface YgInput {
  readonly cf?: string | undefined;
  readonly titoloStudio?: string | undefined;
  readonly codProv?: string;
  readonly presenzaIt?: string;
  readonly occupazAp?: string | undefined;
}

const NIL = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"';
const elements = (fields: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(fields)
    .map(([name, value]) => (value === undefined ? `<p:${name}${NIL}/>` : `<p:${name}>${value}</p:${name}>`))
    .join('');

/** An insertion for a profiling; what is given as undefined is nil. */
export const insertOf = (input: YgInput, types: '1.3' | '1.0' = '1.3'): string => {
  const { cf, titoloStudio, codProv, presenzaIt, occupazAp } = {
    titoloStudio: '40000000',
    codProv: '001',
    presenzaIt: 'A01',
    occupazAp: 'B02',
    ...input,
  };
  const inside = elements({ cf, titoloStudio, codProv, presenzaIt, occupazAp });
  return `<p:Insert_Input xmlns:p="${YG}/${types}">${inside}</p:Insert_Input>`;
};

export const selectOf = (cf: string, provincia: string | undefined, types: '1.3' | '1.0' = '1.3'): string =>
  `<p:Select_Input xmlns:p="${YG}/${types}">${elements({ cf, provincia })}</p:Select_Input>`;
