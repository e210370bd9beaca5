const refusals = {
  'BATTERY.NOT_REGISTERED': {
    en: 'This battery is not registered: register it first.',
    fr: "Cette batterie n'est pas enregistrée : enregistrez-la d'abord.",
  },
  'BATTERY.ALREADY_REGISTERED': {
    en: 'This battery is registered already: change it instead.',
    fr: 'Cette batterie est déjà enregistrée : modifiez-la plutôt.',
  },
  'BATTERY.DECOMMISSIONED': {
    en: 'The battery is decommissioned and cannot be changed any more: register its successor.',
    fr: 'La batterie est mise hors service et ne peut plus être modifiée : enregistrez celle qui la remplace.',
  },
  'BATTERY.NOT_COMMISSIONING': {
    en: 'Only a battery that is being commissioned can enter service: look at its status.',
    fr: 'Seule une batterie en cours de mise en service peut entrer en service : vérifiez son état.',
  },
  'BATTERY.LIMITS_CROSSED': {
    en: "A lower limit would reach its upper limit: correct the battery's own limits, or leave the type's in force.",
    fr: 'Une limite basse atteindrait la limite haute : corrigez les limites de la batterie, ou laissez celles du type.',
  },
  'BATTERY_TYPE.NOT_ADDED': {
    en: 'This battery type does not exist: add it first.',
    fr: "Ce type de batterie n'existe pas : ajoutez-le d'abord.",
  },
  'BATTERY_TYPE.ALREADY_ADDED': {
    en: 'This battery type exists already: change it instead.',
    fr: 'Ce type de batterie existe déjà : modifiez-le plutôt.',
  },
  'BATTERY_TYPE.INACTIVE': {
    en: 'The battery type is not in use any more: choose another, or put it back in use.',
    fr: "Le type de batterie n'est plus utilisé : choisissez-en un autre, ou réactivez-le.",
  },
  'BATTERY_TYPE.TEMPERATURES_CROSSED': {
    en: 'The lowest temperature must be below the highest: correct one of them.',
    fr: 'La température minimale doit être inférieure à la maximale : corrigez une des deux.',
  },
  'DEVICE_CREDENTIAL.NOT_ISSUED': {
    en: 'This credential does not exist: issue one first.',
    fr: "Cet identifiant d'appareil n'existe pas : émettez-en un d'abord.",
  },
  'DEVICE_CREDENTIAL.ALREADY_ISSUED': {
    en: 'This credential exists already: issue another one.',
    fr: "Cet identifiant d'appareil existe déjà : émettez-en un autre.",
  },
  'DEVICE_CREDENTIAL.TOO_MANY': {
    en: 'The battery has 5 credentials in use, which is the limit: revoke one first.',
    fr: "La batterie a 5 identifiants d'appareil en usage, ce qui est la limite : révoquez-en un d'abord.",
  },
  'DEVICE_PROFILE.NOT_ADDED': {
    en: 'This device profile does not exist: add it first.',
    fr: "Ce profil d'appareil n'existe pas : ajoutez-le d'abord.",
  },
  'DEVICE_PROFILE.ALREADY_ADDED': {
    en: 'This device profile exists already: add its next version instead.',
    fr: "Ce profil d'appareil existe déjà : ajoutez plutôt sa version suivante.",
  },
  'DEVICE_PROFILE.NAME_SHIPPED': {
    en: 'A profile that comes with the platform has this name: choose another one.',
    fr: 'Un profil fourni avec la plateforme porte ce nom : choisissez-en un autre.',
  },
  'DEVICE_PROFILE.VERSION_NOT_HIGHER': {
    en: 'There is this version of the profile, or a higher one: raise the version.',
    fr: 'Il existe déjà cette version du profil, ou une plus haute : augmentez la version.',
  },
  'DEVICE_PROFILE.TOO_MANY': {
    en: 'There are 100 device profiles in use, which is the limit: retire one first.',
    fr: "Il y a 100 profils d'appareil en usage, ce qui est la limite : retirez-en un d'abord.",
  },
  'LOCATION.NOT_ADDED': {
    en: 'This location does not exist: add it first.',
    fr: "Ce lieu n'existe pas : ajoutez-le d'abord.",
  },
  'LOCATION.ALREADY_ADDED': {
    en: 'This location exists already: change it instead.',
    fr: 'Ce lieu existe déjà : modifiez-le plutôt.',
  },
  'LOCATION.INACTIVE': {
    en: 'The location is not in use any more: choose another, or put it back in use.',
    fr: "Le lieu n'est plus utilisé : choisissez-en un autre, ou réactivez-le.",
  },
  'LOCATION.CYCLE': {
    en: 'A location cannot stand inside itself: choose a parent outside of it.',
    fr: 'Un lieu ne peut pas se trouver dans lui-même : choisissez un parent qui lui est extérieur.',
  },
  'LOCATION.TOO_DEEP': {
    en: 'Locations are at most 8 levels deep: choose a parent nearer to the root.',
    fr: 'Les lieux ont au plus 8 niveaux : choisissez un parent plus proche de la racine.',
  },
  'SITE_CONNECTOR.NOT_ADDED': {
    en: 'This site connector does not exist: add it first.',
    fr: "Ce connecteur de site n'existe pas : ajoutez-le d'abord.",
  },
  'SITE_CONNECTOR.ALREADY_ADDED': {
    en: 'This site connector exists already: add another one.',
    fr: 'Ce connecteur de site existe déjà : ajoutez-en un autre.',
  },
  'SITE_CONNECTOR.REVOKED': {
    en: 'The site connector is revoked for good: add another one.',
    fr: 'Le connecteur de site est révoqué pour de bon : ajoutez-en un autre.',
  },
} as const;

export type FleetRefusalCode = keyof typeof refusals;

/** A rule of the fleet that says no. `code` is stable; the messages say what to do next and hold no client data. */
export class FleetRefusal extends Error {
  override readonly name = 'FleetRefusal';
  readonly messages: { readonly en: string; readonly fr: string };

  constructor(readonly code: FleetRefusalCode) {
    super(refusals[code].en);
    this.messages = refusals[code];
  }
}
