import { verdictOf } from '../clocks/ofSite';
import { keyOf } from '../files/paths';
import type { Finding, Fix } from '../rules/rule';
import { holdsIn } from '../rules/run';
import { isUnknown, type Lifetime, type Verdict } from '../session/clocks';
import type { About } from '../session/heading';
import type { Site } from '../site/site';
import { applyEdits } from './fixAll';

/** Fixes that are tried at most: each is a site made again. */
const MOST_TRIED = 40;

/**
 * The finding that a heading of the timeline speaks of: the one that has a fix which, once made, betters the number of
 * the verdict behind the heading, and the most of all. No finding is known by name: each fix is tried. Undefined when
 * none betters it.
 *
 * @param preview the site with other texts in some of its files
 */
export async function findingBehind(
  site: Site,
  variant: string | null,
  about: About,
  findings: readonly Finding[],
  preview: (texts: ReadonlyMap<string, string>) => Promise<Site>,
): Promise<Finding | undefined> {
  const measures = MEASURES[about];
  const before = verdictOf(site.view(variant));
  const measure = measures.find((candidate) => candidate(before) > 0);
  if (!measure) return undefined;
  let best: { finding: Finding; left: number } | undefined;
  let tried = 0;
  for (const finding of findings) {
    if (!holdsIn(finding, variant)) continue;
    for (const fix of finding.fixes ?? []) {
      if (tried >= MOST_TRIED) return best?.finding;
      const texts = textsAfter(site, fix);
      if (!texts) continue;
      tried++;
      const after = (await preview(texts)).view(variant);
      const left = measure(verdictOf(after));
      if (left < (best?.left ?? measure(before))) best = { finding, left };
    }
  }
  return best?.finding;
}

type Measure = (verdict: Verdict) => number;

const withoutData: Measure = (verdict) => lengthOf(verdict.signedInWithoutData);
const dataLeft: Measure = (verdict) => lengthOf(verdict.dataWithoutSignIn);
/** The later users may be signed out at the soonest, the better. */
const soonSignedOut: Measure = ({ signOut }) => 1 / (1 + lengthOf(signOut.least));

/** What is bad about what a heading says, the number that speaks loudest first. */
const MEASURES: Readonly<Record<About, readonly Measure[]>> = {
  withoutData: [withoutData],
  orphanedData: [dataLeft],
  keptAlive: [dataLeft, soonSignedOut],
  workerStop: [soonSignedOut],
  unknown: [],
  // Nothing is wrong in this run: the worst that can happen in another.
  fine: [withoutData, dataLeft],
};

/** Zero for what is not known: no fix makes it better or worse. */
function lengthOf(length: Lifetime): number {
  if (isUnknown(length)) return 0;
  return length ?? Number.MAX_SAFE_INTEGER;
}

/** The texts of the files that a fix changes; undefined for one that changes no file that was read. */
function textsAfter(site: Site, { edits }: Fix): Map<string, string> | undefined {
  const texts = new Map<string, string>();
  for (const key of new Set(edits.map(({ file }) => keyOf(file)))) {
    const before = site.sources.get(key);
    if (!before) return undefined;
    texts.set(
      key,
      applyEdits(
        before.text,
        edits.filter(({ file }) => keyOf(file) === key),
      ),
    );
  }
  return texts.size > 0 ? texts : undefined;
}
