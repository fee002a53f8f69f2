import { isUnknown } from '../../session/lifetime';
import { humanDuration } from '../../settings/human';
import { assignedTo, callName, lastArgument, timeSpanCode } from '../codePlaces';
import { withCost } from '../cost';
import { type Fix, type Place, type RuleInput, rule } from '../rule';
import { shop } from './shared/examples';
import { hostOf, type StartedHost, writtenOptions } from './shared/host';

export default rule({
  id: 'core-auth-outlives-session',
  severity: 'warning',
  system: 'core',
  title: 'Cookie that outlives the session data',
  explains:
    'The cookie of the sign-in and the session are two clocks that know nothing of each other: a user who stays away longer than IdleTimeout comes back still signed in to an empty session. Load what is missing again, or keep the session as long as the sign-in.',
  source: 'CookieAuthenticationHandler, SessionMiddleware, DistributedSession (ASP.NET Core)',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    const signIn = input.clocks.find(({ decides }) => decides === 'signIn');
    const data = input.clocks.find(({ decides }) => decides === 'data');
    if (!host || typeof signIn?.length !== 'number' || typeof data?.length !== 'number' || signIn.length <= data.length)
      return;
    const written = writtenOptions(host, 'IdleTimeout')[0];
    const at = written
      ? { file: written.at.path, span: { start: written.at.start, end: written.at.end } }
      : usedAt(input, host);
    if (!at) return;
    report({
      at,
      message: `Users stay signed in ${humanDuration(signIn.length - data.length)} after their session data is gone: the cookie lasts ${humanDuration(signIn.length)}, the session ${humanDuration(data.length)}${written ? '' : ' (the default, set nowhere)'}.`,
      fixes: fixesOf(input, host, signIn.length),
    });
  },
  examples: {
    bad: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromHours(1));
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession();`,
      'app.UseAuthentication();\napp.UseSession();',
    ),
    good: shop(
      `builder.Services.AddAuthentication("Cookies").AddCookie("Cookies", o => o.ExpireTimeSpan = TimeSpan.FromHours(1));
builder.Services.AddDistributedMemoryCache();
builder.Services.AddSession(o => o.IdleTimeout = TimeSpan.FromHours(1));`,
      'app.UseAuthentication();\napp.UseSession();',
    ),
  },
});

function usedAt(input: RuleInput, { startUp: { session, facts } }: StartedHost): Place | undefined {
  const added = facts.find(({ name }) => name === 'AddSession');
  if (added) return callName(input, added.at, 'AddSession');
  return session && !isUnknown(session) ? callName(input, session.at, 'UseSession') : undefined;
}

function fixesOf(input: RuleInput, host: StartedHost, length: number): Fix[] {
  const title = withCost(`Keep session data as long as the sign-in (${humanDuration(length)}); costs memory`, input, {
    data: length,
  });
  const written = writtenOptions(host, 'IdleTimeout')[0];
  if (written) {
    const value = written.value.from ? undefined : assignedTo(input, written.at);
    return value ? [{ title, edits: [{ ...value, text: timeSpanCode(length) }] }] : [];
  }
  const added = host.startUp.facts.find(({ name }) => name === 'AddSession');
  const argument = added && lastArgument(input, added.at, `options => options.IdleTimeout = ${timeSpanCode(length)}`);
  return argument && !argument.text.startsWith(',') ? [{ title, edits: [argument] }] : [];
}
