/** Which methods an address takes, for 405 answers: the router itself only says that the pair is unknown. */
export class RouteTable {
  readonly #routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** @param url - in the router's notation: `:name` for one segment, `::` for a colon, `*` for the rest. */
  add(methods: string | readonly string[], url: string): void {
    const pattern = url
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('::', '\0')
      .replace(/:\w+/g, '[^/]+')
      .replaceAll('\0', ':')
      .replaceAll('*', '.*');
    this.#routes.push({ pattern: new RegExp(`^${pattern}$`), methods: [methods].flat() });
  }

  /** @returns in order of the alphabet, each once; none where there is no such address. */
  methodsOf(path: string): string[] {
    const methods = this.#routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods);
    return [...new Set(methods)].sort();
  }
}
