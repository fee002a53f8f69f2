import { getOrInsertComputed } from '../../../maps';
import { checkValue } from '../../../settings/checkValue';
import { type SettingPlace, settingPlacesOf } from '../../../settings/places';
import { valuesIn } from '../../../settings/reader';
import type { ValueProblem } from '../../../settings/valueProblem';
import type { ParsedFile } from '../../../site/parsed';
import { attributeValueEdit } from '../../../syntax/xml/escape';
import { isMachineWide } from '../../edits';
import { settingsFilesOf } from '../../places';
import type { Report, RuleInput } from '../../rule';

/** Reports every value of one kind of problem, wherever it is written in the site: transforms included. */
export function reportValues(kind: ValueProblem['kind'], input: RuleInput, report: (report: Report) => void): void {
  for (const { file, place, problem } of problemsOf(input)) {
    if (problem.kind !== kind) continue;
    const { attribute } = place;
    // What the server's own files say is said to every site on it.
    const isServers = isMachineWide(input.view.site, { file: file.path });
    report({
      at: { file: file.path, span: { start: attribute.valueStart, end: attribute.valueEnd } },
      message: problem.message,
      fixes: problem.replacements.map(({ title, text, sameMeaning }) => ({
        title,
        edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, text) }],
        ...(sameMeaning && !isServers && !opensDoors(attribute.name, attribute.value, text) && { safe: true }),
      })),
    });
  }
}

/** Attributes by which a site decides how safe its users are: nothing but their spelling is put right unasked. */
const SECURITY = /^(?:debug|requireSSL|slidingExpiration|sameSite|cookieSameSite|protection|validation|decryption)$/i;

/** Would the word switch something that was off till now, because nobody could read it (`debug="yes"`)? */
function opensDoors(name: string, before: string, after: string): boolean {
  return SECURITY.test(name) && before.trim().toLowerCase() !== after.trim().toLowerCase();
}

interface Found {
  readonly file: ParsedFile;
  readonly place: SettingPlace;
  readonly problem: ValueProblem;
}

const byInput = new WeakMap<RuleInput, readonly Found[]>();

/** Every problem of every value; found once for the rules of all kinds. */
function problemsOf(input: RuleInput): readonly Found[] {
  return getOrInsertComputed(byInput, input, () =>
    settingsFilesOf(input.view.site).flatMap(({ file, section }) => [
      ...ownProblems(file, section),
      ...dependentProblems(file, section, input),
    ]),
  );
}

const byFile = new WeakMap<ParsedFile, ReadonlyMap<string, readonly Found[]>>();

/** Problems that no other setting has a say in: found once per text. */
function ownProblems(file: ParsedFile, section: string): readonly Found[] {
  const known = byFile.get(file)?.get(section);
  if (known) return known;
  const places = settingPlacesOf(file, section).filter(({ setting }) => !setting.rangeWhen);
  const found = places.flatMap((place) =>
    checkValue(place.setting, place.attribute.value).map((problem) => ({ file, place, problem })),
  );
  byFile.set(file, new Map([...(byFile.get(file) ?? []), [section, found]]));
  return found;
}

function dependentProblems(file: ParsedFile, section: string, input: RuleInput): readonly Found[] {
  const places = settingPlacesOf(file, section).filter(({ setting }) => setting.rangeWhen);
  return places.flatMap((place) => {
    // A condition on another setting is asked of the place where the value counts.
    const reader = place.location ? input.settings.at(place.location) : input.settings;
    return checkValue(place.setting, place.attribute.value, valuesIn(reader)).map((problem) => ({
      file,
      place,
      problem,
    }));
  });
}
