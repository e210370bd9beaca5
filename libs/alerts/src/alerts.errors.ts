const refusals = {
  'ALERT.NOT_OPEN': {
    en: 'This alert is resolved already: nothing is left to do.',
    fr: "Cette alerte est déjà résolue : il n'y a plus rien à faire.",
  },
  'ALERT.ALREADY_ACKNOWLEDGED': {
    en: 'Somebody has acknowledged this alert already: resolve it when its cause is gone.',
    fr: 'Cette alerte a déjà été acquittée : résolvez-la lorsque sa cause a disparu.',
  },
} as const;

export type AlertRefusalCode = keyof typeof refusals;

/** A rule of alerts that says no. `code` is stable; the messages say what to do next and hold no client data. */
export abstract class AlertRefusal extends Error {
  readonly messages: { readonly en: string; readonly fr: string };

  protected constructor(readonly code: AlertRefusalCode) {
    super(refusals[code].en);
    this.messages = refusals[code];
  }
}

export class AlertNotOpen extends AlertRefusal {
  override readonly name = 'AlertNotOpen';
  constructor() {
    super('ALERT.NOT_OPEN');
  }
}

export class AlreadyAcknowledged extends AlertRefusal {
  override readonly name = 'AlreadyAcknowledged';
  constructor() {
    super('ALERT.ALREADY_ACKNOWLEDGED');
  }
}

/** The alert is not what the change was decided on: load it and decide again. Transient. */
export class AlertChangedMeanwhile extends Error {
  override readonly name = 'AlertChangedMeanwhile';
  constructor(
    readonly batteryId: number,
    readonly alertCode: string,
  ) {
    super('An alert was changed by somebody else at the same time.');
  }
}
