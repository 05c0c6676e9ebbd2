/** What an answer must be, by the document alone: nothing here knows how the service checks. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ApiDocument, Schema } from './operations.ts';
import type { FuzzRequest } from './request.ts';

export interface FuzzAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Empty for streams, which are left after their head. */
  readonly text: string;
}

export interface Fault {
  readonly rule:
    | 'server-error'
    | 'undocumented-status'
    | 'undocumented-type'
    | 'answer-off-schema'
    | 'accepted-invalid'
    | 'problem-without-help';
  readonly message: string;
}

const problemType = 'application/problem+json';

/** Statuses that no operation lists, because any address may give them to any method. */
const ofAnyAddress = new Set([404, 405]);

export class Judge {
  readonly #document: ApiDocument;
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false, inlineRefs: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: ApiDocument) {
    this.#document = document;
    this.#ajv.addSchema({ ...document, $id: 'document' });
  }

  /** @returns nothing where all is as it should be. */
  faultOf(request: FuzzRequest, answer: FuzzAnswer): Fault | undefined {
    const { status, contentType, text } = answer;
    const { operation, addressed } = request;
    if (status >= 500) return { rule: 'server-error', message: `${status}: ${text.slice(0, 300)}` };
    const type = contentType.split(';')[0];
    const documented = operation.answers[status];
    if (addressed && !documented && !ofAnyAddress.has(status))
      return {
        rule: 'undocumented-status',
        message: `${operation.id} does not tell of ${status}: ${text.slice(0, 300)}`,
      };
    if (status >= 400) return this.#problemFault(type, text);
    if (!addressed || request.method === 'HEAD' || status === 204) return undefined;
    const schema = documented?.[type];
    if (!schema) return { rule: 'undocumented-type', message: `${operation.id} answers ${status} with ${contentType}` };
    if (type === 'application/json' && !this.#fits(schema, JSON.parse(text)))
      return { rule: 'answer-off-schema', message: `${operation.id} ${status}: ${this.#why(schema)}` };
    return this.#acceptedFault(request);
  }

  #acceptedFault({ operation, value }: FuzzRequest): Fault | undefined {
    if (!operation.body || value === undefined) return undefined;
    const schema = this.#ofKind(operation.body.schema, value);
    if (this.#fits(schema, value)) return undefined;
    return {
      rule: 'accepted-invalid',
      message: `${operation.id} took ${JSON.stringify(value).slice(0, 300)}: ${this.#why(schema)}`,
    };
  }

  /** The schema of the body's own kind: errors of a union say little, and all kinds take long to compile. */
  #ofKind(schema: Schema, value: unknown): Schema {
    const { kind } = (value ?? {}) as { kind?: unknown };
    const name = typeof kind === 'string' ? `${kind[0]?.toUpperCase()}${kind.slice(1)}PlanRequest` : '';
    const isUnion = schema.$ref === '#/components/schemas/PlanRequest';
    return isUnion && name in this.#document.components.schemas ? { $ref: `#/components/schemas/${name}` } : schema;
  }

  #problemFault(type: string, text: string): Fault | undefined {
    if (text === '') return undefined;
    if (type !== problemType) return { rule: 'undocumented-type', message: `an error came as ${type}` };
    const problem = JSON.parse(text);
    const schema = { $ref: '#/components/schemas/Problem' };
    if (!this.#fits(schema, problem)) return { rule: 'answer-off-schema', message: `Problem: ${this.#why(schema)}` };
    const mustHelp = ['invalid-request', 'inconsistent-request'].includes(problem.code);
    if (mustHelp && !problem.errors?.length)
      return { rule: 'problem-without-help', message: `no errors beside ${problem.code}: ${problem.detail}` };
    return undefined;
  }

  #fits(schema: Schema, value: unknown): boolean {
    return this.#validator(schema)(value) as boolean;
  }

  #why(schema: Schema): string {
    return this.#ajv.errorsText(this.#validator(schema).errors).slice(0, 300);
  }

  #validator(schema: Schema): ValidateFunction {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
    let validate = this.#compiled.get(text);
    if (!validate) {
      validate = this.#ajv.compile(JSON.parse(text));
      this.#compiled.set(text, validate);
    }
    return validate;
  }
}
