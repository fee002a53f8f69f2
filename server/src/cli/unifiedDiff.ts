/** Lines around a change, as `diff -u` shows them. */
const CONTEXT = 3;

/** Beyond this many steps the rest is shown as one block taken out and put in. */
const MOST_STEPS = 2_000;

interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * What `diff -u` prints, with the prefixes of git, so that `git apply` and `patch -p1` take it. Line ends are kept as
 * they are. Empty when nothing differs.
 * @param before undefined for a file that is made.
 */
export function unifiedDiff(file: string, before: string | undefined, after: string): string {
  const from = linesOf(before ?? '');
  const to = linesOf(after);
  const changes = changesBetween(from, to);
  if (changes.length === 0) return '';
  const head = `--- ${before === undefined ? '/dev/null' : `a/${file}`}\n+++ b/${file}\n`;
  return (
    head +
    hunksOf(changes, from.length, to.length)
      .map((hunk) => hunkText(hunk, from, to))
      .join('')
  );
}

/** With their ends; what follows the last end is a line without one. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A run of lines taken out (`from` to `oldEnd`) and put in (`to` to `newEnd`). */
type Change = Hunk;

/** The shortest edit script (E. Myers, An O(ND) Difference Algorithm), as runs. */
function changesBetween(from: readonly string[], to: readonly string[]): Change[] {
  let head = 0;
  while (head < from.length && head < to.length && from[head] === to[head]) head++;
  let tail = 0;
  while (
    tail < from.length - head &&
    tail < to.length - head &&
    from[from.length - 1 - tail] === to[to.length - 1 - tail]
  )
    tail++;
  const [n, m] = [from.length - head - tail, to.length - head - tail];
  if (n === 0 && m === 0) return [];
  const whole: Change = { from: head, to: head, oldEnd: head + n, newEnd: head + m };
  const same = (x: number, y: number) => from[head + x] === to[head + y];
  const trace: Map<number, number>[] = [];
  let reach = new Map([[1, 0]]);
  for (let d = 0; d <= n + m; d++) {
    if (d > MOST_STEPS) return [whole];
    trace.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
      let x = down ? reach.get(k + 1)! : reach.get(k - 1)! + 1;
      while (x < n && x - k < m && same(x, x - k)) x++;
      reach = reach.set(k, x);
      if (x >= n && x - k >= m) return backtrack(trace, d, n, m).map((change) => moved(change, head));
    }
  }
  return [whole];
}

function moved({ from, to, oldEnd, newEnd }: Change, by: number): Change {
  return { from: from + by, to: to + by, oldEnd: oldEnd + by, newEnd: newEnd + by };
}

function backtrack(trace: readonly ReadonlyMap<number, number>[], last: number, n: number, m: number): Change[] {
  const changes: Change[] = [];
  let [x, y] = [n, m];
  for (let d = last; d > 0; d--) {
    const reach = trace[d]!;
    const k = x - y;
    const down = k === -d || (k !== d && (reach.get(k - 1) ?? -1) < (reach.get(k + 1) ?? -1));
    const beforeX = down ? reach.get(k + 1)! : reach.get(k - 1)!;
    const beforeY = beforeX - (down ? k + 1 : k - 1);
    const step: Change = {
      from: beforeX,
      to: beforeY,
      oldEnd: down ? beforeX : beforeX + 1,
      newEnd: down ? beforeY + 1 : beforeY,
    };
    const next = changes[0];
    if (next && step.oldEnd === next.from && step.newEnd === next.to)
      changes[0] = { from: step.from, to: step.to, oldEnd: next.oldEnd, newEnd: next.newEnd };
    else changes.unshift(step);
    [x, y] = [beforeX, beforeY];
  }
  return changes;
}

/** Changes that are near each other share a hunk. */
function hunksOf(changes: readonly Change[], oldLines: number, newLines: number): { hunk: Hunk; changes: Change[] }[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    if (group && change.from - group.at(-1)!.oldEnd <= 2 * CONTEXT) group.push(change);
    else groups.push([change]);
  }
  return groups.map((group) => {
    const [first, last] = [group[0]!, group.at(-1)!];
    const before = Math.min(CONTEXT, first.from, first.to);
    return {
      changes: group,
      hunk: {
        from: first.from - before,
        to: first.to - before,
        oldEnd: Math.min(oldLines, last.oldEnd + CONTEXT),
        newEnd: Math.min(newLines, last.newEnd + CONTEXT),
      },
    };
  });
}

function hunkText(
  { hunk, changes }: ReturnType<typeof hunksOf>[number],
  from: readonly string[],
  to: readonly string[],
): string {
  let text = `@@ -${rangeText(hunk.from, hunk.oldEnd)} +${rangeText(hunk.to, hunk.newEnd)} @@\n`;
  let at = hunk.from;
  for (const change of changes) {
    text += marked(' ', from.slice(at, change.from));
    text += marked('-', from.slice(change.from, change.oldEnd));
    text += marked('+', to.slice(change.to, change.newEnd));
    at = change.oldEnd;
  }
  return text + marked(' ', from.slice(at, hunk.oldEnd));
}

/** One-based start and count; an empty range names the line before it. */
function rangeText(start: number, end: number): string {
  const count = end - start;
  return count === 1 ? String(start + 1) : `${count === 0 ? start : start + 1},${count}`;
}

function marked(mark: string, lines: readonly string[]): string {
  return lines.map((line) => `${mark}${line}${line.endsWith('\n') ? '' : '\n\\ No newline at end of file\n'}`).join('');
}
