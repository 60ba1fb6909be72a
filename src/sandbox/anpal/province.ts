/** The region of a province, by its three-digit code: both in the ministry's numbering, where regions count alphabetically. */
const PROVINCES: Readonly<Record<string, readonly (number | readonly [number, number])[]>> = {
  '01': [[66, 69]],
  '02': [76, 77],
  '03': [21],
  '04': [[78, 80], 101, 102],
  '05': [[61, 65]],
  '06': [[33, 40], 99],
  '07': [[30, 32], 93],
  '08': [[56, 60]],
  '09': [[8, 11]],
  '10': [[12, 20], 97, 98, 108],
  '11': [[41, 44], 109],
  '12': [70, 94],
  '13': [[1, 6], 96, 103],
  '14': [[71, 75], 110],
  '15': [[90, 92], 95, [104, 107], 111],
  '16': [[81, 89]],
  '17': [[45, 53], 100],
  '18': [22],
  '19': [54, 55],
  '20': [7],
  '21': [[23, 29]],
};

/** Ministry code of the region, or '' for a province that the sandbox does not know. */
export function regionOfProvince(code: string): string {
  const number = /^\d{3}$/.test(code) ? Number(code) : 0;
  const isIn = (part: number | readonly [number, number]): boolean =>
    typeof part === 'number' ? part === number : number >= part[0] && number <= part[1];
  return Object.entries(PROVINCES).find(([, parts]) => parts.some(isIn))?.[0] ?? '';
}
