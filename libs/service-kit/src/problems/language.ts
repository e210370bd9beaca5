export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

const fallback: Language = 'fr';

/** The language to answer in: the best of Accept-Language, else the caller's own, else French. */
export function chooseLanguage(acceptLanguage: string | undefined, callers?: Language): Language {
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map(readRange)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag } of wanted) {
    const match = languages.find((language) => tag === language || tag.startsWith(`${language}-`));
    if (match) return match;
  }
  return callers ?? fallback;
}

function readRange(text: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.slice(2));
  return { tag, weight: Number.isFinite(weight) ? weight : 0 };
}
