/** What SILP can be asked. Each question is put in a document of ours, so that no codice fiscale stands in an address here. */
import { type QuestionService, restQuestion } from '../rest-question.js';
import { SILP_API } from './index.js';

const PERSON = 'DomandaLavoratore';

const about = (name: string, request: string, answer: string) => restQuestion(SILP_API, name, request, answer);

export const silpQuestions: QuestionService = {
  side: 'silp',
  name: 'silpapi',
  questions: [
    about('lavoratore', PERSON, 'LavoratoreResponse'),
    about('sunto-lavoratore', PERSON, 'SuntoLavoratoreResponse'),
    about('stato-did', PERSON, 'DidResponse'),
    about('did-inps', PERSON, 'RicercaDidInpsResponse'),
    about('patti', PERSON, 'RicercaPattoDiServizioResponse'),
    about('tipo-progetto-percettore', 'DomandaPercettore', 'TipoProgettoMinResponse'),
  ],
};
