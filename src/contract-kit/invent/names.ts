/** What people, streets and places are called in documents that are made anonymous. */

export const COGNOMI: readonly string[] =
  `ALBERELLI BRUNACCI CASTELLUZZI DORMIENTI ERBAVERDE FONTANONE GRANDISTELLI INVERNIZZONI
LAGHETTI MONTEPIANO NEVEFRESCA ORTOLANETTI PRATOVECCHIO QUERCIONI RIVALUNGA SASSOLUNGO TERRALBANI UCCELLATORI VALLEBRUNA
ZAFFIRINI ACQUALAGNI BOSCOLUNGHI CAMPOREALI DUEMONTI FIORITURA GELSOMINI LUMIERATI MARETRANQUILLI NOCEPIANI OLMOGRANDE`.split(
    /\s+/,
  );

export const NOMI: Readonly<Record<'M' | 'F', readonly string[]>> = {
  M: `ABBONDIO BARTOLINO CRISPINO DIONIGI EUSTACHIO FULGENZIO GAUDENZIO IPPOLITO LEONZIO MACARIO NICEFORO ONORATO PANCRAZIO
QUIRINO RAINERO SATURNINO TEODULO UBALDO VENANZIO ZOSIMO`.split(/\s+/),
  F: `ARCANGELA BENEDETTINA CLORINDA DOMITILLA EUFEMIA FILOMENA GIUDITTA IPPOLITA LEONILDE MELANIA NORBERTA OTTAVIA PERPETUA
QUINTILIA ROMUALDA SERAFINA TEODOLINDA URSULINA VALPURGA ZENOBIA`.split(/\s+/),
};

export const STREETS: readonly string[] =
  `VIA IMMAGINARIA;VIALE DEI CAMPIONI;PIAZZA DELLE PROVE;CORSO DEL MODELLO;VIA DEL CASO
FITTIZIO;LARGO DEGLI ESEMPI;STRADA DEL COLLAUDO;VIA DELLA COPIA;VICOLO DEL SEGNAPOSTO;VIA DEI DATI FINTI`
    .replaceAll('\n', ' ')
    .split(';');

export interface Place {
  /** Belfiore code. */
  readonly comune: string;
  readonly nome: string;
  readonly cap: string;
  readonly provincia: string;
  /** The province in the numbering of ISTAT. */
  readonly istat: string;
}

const place = (comune: string, nome: string, cap: string, provincia: string, istat: string): Place => ({
  comune,
  nome,
  cap,
  provincia,
  istat,
});

/** Large towns, in which an address says the least. */
export const PLACES: readonly Place[] = [
  place('H501', 'ROMA', '00185', 'RM', '058'),
  place('F839', 'NAPOLI', '80133', 'NA', '063'),
  place('G273', 'PALERMO', '90133', 'PA', '082'),
  place('A662', 'BARI', '70122', 'BA', '072'),
  place('C351', 'CATANIA', '95124', 'CT', '087'),
  place('L736', 'VENEZIA', '30121', 'VE', '027'),
  place('L781', 'VERONA', '37121', 'VR', '023'),
  place('L424', 'TRIESTE', '34121', 'TS', '032'),
  place('B354', 'CAGLIARI', '09124', 'CA', '092'),
  place('G478', 'PERUGIA', '06121', 'PG', '054'),
  place('A271', 'ANCONA', '60121', 'AN', '042'),
  place('G482', 'PESCARA', '65121', 'PE', '068'),
];

/** Foreign States, for people who were born in one. */
export const STATES: readonly string[] = ['Z110', 'Z112', 'Z131', 'Z133', 'Z103', 'Z102', 'Z404', 'Z602'];

export const STATE_NAMES: readonly string[] = [
  'FRANCIA',
  'GERMANIA',
  'SPAGNA',
  'SVIZZERA',
  'BELGIO',
  'AUSTRIA',
  'BRASILE',
];
