const WINDOW_MS = 8000;

/** How fast bytes go out lately, and so how long the rest takes. */
export class Pace {
  private marks: { atMs: number; bytes: number }[] = [];

  mark(atMs: number, bytes: number): void {
    this.marks.push({ atMs, bytes });
    this.marks = this.marks.filter((mark) => atMs - mark.atMs <= WINDOW_MS);
  }

  /** After a pause the old marks tell nothing. */
  forget(): void {
    this.marks = [];
  }

  /** Seconds for what is left of `total`, or null while too little is known. */
  secondsLeft(total: number): number | null {
    const first = this.marks[0];
    const last = this.marks[this.marks.length - 1];
    if (!first || !last || last.atMs - first.atMs < 1000 || last.bytes <= first.bytes) return null;
    const perMs = (last.bytes - first.bytes) / (last.atMs - first.atMs);
    return Math.ceil((total - last.bytes) / perMs / 1000);
  }
}
