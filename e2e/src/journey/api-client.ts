import { EventStreamReader } from '../watching/event-stream-reader.js';

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface Battery {
  readonly id: number;
  readonly serialNumber: string;
  readonly version: number;
  readonly status: string;
  readonly locationId: number;
  readonly batteryTypeId: number;
}

export interface Credentials {
  readonly slug: string;
  readonly username: string;
  readonly password: string;
}

/** The public API as a program outside would use it. */
export class ApiClient {
  constructor(
    readonly gatewayUrl: string,
    readonly token: string | undefined,
  ) {}

  static async signIn(gatewayUrl: string, { slug, username, password }: Credentials): Promise<ApiClient> {
    const anonymous = new ApiClient(gatewayUrl, undefined);
    const answer = await anonymous.post<{ accessToken: string }>('/v1/auth/sign-in', {
      tenant: slug,
      username,
      password,
    });
    if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}`);
    return new ApiClient(gatewayUrl, answer.body.accessToken);
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.exchange<T>('GET', path, { headers });
  }

  post<T>(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.exchange<T>('POST', path, { body, headers });
  }

  patch<T>(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.exchange<T>('PATCH', path, { body, headers });
  }

  async batteries(): Promise<readonly Battery[]> {
    return (await this.get<Page<Battery>>('/v1/batteries?limit=100')).body.items;
  }

  /** Opens the live stream; it has to be closed. */
  live(query = ''): Promise<EventStreamReader> {
    return EventStreamReader.open(`${this.gatewayUrl}/v1/live${query}`, {
      authorization: `Bearer ${this.token}`,
    });
  }

  private async exchange<T>(
    method: string,
    path: string,
    { body, headers }: { body?: unknown; headers: Record<string, string> },
  ): Promise<Answer<T>> {
    const all = new Headers(headers);
    if (this.token) all.set('authorization', `Bearer ${this.token}`);
    if (body !== undefined) all.set('content-type', 'application/json');
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${this.gatewayUrl}${path}`, { method, headers: all, ...content });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : undefined) as T,
    };
  }
}
