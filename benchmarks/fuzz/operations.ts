/** The operations of an OpenAPI document, as the fuzzer needs them. */

export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly schema: Schema;
}

export interface Operation {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly schema: Schema; readonly examples: readonly unknown[] };
  /** Status -> media type -> schema. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Media {
  readonly schema: Schema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

interface OperationObject {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}

export function operationsOf({ paths }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase(),
      path,
      parameters: operation.parameters ?? [],
      body: bodyOf(operation),
      answers: Object.fromEntries(
        Object.entries(operation.responses).map(([status, { content = {} }]) => [
          status,
          Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, schema])),
        ]),
      ),
    })),
  );
}

function bodyOf({ requestBody }: OperationObject): Operation['body'] {
  const media = requestBody?.content['application/json'];
  if (!media) return undefined;
  const examples = Object.values(media.examples ?? {}).map(({ value }) => value);
  return { schema: media.schema, examples: media.example === undefined ? examples : [media.example, ...examples] };
}

/** Follows `#/components/schemas/<name>`. */
export function resolved(schema: Schema, document: ApiDocument): Schema {
  const { $ref } = schema;
  return typeof $ref === 'string' ? resolved(document.components.schemas[$ref.split('/').at(-1)!], document) : schema;
}
