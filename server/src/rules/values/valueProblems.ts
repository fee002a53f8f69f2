import { checkValue } from '../../settings/checkValue';
import { settingPlacesOf } from '../../settings/places';
import type { ValueProblem } from '../../settings/valueProblem';
import { sectionOf } from '../../site/section';
import { attributeValueEdit } from '../../syntax/xml/escape';
import type { Report, RuleInput } from '../rule';

/** Reports every value of one kind of problem, wherever it is written in the site: transforms included. */
export function reportValues(kind: ValueProblem['kind'], input: RuleInput, report: (report: Report) => void): void {
  const { site } = input.view;
  for (const file of site.sources.values()) {
    for (const { setting, attribute, location } of settingPlacesOf(file, sectionOf(site, file))) {
      // A condition on another setting is asked of the place where the value counts.
      const reader = location ? input.settings.at(location) : input.settings;
      const valueAt = (path: string) => {
        const { literal } = reader.get(path);
        return typeof literal === 'string' ? literal : undefined;
      };
      for (const problem of checkValue(setting, attribute.value, valueAt)) {
        if (problem.kind !== kind) continue;
        report({
          at: { file: file.path, span: { start: attribute.valueStart, end: attribute.valueEnd } },
          message: problem.message,
          fixes: problem.replacements.map(({ title, text }) => ({
            title,
            edits: [{ file: file.path, ...attributeValueEdit(attribute, file.text, text) }],
          })),
        });
      }
    }
  }
}
