/** Open nodes of a branch and bound: least bound first, of equals the latest, which is the deepest. */
export class NodeHeap<Node extends { readonly bound: number }> {
  readonly #nodes: { readonly node: Node; readonly number: number }[] = [];
  #pushed = 0;

  /** Least bound of the open nodes; Infinity where there are none. */
  get least(): number {
    return this.#nodes.length === 0 ? Infinity : this.#nodes[0].node.bound;
  }

  push(node: Node): void {
    const nodes = this.#nodes;
    nodes.push({ node, number: this.#pushed++ });
    for (let at = nodes.length - 1; at > 0; ) {
      const above = (at - 1) >> 1;
      if (!this.#isBefore(at, above)) break;
      this.#swap(at, above);
      at = above;
    }
  }

  pop(): Node | undefined {
    const nodes = this.#nodes;
    if (nodes.length === 0) return undefined;
    this.#swap(0, nodes.length - 1);
    const { node } = nodes.pop()!;
    for (let at = 0; ; ) {
      let first = at;
      for (let below = 2 * at + 1; below <= 2 * at + 2 && below < nodes.length; below += 1)
        if (this.#isBefore(below, first)) first = below;
      if (first === at) return node;
      this.#swap(at, first);
      at = first;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#nodes[one], this.#nodes[other]];
    return a.node.bound !== b.node.bound ? a.node.bound < b.node.bound : a.number > b.number;
  }

  #swap(one: number, other: number): void {
    const kept = this.#nodes[one];
    this.#nodes[one] = this.#nodes[other];
    this.#nodes[other] = kept;
  }
}
