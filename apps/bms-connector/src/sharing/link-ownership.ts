/** Which devices are this process's to ask. */
export interface LinkOwnership {
  /** By the name of a link, or the key of a battery that has none. */
  owns(name: string): boolean;
  /** False as soon as somebody else may have taken over. Asked before each poll and before each reading is sent. */
  readonly isHeld: boolean;
}

/** One connector alone: everything is its own, whatever becomes of Kafka. */
export const soleOwner: LinkOwnership = { owns: () => true, isHeld: true };
