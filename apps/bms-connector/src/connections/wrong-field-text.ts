import type { LocalizedText } from '@trackingbms/service-kit';

/** What the checks of settings and profiles say, in English, and how that is said in French. */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/^is missing$/, 'est obligatoire'],
  [/^is not known here$/, 'n’est pas connu ici'],
  [/^must be one of (.*)$/, 'doit être l’une de ces valeurs : $1'],
  [/^must be (string|number|integer|boolean|object|array)$/, 'n’est pas du type attendu ($1)'],
  [/^must be >= (\S+)$/, 'doit valoir au moins $1'],
  [/^must be <= (\S+)$/, 'doit valoir au plus $1'],
  [/^must match pattern (.*)$/, 'n’a pas la forme attendue : $1'],
  [/^must NOT have more than (\d+) (?:characters|items)$/, 'est trop long : $1 au plus'],
  [/^must NOT have fewer than (\d+) (?:characters|items|properties)$/, 'est trop court : $1 au moins'],
  [/^is no known device profile$/, 'n’est pas un profil d’appareil connu'],
  [/^is not spoken by this connector$/, 'n’est pas parlé par ce connecteur'],
  [/^is a profile of (\S+)$/, 'est un profil de $1'],
  [/^is outside the ranges that the operator allows$/, 'est hors des plages que l’exploitant permet'],
  [/^needs the transport serial$/, 'demande le transport serial'],
  [/^must be 127\.0\.0\.1: .*$/, 'doit être 127.0.0.1 : un port série est celui de cette machine'],
  [/^is binary over the transport tcp only$/, 'n’est binaire que sur le transport tcp'],
  [/^is for text mode over tcp or serial$/, 'ne vaut que pour le mode texte sur tcp ou serial'],
  [/^is not written by a shell$/, 'n’est pas écrit par un shell'],
  [/^is not YAML: (.*)$/s, 'n’est pas du YAML : $1'],
  [/^is there twice for (.*)$/, 'existe deux fois pour $1'],
  [/^is no point of the model$/, 'n’est pas un point du modèle'],
  [/^is no point laid out under models$/, 'n’est pas un point décrit sous models'],
  [/^is a source of (\S+), not of (\S+)$/, 'est une source de $1, non de $2'],
  [/^makes no list$/, 'ne fait pas une liste'],
  [/^is a number: it takes no values$/, 'est un nombre : il ne prend pas de values'],
  [/^is not a value of this field$/, 'n’est pas une valeur de ce champ'],
  [/^is not there: put the file beside the profile$/, 'est introuvable : mettez le fichier à côté du profil'],
];

/** One wrong field in both languages; what has no French yet says so in English. */
export function wrongFieldText(problem: string): LocalizedText {
  for (const [pattern, french] of sentences) {
    if (pattern.test(problem)) return { en: problem, fr: problem.replace(pattern, french) };
  }
  return { en: problem, fr: `n’est pas valable : ${problem}` };
}
