/** One thing that happened to a battery, ready to be sent. */
export interface LiveUpdate {
  /** Counts up by one within this process. */
  readonly sequence: number;
  readonly tenantId: number;
  readonly batteryId: number;
  readonly event: 'reading' | 'alert' | 'connection';
  /** One line of JSON. */
  readonly json: string;
}
