/**
 * What a running action remembers: plain data, copied by `structuredClone`. Each kind has its own record, in the file of the kind; the state
 * knows only which kind it is, so that kinds may read the state.
 */
export interface ActionRun {
  /** That of the action's spec. */
  readonly kind: string;
}
