/**
 * A question of a side's JSON interface as data: what it is asked in and what it answers. It carries no record and nothing of
 * it is kept.
 */
import type { SideName } from '../foundation/names.js';
import { type JsonDocumentType, jsonDocumentType } from './json-contract.js';
import { contractFile } from './location.js';
import { openApiSchema } from './openapi.js';

export interface RestQuestion {
  readonly name: string;
  /** Names of the schemas of both, as the contract has them. */
  readonly requestName: string;
  readonly answerName: string;
  readonly request: JsonDocumentType;
  readonly answer: JsonDocumentType;
}

export interface QuestionService {
  readonly side: SideName;
  readonly name: string;
  readonly questions: readonly RestQuestion[];
}

/** A question whose request and answer are schemas of an OpenAPI file under `contracts/`. */
export function restQuestion(file: string, name: string, requestName: string, answerName: string): RestQuestion {
  const type = (schema: string): JsonDocumentType =>
    jsonDocumentType({ source: `${name}: ${schema}`, ...openApiSchema(contractFile(file), schema) });
  return { name, requestName, answerName, request: type(requestName), answer: type(answerName) };
}
