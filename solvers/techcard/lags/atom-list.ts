/** A list of atoms that keeps its room. */
export class AtomList {
  side: number[] = [];
  value: number[] = [];
  count = 0;

  add(side: number, value: number): void {
    this.side[this.count] = side;
    this.value[this.count++] = value;
  }
}
