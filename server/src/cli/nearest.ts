/**
 * What to say of a word that is none of those known: `No rule is called "sesion-data": did you mean session-data?`.
 * @param subject says what the word was to name, with the word in it.
 */
export function unknownWord(subject: string, word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `${subject}.` : `${subject}: did you mean ${near}?`;
}

/** The known word with the fewest letters to change; the first of several. Undefined when nothing is known. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = changes(wanted, candidate.toLowerCase());
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** Letters to insert, take away, replace or swap with their neighbour (optimal string alignment). */
function changes(from: string, to: string): number {
  let [before, last]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1];
      let cost = Math.min(last![j]! + 1, row[j - 1]! + 1, last![j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        cost = Math.min(cost, before![j - 2]! + 1);
      row.push(cost);
    }
    [before, last] = [last!, row];
  }
  return last![to.length]!;
}
