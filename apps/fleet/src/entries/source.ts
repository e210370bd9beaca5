/** CloudEvents source of what this service publishes. */
export const source = '/fleet';
