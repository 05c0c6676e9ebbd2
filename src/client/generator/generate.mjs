// Writes ../api-types.ts from the service's OpenAPI document. Run by `npm run client`.
import { writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../../http/openapi.ts';
import { documentHash } from '../document-hash.ts';

const document = openApiDocument();
const types = astToString(await openapiTS(JSON.stringify(document), { defaultNonNullable: false }));
const header = `/**
 * Types of the API, made by openapi-typescript from the service's OpenAPI document: \`npm run client\` makes them anew.
 */
/** What they were made from; a test compares it with what the service serves. */
export const madeFrom = '${documentHash(document)}';

/** Method and address of each operation. */
export const routes = {
${routeLines(document).join('\n')}
} as const satisfies Record<keyof operations, readonly [method: string, path: string]>;

`;
writeFileSync(new URL('../api-types.ts', import.meta.url), header + types);

function routeLines({ paths }) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId }]) => `  ${operationId}: ['${method.toUpperCase()}', '${path}'],`,
    ),
  );
}
