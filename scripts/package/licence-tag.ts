/** Joins SPDX expressions to one for rpm's License tag, with each term once. A choice stays one term, in parentheses. */
export function licenceTag(expressions: readonly string[]): string {
  const terms = expressions.flatMap((expression) => expression.split(/ AND (?![^(]*\))/)).map((term) => (/ OR /.test(term) && !/^\([^()]*\)$/.test(term) ? `(${term})` : term));
  // The choices last.
  return [...new Set(terms)].sort((one, other) => Number(one.startsWith('(')) - Number(other.startsWith('(')) || (one < other ? -1 : 1)).join(' AND ');
}
