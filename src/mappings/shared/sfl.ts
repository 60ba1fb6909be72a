/** The notice of a receiver of SFL or ADI: SILP's own form of it, after which the national one of ours is made. */
import { type Codec, code, type Derived, field, type Row, text } from '../engine/index.js';
import { ifAny, textDate } from './text-codecs.js';

const required = { required: true } as const;

/** An id that is a number at the side and text here: ids are never counted with. */
const numericId: Codec = {
  name: 'numeric-id',
  description: 'whole number ↔ its digits',
  decode: text.decode,
  encode(value, run) {
    if (/^(0|[1-9]\d{0,9})$/.test(String(value))) return Number(value);
    run.note('lost', 'left out: no number that the side takes as an id');
    return undefined;
  },
};

const flag: Codec = {
  name: 'flag-s-n',
  description: 'S = true, N = false',
  decode: (value) => value === 'S',
  encode: (value) => (value === true ? 'S' : 'N'),
};

const inside = (side: string, canonical: string, codec: Codec = ifAny(text)): Row =>
  field(canonical, `invioSFL.${side}`, codec);

const BENEFITS = ['RDC', 'ADI'];

/** The kind of benefit is the one that the kind of application names. */
function benefitOf({ prestazione }: Readonly<Record<string, unknown>>): string {
  const { tipoDomanda } = (prestazione ?? {}) as { tipoDomanda?: unknown };
  return BENEFITS.find((one) => one === tipoDomanda) ?? 'SFL';
}

export const sflDerived: readonly Derived[] = [
  { canonical: 'prestazione.tipo', from: benefitOf, note: 'RDC or ADI as the kind of application says, else SFL' },
];

export const sflRows: readonly Row[] = [
  field('invio.idComunicazione', 'datiInvio.idComunicazione', numericId, required),
  field('invio.data', 'datiInvio.dttInvioComunicazione', textDate, required),
  field('codiceFiscale', 'invioSFL.codFiscale', code, required),
  inside('codFiscaleRichiedente', 'codiceFiscaleRichiedente', ifAny(code)),
  inside('codRuoloBeneficiario', 'ruolo', ifAny(code)),
  inside('codTipoBeneficiario', 'prestazione.tipoBeneficiario', ifAny(code)),
  inside('desCognome', 'persona.cognome'),
  inside('desNome', 'persona.nome'),
  inside('codSesso', 'persona.sesso', ifAny(code)),
  inside('dttNascita', 'persona.dataNascita', ifAny(textDate)),
  inside('codComuneNascita', 'persona.luogoNascita', ifAny(code)),
  inside('desComuneNascita', 'persona.nomeLuogoNascita'),
  inside('codCittadinanza', 'persona.cittadinanza', ifAny(code)),
  inside('codTipoDomanda', 'prestazione.tipoDomanda', ifAny(code)),
  field('prestazione.protocollo', 'invioSFL.codProtocolloInps', text, required),
  inside('codProtocolloInpsPrecedente', 'prestazione.protocolloPrecedente'),
  inside('dttDomanda', 'prestazione.dataDomanda', ifAny(textDate)),
  field('prestazione.stato', 'invioSFL.codStato', code, required),
  inside('dttVariazioneStato', 'prestazione.dataStato', ifAny(textDate)),
  inside('codMotivazioneStatoDomanda', 'prestazione.motivoStato'),
  inside('numMesiPagati', 'prestazione.mesiPagati', ifAny(code)),
  inside('fonte', 'fonte', ifAny(code)),
  inside('codComuneResidenza', 'residenza.comune', ifAny(code)),
  inside('desComuneResidenza', 'residenza.nomeComune'),
  inside('desIndirizzoResidenza', 'residenza.indirizzo'),
  inside('codCapResidenza', 'residenza.cap'),
  inside('codComuneDomicilio', 'domicilio.comune', ifAny(code)),
  inside('desComuneDomicilio', 'domicilio.nomeComune'),
  inside('desIndirizzoDomicilio', 'domicilio.indirizzo'),
  inside('codCapDomicilio', 'domicilio.cap'),
  inside('desTelefono', 'recapiti.cellulare'),
  inside('desTelefonoFisso', 'recapiti.telefono'),
  inside('desEmail', 'recapiti.email'),
  inside('datPattoDigitale', 'attivazione.dataPattoDigitale', ifAny(textDate)),
  inside('flgObbligoFormativo', 'attivazione.obbligoFormativo', flag),
  inside('flgPartecipazionePercorsoCpia', 'attivazione.percorsoCpia', flag),
  inside('intermediari', 'attivazione.intermediari'),
  inside('codCpi', 'cpi', ifAny(code)),
  inside('codSap', 'identificativoSap', ifAny(code)),
];
