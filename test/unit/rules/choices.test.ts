import assert from 'node:assert/strict';
import fc from 'fast-check';
import { verdictOf } from '../../../server/src/clocks/ofSite';
import { rules } from '../../../server/src/rules/all';
import type { Finding, Fix } from '../../../server/src/rules/rule';
import { allVariants } from '../../../server/src/rules/run';
import type { Workspace } from '../../../server/src/site/workspace';
import { parseFixture } from '../fixture';
import { findingsIn, workspaceOf } from '../sites';
import { fixed, shown, type Texts } from './fixing';
import { numbersOf } from './harm';
import { shop, siteAsWritten } from './shops';

/** What a title has to speak of when it makes a number worse. */
const NAMED: readonly (readonly [RegExp, 'less' | 'more', RegExp])[] = [
  [/^signOut/, 'less', /sign users out|sign-in .*(?:only as|with) |signed out/i],
  [/^dataLoss/, 'less', /data is lost|data only as long/i],
  [/^safeEdit/, 'less', /sign users out|data is lost|data only as long|signed out/i],
  [/^signedInWithoutData/, 'more', /without data/i],
  [/^dataWithoutSignIn/, 'more', /data may outlive/i],
];

/** Every choice of every finding: the numbers that it makes worse, where its title says nothing of them. */
async function unnamed(texts: Texts): Promise<string[]> {
  const before = await workspaceOf(texts);
  const told: string[] = [];
  for (const finding of findingsIn(before))
    for (const fix of finding.fixes ?? []) {
      const after = await workspaceOf(fixed(texts, [fix]));
      told.push(...worsened(before, after, finding, fix));
    }
  return [...new Set(told)];
}

function worsened(before: Workspace, after: Workspace, finding: Finding, { title }: Fix): string[] {
  return before.sites.flatMap((site) => {
    const other = after.sites.find(({ root }) => root === site.root);
    return allVariants(site).flatMap((variant) => {
      if (!other || (variant !== null && !other.variants.some(({ name }) => name === variant))) return [];
      const now = numbersOf(verdictOf(other.view(variant)));
      return [...numbersOf(verdictOf(site.view(variant)))].flatMap(([what, was]) => {
        const is = now.get(what);
        if (was === undefined || is === undefined) return [];
        const [, direction, words] = NAMED.find(([pattern]) => pattern.test(what))!;
        const [a, b] = [was ?? Number.POSITIVE_INFINITY, is ?? Number.POSITIVE_INFINITY];
        const isWorse = direction === 'less' ? b < a : b > a;
        const isNamed = words.test(title) || /^Write .+ \((?:\d.*|never)\)/.test(title);
        return isWorse && !isNamed
          ? [`${finding.rule}, "${title}": ${what} of ${variant ?? 'the files'} went from ${was} to ${is}`]
          : [];
      });
    });
  });
}

describe('A choice', () => {
  it('says in its title what it makes worse, whatever clocks a site has', async () => {
    await fc.assert(
      fc.asyncProperty(siteAsWritten, async (texts) => assert.deepEqual(await unnamed(texts), [], shown(texts))),
      { numRuns: 25 },
    );
  });

  for (const rule of rules)
    it(`says so on the example of ${rule.id}`, async () =>
      assert.deepEqual(await unnamed(parseFixture(rule.examples.bad).files), []));

  const titlesOf = async (texts: Texts, rule: string) =>
    findingsIn(await workspaceOf(texts))
      .find((finding) => finding.rule === rule)
      ?.fixes?.map(({ title }) => title);

  it('is one of three for a sign-in that outlives the data, and the pool goes along', async () => {
    assert.deepEqual(await titlesOf(shop({ forms: '60', session: '20' }), 'auth-outlives-session-data'), [
      'Session data as long as the sign-in: 1 h, and its pool stops no sooner; costs memory; data may outlive the sign-in by 30 min',
      'Sign-in only as long as the session data: 20 min; silence of more than 10 min may sign users out, data may outlive the sign-in by 10 min',
      'End the sign-in together with the session data (code for Global.asax); silence of more than 20 min may sign users out',
    ]);
  });

  it('counts the idle stop of a pool that no file speaks of', async () => {
    const texts = new Map([...shop({ forms: '90', session: '60' })].filter(([file]) => !file.includes('/iis/')));
    const [longer, shorter] = (await titlesOf(texts, 'auth-outlives-session-data'))!;
    assert.match(longer!, /1 h 30 min \(idleTimeout of its pool has to be as long: 20 min by default\); costs memory/);
    assert.match(shorter!, /^Sign-in only as long as the session data: 20 min/);
  });

  it('begins with code where somebody decided on a day and more', async () => {
    const texts = shop({ forms: '2880', session: '20' });
    const finding = findingsIn(await workspaceOf(texts)).find(({ rule }) => rule === 'auth-outlives-session-data')!;
    assert.equal(finding.severity, 'information');
    assert.match(finding.fixes![0]!.title, /code for Global\.asax/);
  });
});
