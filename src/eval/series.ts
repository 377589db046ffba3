import type { MetricSink, Unit } from "./metric.ts";

/** One metric over the ticks of a run: `value[i]` belongs to tick `firstTick + i` and means something only where `valid[i]` is 1. */
export interface Series {
  readonly metric: string;
  readonly unit: Unit;
  readonly firstTick: number;
  readonly count: number;
  readonly value: Float64Array;
  readonly valid: Uint8Array;
}

const FIRST_CAPACITY = 1024;

/** Counts what a metric gives and, where asked to, keeps it: one class for both, so that every `step` sees one kind of sink. */
export class SeriesSink implements MetricSink {
  taken = 0;
  readonly #keep: boolean;
  #value: Float64Array;
  #valid: Uint8Array;

  constructor(keep: boolean) {
    this.#keep = keep;
    this.#value = new Float64Array(keep ? FIRST_CAPACITY : 0);
    this.#valid = new Uint8Array(keep ? FIRST_CAPACITY : 0);
  }

  value(v: number): void {
    if (this.#keep) {
      if (this.taken === this.#value.length) this.#grow();
      this.#value[this.taken] = v;
      this.#valid[this.taken] = 1;
    }
    this.taken++;
  }

  none(): void {
    if (this.#keep && this.taken === this.#value.length) this.#grow();
    this.taken++;
  }

  /** What was kept, copied; empty where nothing was to be kept. */
  series(metric: string, unit: Unit, firstTick: number): Series {
    const count = this.#keep ? this.taken : 0;
    return { metric, unit, firstTick, count, value: this.#value.slice(0, count), valid: this.#valid.slice(0, count) };
  }

  #grow(): void {
    const value = new Float64Array(this.#value.length * 2);
    value.set(this.#value);
    this.#value = value;
    const valid = new Uint8Array(value.length);
    valid.set(this.#valid);
    this.#valid = valid;
  }
}
