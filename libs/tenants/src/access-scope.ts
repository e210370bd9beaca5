/**
 * What of a tenant's fleet a user may see. Null means everything; an empty list means nothing.
 * A location stands for its whole subtree.
 */
export interface AccessScope {
  readonly locations: readonly number[] | null;
  readonly batteryTypes: readonly number[] | null;
}
