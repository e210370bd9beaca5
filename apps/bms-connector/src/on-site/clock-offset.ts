/** An answer that took longer says too little about when it was made. */
const longestExchange = 10_000;
/** The header has whole seconds: the middle of that second is the best guess. */
const halfResolution = 500;

/** ms by which this machine's clock is ahead of the platform's; undefined when the answer does not tell. */
export function clockOffset(date: string | null, sentAt: number, receivedAt: number): number | undefined {
  const platform = date === null ? NaN : Date.parse(date);
  if (Number.isNaN(platform) || receivedAt < sentAt || receivedAt - sentAt > longestExchange)
    return undefined;
  return (sentAt + receivedAt) / 2 - (platform + halfResolution);
}
