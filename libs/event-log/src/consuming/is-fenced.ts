const fencing = new Set(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID']);

/** The group goes on without this member: its partitions may be somebody else's already. */
export const isFenced = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && typeof error.type === 'string' && fencing.has(error.type);
