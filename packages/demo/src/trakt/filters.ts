/** Whether a year is `2010` or within `2000-2010`; everything is when nothing is asked. */
export function inYears(year: number, years: string | null): boolean {
  if (years === null || years === '') return true;
  const [from, to = from] = years.split('-').map(Number);
  return from !== undefined && to !== undefined && year >= from && year <= to;
}

/** Whether one of the genres is among those asked for, by slug; a leading minus excludes. */
export function ofGenres(genres: readonly string[], asked: string | null): boolean {
  if (asked === null || asked === '') return true;
  const own = genres.map((genre) => genre.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'));
  const slugs = asked.split(',');
  const wanted = slugs.filter((slug) => !slug.startsWith('-'));
  const unwanted = slugs.filter((slug) => slug.startsWith('-')).map((slug) => slug.slice(1));
  return (
    !unwanted.some((slug) => own.includes(slug)) && (wanted.length === 0 || wanted.some((slug) => own.includes(slug)))
  );
}
