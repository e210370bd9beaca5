/** A service that owns a part of the public API. */
export interface Owner {
  readonly name: string;
  readonly url: string;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a request may bring along. */
export interface BodyRule {
  readonly types: readonly string[];
  /** Bytes as sent. */
  readonly largest: number;
}

/** One operation of the public API, as its owner's OpenAPI document has it. */
export interface Operation {
  readonly owner: Owner;
  readonly method: HttpMethod;
  /** For example `/v1/batteries/{id}`. */
  readonly path: string;
  /** Whether a request may pass without a person's token; a device's credential is for its owner to check. */
  readonly open: boolean;
  readonly body: BodyRule;
}
