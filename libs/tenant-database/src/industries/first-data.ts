/** A row by column name. */
export type FirstRow = Readonly<Record<string, string | number | boolean | null>>;

/** What a new client's database begins with. Texts are in the clients' language. */
export interface FirstData {
  readonly batteryTypes: readonly FirstRow[];
  readonly locations: readonly FirstRow[];
  readonly customFields: readonly FirstRow[];
}
