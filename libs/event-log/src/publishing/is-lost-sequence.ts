/**
 * True when sending again under the same producer id cannot succeed: the broker and the client disagree about the
 * sequence, or the connection of this producer never came up. Everything that may pass is sent again under the same id,
 * so that the broker can drop the repeat.
 */
export function isLostSequence(error: unknown): boolean {
  const root = rootOf(error);
  return !(root instanceof Error) || !('retriable' in root) || root.retriable !== true;
}

function rootOf(error: unknown): unknown {
  let root = error;
  while (root instanceof Error && root.cause instanceof Error) root = root.cause;
  return root;
}
