import type { LocalizedText } from './problem-error.js';

interface StatusText {
  readonly code: string;
  readonly title: LocalizedText;
  readonly detail: LocalizedText;
}

const text = (code: string, title: [string, string], detail: [string, string]): StatusText => ({
  code,
  title: { en: title[0], fr: title[1] },
  detail: { en: detail[0], fr: detail[1] },
});

const unexpected = text(
  'SERVER.UNEXPECTED',
  ['Unexpected error', 'Erreur inattendue'],
  [
    'Something went wrong on our side. Try again; if it stays, tell us the correlation id.',
    'Une erreur s’est produite de notre côté. Réessayez ; si elle persiste, donnez-nous l’identifiant de corrélation.',
  ],
);

const byStatus: Readonly<Record<number, StatusText>> = {
  400: text(
    'REQUEST.INVALID',
    ['Invalid request', 'Requête invalide'],
    [
      'The request is not understood: check it against the documentation.',
      'La requête n’est pas comprise : comparez-la à la documentation.',
    ],
  ),
  401: text(
    'ACCESS.TOKEN_MISSING',
    ['Authentication needed', 'Authentification requise'],
    ['Sign in first.', 'Connectez-vous d’abord.'],
  ),
  403: text(
    'ACCESS.DENIED',
    ['Not allowed', 'Non autorisé'],
    ['You may not do this.', 'Vous n’y êtes pas autorisé.'],
  ),
  404: text(
    'RESOURCE.NOT_FOUND',
    ['Not found', 'Introuvable'],
    ['There is nothing here that you may see.', 'Il n’y a rien ici que vous puissiez voir.'],
  ),
  405: text(
    'REQUEST.METHOD_NOT_ALLOWED',
    ['Method not allowed', 'Méthode non permise'],
    ['This address does not take this method.', 'Cette adresse n’accepte pas cette méthode.'],
  ),
  409: text(
    'RESOURCE.CONFLICT',
    ['Conflict', 'Conflit'],
    ['The present state does not allow this.', 'L’état actuel ne le permet pas.'],
  ),
  412: text(
    'PRECONDITION.FAILED',
    ['Precondition failed', 'Précondition non remplie'],
    ['Read it again, then repeat your change.', 'Relisez, puis refaites votre changement.'],
  ),
  413: text(
    'REQUEST.TOO_LARGE',
    ['Request too large', 'Requête trop grande'],
    ['Send less at once.', 'Envoyez-en moins à la fois.'],
  ),
  415: text(
    'REQUEST.MEDIA_TYPE',
    ['Unsupported media type', 'Type de contenu non pris en charge'],
    [
      'Send JSON with `content-type: application/json`.',
      'Envoyez du JSON avec `content-type: application/json`.',
    ],
  ),
  422: text(
    'REQUEST.REFUSED',
    ['Refused', 'Refusé'],
    ['The request is understood but not acceptable.', 'La requête est comprise mais n’est pas acceptable.'],
  ),
  428: text(
    'PRECONDITION.REQUIRED',
    ['Precondition required', 'Précondition requise'],
    ['Send `If-Match`.', 'Envoyez `If-Match`.'],
  ),
  429: text(
    'REQUEST.TOO_MANY',
    ['Too many requests', 'Trop de requêtes'],
    ['Wait for the time in `Retry-After`.', 'Attendez le délai indiqué par `Retry-After`.'],
  ),
  500: unexpected,
  502: text(
    'SERVER.UPSTREAM_FAILED',
    ['Upstream failed', 'Service en amont en échec'],
    ['A service behind this one failed. Try again.', 'Un service en amont a échoué. Réessayez.'],
  ),
  503: text(
    'SERVER.UNAVAILABLE',
    ['Not available', 'Indisponible'],
    ['Try again in a few seconds.', 'Réessayez dans quelques secondes.'],
  ),
  504: text(
    'SERVER.UPSTREAM_TIMEOUT',
    ['Upstream did not answer', 'Service en amont sans réponse'],
    ['Try again in a few seconds.', 'Réessayez dans quelques secondes.'],
  ),
};

/** What an answer of this status says when nothing more precise is known. */
export function statusText(status: number): StatusText {
  const fallback = status >= 400 && status < 500 ? byStatus[400] : undefined;
  return byStatus[status] ?? fallback ?? unexpected;
}
