/** A service that owns a part of the public API. */
export interface Owner {
  readonly name: string;
  readonly url: string;
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One operation of the public API, as its owner's OpenAPI document has it. */
export interface Operation {
  readonly owner: Owner;
  readonly method: HttpMethod;
  /** For example `/v1/batteries/{id}`. */
  readonly path: string;
  /** Whether a request may pass without a token. */
  readonly open: boolean;
}
