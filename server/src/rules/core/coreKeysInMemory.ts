import { isIdleStop, isRecycle } from '../../session/cast';
import { type Clock, isUnknown } from '../../session/clocks';
import { humanDuration } from '../../settings/human';
import { callName, lineBefore, placeOf, usingFor } from '../codePlaces';
import { type Fix, type RuleInput, rule } from '../rule';
import { shopOnIis } from './shared/examples';
import { hostOf, type StartedHost } from './shared/host';

export default rule({
  id: 'core-keys-in-memory',
  severity: 'warning',
  system: 'core',
  title: 'Data Protection keys that live in memory only',
  explains:
    'Cookies, session ids and tokens of ASP.NET Core are protected with Data Protection keys. Under IIS, when no code says where they go and the pool does not load the profile of its user, they stay in the memory of the worker process: the idle stop after 20 minutes, the recycle after 29 hours, a deployment or a crash signs everybody out, however long the cookie lasts. A longer idle timeout only hides it.',
  source:
    'Data Protection key management, default settings; host ASP.NET Core on Windows with IIS, data protection; IIS_schema.xml, processModel/@loadUserProfile',
  fixable: true,
  check(input, report) {
    const host = hostOf(input);
    if (!host) return;
    const victim = input.clocks.find(({ role, decides }) => role === 'identity' && decides === 'signIn');
    const stops = input.clocks.filter(
      (clock) => (isIdleStop(clock) || isRecycle(clock)) && clock.kills.includes(victim?.id ?? ''),
    );
    const unsure = stops.find(({ id }) => id === 'keysLost');
    const { signIn, keys, cookie } = host.startUp;
    if (!victim || stops.length === 0 || !signIn || isUnknown(signIn)) return;
    if (cookie && cookie.ticketStore !== 'none' && keys?.place === 'outside') return;
    const at = keys
      ? placeOf(keys.at)
      : callName(input, signIn.at, 'AddCookie|AddBearerToken|AddIdentity\\w*|AddDefaultIdentity|AddIdentityServer');
    report({
      at,
      ...(unsure && { severity: 'information' }),
      message: unsure
        ? 'Where the Data Protection keys live is not known: no code says it, and no file tells whether the pool loads the profile of its user. If it does not, they are in memory only, and every stop of the worker process signs everybody out. Persist them.'
        : `Every stop of the worker process signs everybody out: the Data Protection keys are in its memory only. ${strikes(stops)}${lasts(victim)}`,
      fixes: keys ? [] : persisting(input, host),
    });
  },
  examples: {
    bad: shopOnIis(`builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");`),
    good: shopOnIis(
      `builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(@"D:\\keys\\shop")).SetApplicationName("shop");
builder.Services.AddAuthentication("Cookies").AddCookie("Cookies");`,
      '',
      ['Microsoft.AspNetCore.DataProtection'],
    ),
  },
});

function strikes(stops: readonly Clock[]): string {
  const idle = stops.find((clock) => isIdleStop(clock) && typeof clock.length === 'number');
  const recycle = stops.find((clock) => isRecycle(clock) && typeof clock.length === 'number' && !clock.timeOfDay);
  const parts = [
    ...(idle ? [`stops after ${humanDuration(idle.length as number)} without a request`] : []),
    ...(recycle ? [`is recycled every ${humanDuration(recycle.length as number)}`] : []),
  ];
  return parts.length > 0 ? `The pool ${parts.join(' and ')}` : 'It happens at every recycle and deployment';
}

function lasts(victim: Clock): string {
  return typeof victim.length === 'number' && victim.length > 0
    ? `, whatever the ${humanDuration(victim.length)} of the sign-in.`
    : '.';
}

/** Keys in a folder that no deployment replaces, under a name that no new folder of the application changes. */
function persisting(input: RuleInput, { startUp: { signIn } }: StartedHost): Fix[] {
  if (!signIn || isUnknown(signIn)) return [];
  const name = input.view.site.root.split('/').at(-1) ?? 'application';
  const folder = `new System.IO.DirectoryInfo(System.IO.Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.CommonApplicationData), "${name}", "keys"))`;
  const line = lineBefore(
    input,
    signIn.at,
    (receiver) => `${receiver}.AddDataProtection().PersistKeysToFileSystem(${folder}).SetApplicationName("${name}");`,
  );
  if (!line) return [];
  return [
    {
      title: 'Keep users signed in when the worker process stops: keys in a folder that outlives it',
      edits: [...usingFor(input, line.file, 'Microsoft.AspNetCore.DataProtection'), line],
    },
  ];
}
