export { code, siNo, text, xsdDate, xsdDecimal, xsdInt } from './codecs.js';
export { type Decoded, decode } from './decode.js';
export { type Encoded, encode } from './encode.js';
export { type EncodedOnto, encodeOnto } from './onto.js';
export { decodePart, partPlaces } from './parts.js';
export { isAbsent, sideOf } from './places.js';
export { compile, type HeldNode, type Plan } from './plan.js';
export type { LineageEntry, ReportEntry, ReportKind, Run } from './run.js';
export {
  type Codec,
  type Derived,
  type FieldRow,
  field,
  group,
  itemPath,
  type ListRow,
  list,
  type Row,
  type Table,
} from './table.js';
