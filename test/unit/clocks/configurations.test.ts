import assert from 'node:assert/strict';
import { verdictOf } from '../../../server/src/clocks/ofSite';
import { memoryFiles } from '../../../server/src/files/memory';
import { isUnknown, type Verdict } from '../../../server/src/session/clocks';
import { openWorkspace } from '../../../server/src/site/workspace';

const MINUTE = 60;

interface Site {
  /** Attributes of `<forms>`. */
  readonly forms?: string;
  /** Attributes of `<sessionState>`. */
  readonly session?: string;
  readonly authentication?: string;
  /** Elements beside the two. */
  readonly more?: string;
  /** Content of the pool's `<add>`; without it there is no applicationHost.config. */
  readonly pool?: string;
}

async function verdictFor({ forms = '', session = '', authentication = 'Forms', more = '', pool }: Site) {
  const files = memoryFiles([
    [
      '/shop/Web.config',
      `<configuration><system.web>
        <authentication mode="${authentication}"><forms ${forms} /></authentication>
        <sessionState ${session} />${more}
      </system.web></configuration>`,
    ],
  ]);
  if (pool !== undefined)
    files.write(
      '/iis/applicationHost.config',
      `<configuration><system.applicationHost>
        <applicationPools><add name="Shop">${pool}</add></applicationPools>
        <sites><site name="Shop" id="1"><application path="/" applicationPool="Shop">
          <virtualDirectory path="/" physicalPath="/shop" />
        </application></site></sites>
      </system.applicationHost></configuration>`,
    );
  const { sites } = await openWorkspace(files, ['/']);
  return verdictOf(sites.find(({ root }) => root === '/shop')!.view(null));
}

/**
 * Worked out by hand: right after a request a sliding ticket has half to all of its life left, an absolute one none to
 * all of it, and whatever is restarted by every request all of it.
 */
function byHand(ticket: number, sliding: 'sliding' | 'absolute', data: number | null) {
  const least = sliding === 'sliding' ? ticket / 2 : 0;
  const end = data ?? Infinity;
  const orNever = (seconds: number) => (seconds === Infinity ? null : seconds);
  return {
    signOut: { least, most: ticket },
    dataLoss: { least: data, most: data },
    signedInWithoutData: Math.max(0, ticket - end),
    dataWithoutSignIn: orNever(Math.max(0, end - least)),
    safeEdit: Math.min(least, end),
  };
}

function numbersOf({ text: _, anytime: __, ...numbers }: Verdict) {
  return numbers;
}

const POOL_OFF = '<processModel idleTimeout="00:00:00" />';
const STATE_SERVER = 'mode="StateServer"';

/** Minutes; the pool of IIS stops after 20 unless said otherwise. */
const KNOWN: readonly (readonly [string, Site, ReturnType<typeof byHand>])[] = [
  ['all defaults', {}, byHand(1800, 'sliding', 1200)],
  ['ticket shorter than data', { forms: 'timeout="10"' }, byHand(600, 'sliding', 1200)],
  ['both alike', { forms: 'timeout="20"' }, byHand(1200, 'sliding', 1200)],
  ['ticket twice the data', { forms: 'timeout="40"' }, byHand(2400, 'sliding', 1200)],
  ['odd minutes', { forms: 'timeout="25"' }, byHand(1500, 'sliding', 1200)],
  ['one minute', { forms: 'timeout="1"', session: 'timeout="1"' }, byHand(60, 'sliding', 60)],
  ['absolute, shorter', { forms: 'timeout="10" slidingExpiration="false"' }, byHand(600, 'absolute', 1200)],
  ['absolute, longer', { forms: 'timeout="480" slidingExpiration="False"' }, byHand(28_800, 'absolute', 1200)],
  ['the pool stops first', { forms: 'timeout="120"', session: 'timeout="60"' }, byHand(7200, 'sliding', 1200)],
  [
    'the pool never stops',
    { forms: 'timeout="120"', session: 'timeout="60"', pool: POOL_OFF },
    byHand(7200, 'sliding', 3600),
  ],
  [
    'the pool is suspended',
    {
      forms: 'timeout="120"',
      session: 'timeout="60"',
      pool: '<processModel idleTimeout="00:05:00" idleTimeoutAction="Suspend" />',
    },
    byHand(7200, 'sliding', 3600),
  ],
  ['state service', { forms: 'timeout="120"', session: `timeout="60" ${STATE_SERVER}` }, byHand(7200, 'sliding', 3600)],
  [
    'data that never expires',
    { more: '<caching><cache disableExpiration="true" /></caching>', pool: POOL_OFF },
    byHand(1800, 'sliding', null),
  ],
  ['application idle', { more: '<hostingEnvironment idleTimeout="10" />' }, byHand(1800, 'sliding', 600)],
  [
    'application idle, state service',
    { session: STATE_SERVER, more: '<hostingEnvironment idleTimeout="10" />' },
    byHand(1800, 'sliding', 1200),
  ],
  ['blanks and a sign', { forms: 'timeout=" +30 "', session: 'timeout=" 20 "' }, byHand(1800, 'sliding', 20 * MINUTE)],
];

describe('Verdicts of configurations', () => {
  for (const [name, site, expected] of KNOWN)
    it(`${name}: as worked out by hand`, async () => {
      assert.deepEqual(numbersOf(await verdictFor(site)), expected);
    });

  it('sign-in of Windows never ends by itself', async () => {
    const { signOut, signedInWithoutData, safeEdit } = await verdictFor({ authentication: 'Windows' });
    assert.deepEqual([signOut, signedInWithoutData, safeEdit], [{ least: null, most: null }, null, 1200]);
  });

  it('a literal that cannot be read makes unknown what hangs on it, and nothing else', async () => {
    const session = await verdictFor({ session: 'timeout="00:20:00"' });
    assert.deepEqual(session.signOut, { least: 900, most: 1800 });
    for (const value of [session.dataLoss.least, session.safeEdit, session.signedInWithoutData])
      assert.deepEqual(value, { unknown: '"00:20:00" cannot be read' });
    const forms = await verdictFor({ forms: 'timeout="Infinite"' });
    assert.deepEqual(forms.dataLoss, { least: 1200, most: 1200 });
    assert.deepEqual(forms.signOut.most, { unknown: '"Infinite" cannot be read' });
  });

  it('a switch that cannot be read is not taken for its default', async () => {
    const sliding = await verdictFor({ forms: 'slidingExpiration="maybe"' });
    assert.deepEqual(sliding.signOut.least, { unknown: '"maybe" cannot be read' });
    const expiration = await verdictFor({ more: '<caching><cache disableExpiration="yes" /></caching>' });
    assert.ok(isUnknown(expiration.dataLoss.most));
    const action = await verdictFor({
      session: 'timeout="60"',
      pool: '<processModel idleTimeout="00:05:00" idleTimeoutAction="sleep" />',
    });
    assert.ok(isUnknown(action.dataLoss.least));
  });

  it('what strikes at any moment does so too when nobody knows how long data lasts', async () => {
    const { anytime } = await verdictFor({ session: 'timeout="soon"' });
    assert.deepEqual(anytime, [{ clock: 'poolRecycle', every: 29 * 3600 }]);
    const elsewhere = await verdictFor({ session: `timeout="soon" ${STATE_SERVER}` });
    assert.deepEqual(elsewhere.anytime, []);
  });
});
