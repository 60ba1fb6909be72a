export interface Migration {
  /** Stands in the store once applied; never changes afterwards. */
  readonly name: string;
  readonly sql: string;
}
