import { initialValue } from '../csharp/members';
import { outcomeOf, type RunHost } from '../csharp/run';
import type { Member, TypeDeclaration } from '../csharp/types';
import { type Place, placeOf, unknown, type Value } from '../csharp/value';
import { seconds, type Told, truth } from './told';

/** What the sign-in page of IdentityServer's own templates makes of "remember me". */
export interface RememberedSignIn {
  /** `RememberMeLoginDuration`: `ExpiresUtc` of such a sign-in, from then on, in seconds. */
  readonly duration: Told<number>;
  /** `AllowRememberLogin`: is the box shown at all? */
  readonly allowed: Told<boolean>;
}

/**
 * The options of the templates' sign-in page (`LoginOptions`, `AccountOptions`) among the texts of the code; undefined
 * where there are none.
 */
export function rememberedSignInOf(run: RunHost, texts: Iterable<string>): RememberedSignIn | undefined {
  for (const text of texts) {
    const type = typeWith(text, run);
    const named = (name: string) => type?.members.find((member) => member.name === name && member.isStatic);
    const duration = named('RememberMeLoginDuration');
    if (!duration) continue;
    const allowed = named('AllowRememberLogin');
    return {
      duration: { value: seconds(worthOf(run, duration)), at: writtenAt(duration) },
      allowed: allowed
        ? { value: truth(worthOf(run, allowed)), at: writtenAt(allowed) }
        : { value: { unknown: 'nothing says whether sign-ins may be remembered' }, at: undefined },
    };
  }
  return undefined;
}

/** The class of a file that has the member: declarations are found by full name only. */
function typeWith(text: string, run: RunHost): TypeDeclaration | undefined {
  const member = text.search(/\bRememberMeLoginDuration\s*(?:=|\{)/);
  if (member === -1) return undefined;
  const before = text.slice(0, member);
  const name = [...before.matchAll(/\bclass\s+(\w+)/g)].at(-1)?.[1];
  const namespace = [...before.matchAll(/\bnamespace\s+([\w.]+)/g)].at(-1)?.[1];
  return name === undefined ? undefined : run.machine.declarations.type(namespace ? `${namespace}.${name}` : name, 0);
}

function worthOf(run: RunHost, member: Member): Value {
  let value: Value = unknown('its value is not known', writtenAt(member));
  outcomeOf(run.machine, () => {
    value = initialValue(run.machine, member, undefined);
    return true;
  });
  return value;
}

function writtenAt({ node }: Member): Place {
  return placeOf(node);
}
