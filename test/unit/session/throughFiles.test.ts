import assert from 'node:assert/strict';
import { clocksOf } from '../../../server/src/clocks/ofSite';
import { memoryFiles } from '../../../server/src/files/memory';
import type { Run, Scenario } from '../../../server/src/session/clocks';
import { simulate } from '../../../server/src/session/simulate';
import { openWorkspace } from '../../../server/src/site/workspace';
import { recording, Tally } from './recordings';

interface Click {
  readonly t: number;
  readonly kind: 'rw' | 'write' | 'readonly' | 'nosession';
  readonly authenticated: boolean;
  readonly reissued: boolean;
  readonly frameworkSessionPresent: boolean | null;
}

interface Config {
  readonly formsTimeoutMin: number;
  readonly slidingExpiration: boolean;
  readonly sessionTimeoutMin: number;
}

interface Recorded {
  readonly id: number;
  readonly mode: 'step-framework' | 'step-exact' | 'x60';
  readonly config: Config & { readonly ticketSpanSec: number | null };
  readonly clicks: readonly Click[];
}

/** The web.config of the recorded server, with nothing left to a default that the recording names. */
function webConfig({ formsTimeoutMin, slidingExpiration, sessionTimeoutMin }: Config): string {
  return `<?xml version="1.0"?>
<configuration>
  <system.web>
    <authentication mode="Forms">
      <forms timeout="${formsTimeoutMin}" slidingExpiration="${slidingExpiration}" />
    </authentication>
    <sessionState mode="InProc" timeout="${sessionTimeoutMin}" />
  </system.web>
</configuration>
`;
}

/** Behind nginx no pool stops by being idle; IIS can be told the same. */
const APPLICATION_HOST = `<configuration>
  <system.applicationHost>
    <applicationPools>
      <add name="Shop"><processModel idleTimeout="00:00:00" /></add>
    </applicationPools>
    <sites>
      <site name="Shop" id="1">
        <application path="/" applicationPool="Shop"><virtualDirectory path="/" physicalPath="/shop" /></application>
      </site>
    </sites>
  </system.applicationHost>
</configuration>
`;

/** From the text of the files to what happens to the user, through every floor of the engine. */
async function runThroughFiles(text: string, clicks: Scenario['clicks']): Promise<Run> {
  const files = memoryFiles([
    ['/shop/Web.config', text],
    ['/iis/applicationHost.config', APPLICATION_HOST],
  ]);
  const { sites } = await openWorkspace(files, ['/']);
  const site = sites.find(({ root }) => root === '/shop');
  assert.ok(site);
  return simulate(clocksOf(site.view(null)), { clicks, remember: false, ping: null, otherTraffic: false });
}

type State = Run['states'][number]['state'];

/** The state that a click leaves behind. */
function stateAfter(run: Run, at: number): State | undefined {
  return run.states.find(({ from, to }) => from <= at && (to === null || at < to))?.state;
}

const SIGNED_IN: ReadonlySet<State | undefined> = new Set<State>(['ok', 'signedInNoData', 'freshSession']);

/**
 * Was there session data when the click came? `earlier`: the last click before it in the recording, which may have come
 * in the same second.
 */
function hadData(run: Run, at: number, earlier: number): boolean {
  const began = run.requests.filter((r) => r.at <= earlier && r.renewed.includes('sessionData')).pop()?.at ?? 0;
  const ends = run.lanes.find(({ id }) => id === 'sessionData')?.ends ?? [];
  return !ends.some((end) => end.at > began && end.at <= at);
}

function compareRun(tally: Tally, { id, clicks }: Recorded, run: Run): void {
  const signInEnds = run.lanes.find((lane) => lane.id === 'authCookie')?.ends ?? [];
  let earlier = 0;
  // The recorded x is what the login stored, or a click that writes: data that begins anew has none until then.
  let hasX = true;
  for (const [i, click] of clicks.entries()) {
    const { t } = click;
    const request = run.requests.find(({ at, kind }) => at === t && kind === 'click');
    assert.ok(request, `scenario ${id}: a request at ${t}`);
    const renewed = request.renewed.includes('authCookie');
    const authenticated = renewed || request.kept.includes('authCookie');
    tally.expect(id, `authenticated at ${t}`, authenticated, click.authenticated);
    // Of several requests of one second only the first can find the ticket old.
    const first = (clicks[i - 1]?.t ?? 0) !== t;
    if (first) tally.expect(id, `reissued at ${t}`, renewed, click.reissued);

    const hadX: boolean = hadData(run, t, earlier) && hasX;
    if (click.frameworkSessionPresent !== null)
      tally.expect(id, `session data at ${t}`, hadX, click.frameworkSessionPresent);

    const state = stateAfter(run, t);
    const endsNow = signInEnds.some((end) => end.at === t);
    tally.expect(id, `${state} at ${t} is signed in`, SIGNED_IN.has(state), click.authenticated && !endsNow);
    if (click.authenticated && !endsNow && click.frameworkSessionPresent === false)
      tally.expect(id, `state after the loss found at ${t}`, state, 'freshSession');
    // A site's pages send the signed-out user to the sign-in page; the recorded page wrote for anybody.
    if (click.kind === 'write' && !click.authenticated) return;
    hasX = hadX || click.kind === 'write';
    earlier = t;
  }
}

async function compare(recorded: readonly Recorded[], text: (config: Config) => string): Promise<Tally> {
  const tally = new Tally();
  for (const scenario of recorded) {
    tally.scenario();
    const clicks = [...new Set([0, ...scenario.clicks.map(({ t }) => t)])];
    compareRun(tally, scenario, await runThroughFiles(text(scenario.config), clicks));
  }
  return tally;
}

describe('Recordings of System.Web, from the files that describe them', () => {
  const recorded = recording<{ scenarios: Recorded[] }>('systemweb')?.scenarios.filter(
    ({ mode, config }) => mode !== 'x60' && config.ticketSpanSec === null,
  );
  if (!recorded) return;

  it('agree with the whole engine in every click', async () => {
    const tally = await compare(recorded, webConfig);
    console.log(`      systemweb through files: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, recorded.length);
  });

  it('would notice a value read from the wrong place', async () => {
    const mutants: Record<string, (config: Config) => string> = {
      'sliding read as its opposite': (c) => webConfig({ ...c, slidingExpiration: !c.slidingExpiration }),
      'a minute more for the ticket': (c) => webConfig({ ...c, formsTimeoutMin: c.formsTimeoutMin + 1 }),
      'a minute more for the data': (c) => webConfig({ ...c, sessionTimeoutMin: c.sessionTimeoutMin + 1 }),
      'the element of a folder': (c) =>
        webConfig(c)
          .replace(/<sessionState.*\/>/, '')
          .replace(
            '</configuration>',
            '<location path="admin"><system.web><sessionState timeout="7" /></system.web></location></configuration>',
          ),
    };
    for (const [name, mutant] of Object.entries(mutants)) {
      const { failed } = await compare(recorded.slice(0, 60), mutant);
      console.log(`      ${name}: ${failed.size} of 60 scenarios disagree`);
      assert.ok(failed.size > 0, name);
    }
  });
});
