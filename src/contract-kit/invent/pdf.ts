/** A small PDF that says nothing of anybody. */

const PAGE = '/Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R';
const FONT = '/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>';

/** One page with a number, so that two files that differed still do (ISO 32000-1, 7.5). */
export function inventedPdf(number: number): Buffer {
  const words = `BT /F1 12 Tf 20 50 Td (Documento inventato ${number}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< ${PAGE} ${FONT} >>`,
    `<< /Length ${words.length} >>\nstream\n${words}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const place = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer\n<< /Size ${places.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}${table}${trailer}`, 'latin1');
}
