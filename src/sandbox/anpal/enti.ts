/**
 * Regions of the bodies that hold or write a SAP, in the ministry's own numbering (alphabetical, 21 entries with the two
 * autonomous provinces apart; Piemonte is 13, whatever ISTAT or SILP call it). A body's code begins with the Belfiore
 * code of its seat; the sandbox knows the seats in provincial capitals.
 */
const SEATS: Readonly<Record<string, readonly string[]>> = {
  '01': ['A345', 'G482', 'C632', 'L103'],
  '02': ['G942', 'F052'],
  '03': ['A952'],
  '04': ['C352', 'D086', 'H224', 'D122', 'F537'],
  '05': ['F839', 'A509', 'A783', 'B963', 'H703'],
  '06': ['A944', 'F257', 'G337', 'H199', 'D548', 'D704', 'C573', 'H223', 'G535', 'H294'],
  '07': ['L424', 'L483', 'E098', 'G888'],
  '08': ['H501', 'E472', 'D810', 'H282', 'M082'],
  '09': ['D969', 'I480', 'E463'],
  '10': ['F205', 'A794', 'B157', 'C933', 'D150', 'E897', 'G388', 'I829', 'L682', 'F704', 'E648', 'E507'],
  '11': ['A271', 'E783', 'G479', 'A462'],
  '12': ['B519', 'E335'],
  '13': ['L219', 'A182', 'A479', 'A859', 'D205', 'F952', 'L750', 'L746'],
  '14': ['A662', 'D643', 'E506', 'L049', 'B180'],
  '15': ['B354', 'I452', 'F979', 'G113'],
  '16': ['G273', 'A089', 'B429', 'C351', 'C342', 'F158', 'H163', 'I754', 'L331'],
  '17': ['D612', 'A390', 'E202', 'E625', 'E715', 'F023', 'G702', 'G713', 'G999', 'I726'],
  '18': ['L378'],
  '19': ['G478', 'L117'],
  '20': ['A326'],
  '21': ['L736', 'A757', 'G224', 'H620', 'L407', 'L781', 'L840'],
};

const REGION_OF_SEAT = new Map(
  Object.entries(SEATS).flatMap(([region, seats]) => seats.map((seat) => [seat, region] as const)),
);

/** Ministry code of the region of a body, or '' for a seat that the sandbox does not know. */
export function regionOf(codiceEnte: string): string {
  return REGION_OF_SEAT.get(codiceEnte.slice(0, 4)) ?? '';
}

/** Whether two bodies are of one region; bodies of unknown seats only when they are the same. */
export function sameRegion(one: string, other: string): boolean {
  const region = regionOf(one);
  return one === other || (region !== '' && region === regionOf(other));
}
