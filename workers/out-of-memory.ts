/**
 * Errors with which V8 refuses memory instead of ending the thread: stack, one array, buffer, string or collection, or a
 * WebAssembly memory beyond what there may be. It has no class of its own for them; the texts are those of Node 24.
 */
const texts = [
  'Maximum call stack size exceeded',
  'Invalid array length',
  'Invalid typed array length',
  'Invalid array buffer length',
  'Array buffer allocation failed',
  'Invalid string length',
  'Cannot create a string longer than',
  'Map maximum size exceeded',
  'Set maximum size exceeded',
  'could not allocate memory',
  'Maximum memory size exceeded',
];

export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && texts.some((text) => error.message.includes(text));
}
