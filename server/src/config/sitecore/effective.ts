import type { SitecoreInput, SitecoreOptions } from './input';
import type { FileOutcome, SitecoreProblem } from './outcome';
import { emptyState, engineOf, mergeStep, newEdition, type State, type StepResult } from './step';
import { readVariables, type Variables } from './variables';
import { ConfigDocument } from './view';

export { sectionOfPatchFile, sitecoreSectionOf } from './sections';

/** What Sitecore runs with, for one set of rules. Never changes once it is made. */
export interface SitecoreConfiguration {
  /** The merged `<sitecore>`, variables replaced, as ShowConfig shows it. */
  readonly document: ConfigDocument;
  /** One for each input, in the same order. */
  readonly files: readonly SitecoreFileResult[];
  readonly variables: Variables;
  readonly problems: readonly SitecoreProblem[];
  readonly options: SitecoreOptions;
  /** The configuration as it is when the file at this place comes to be merged, variables not yet replaced. */
  before(index: number): ConfigDocument;
}

export interface SitecoreFileResult {
  readonly input: SitecoreInput;
  readonly outcome: FileOutcome;
}

/** Builds anew each time. For an editor, keep a merger instead. */
export function buildSitecore(inputs: readonly SitecoreInput[], options: SitecoreOptions): SitecoreConfiguration {
  return createSitecoreMerger().build(inputs, options);
}

/** Keeps the states between the files, so that after an edit only the files from there on are merged again. */
export interface SitecoreMerger {
  build(inputs: readonly SitecoreInput[], options: SitecoreOptions): SitecoreConfiguration;
}

/**
 * Which states between files are kept: lists of children are copied from one to the next, so all of them would be too
 * much. What lies between is merged again when it is needed.
 */
export interface KeptStates {
  /** So many, spread evenly. */
  readonly spread: number;
  /** And the last ones, where a customer's own patches are. */
  readonly last: number;
}

export function createSitecoreMerger(kept: KeptStates = { spread: 3, last: 2 }): SitecoreMerger {
  return new Merger(kept);
}

/** One file merged, and how to go on from there. */
interface Step {
  readonly input: SitecoreInput;
  readonly outcome: FileOutcome;
  /** Undefined where the state is not kept; it is computed again from an earlier one when needed. */
  readonly state: State | undefined;
}

class Merger implements SitecoreMerger {
  #steps: readonly Step[] = [];
  #options: SitecoreOptions | undefined;
  #included: StepResult['included'] = [];
  /** Where the last edit was: the state before it is kept, because the next edit is likely there. */
  #edited = 0;

  constructor(readonly kept: KeptStates) {}

  build(inputs: readonly SitecoreInput[], options: SitecoreOptions): SitecoreConfiguration {
    let from = this.#firstChanged(inputs, options);
    if (from > 0 && from < inputs.length) this.#edited = from;
    const steps = this.#steps.slice(0, from);
    let state: State | undefined;
    for (; from > 0; from--) {
      state = steps[from - 1]!.state;
      if (state) break;
    }
    steps.length = from;
    let edition = newEdition();
    for (let at = from; at < inputs.length; at++) {
      const input = inputs[at]!;
      const result = mergeStep(input, state, options, edition);
      state = result.state;
      if (at === 0) this.#included = result.included;
      const isKept = this.#isKept(at, inputs.length);
      steps.push({ input, outcome: result.outcome, state: isKept ? state : undefined });
      if (isKept) edition = newEdition(edition.keptUpTo);
    }
    this.#steps = steps;
    this.#options = options;
    return configurationOf(steps, state ?? emptyState(), options);
  }

  #isKept(at: number, count: number): boolean {
    const stride = Math.ceil(count / this.kept.spread);
    return at % stride === 0 || at === this.#edited - 1 || at >= count - this.kept.last;
  }

  #firstChanged(inputs: readonly SitecoreInput[], options: SitecoreOptions): number {
    if (!this.#options || !sameEngine(this.#options, options)) return 0;
    for (const { path, tree } of this.#included) if (options.findInclude?.(path)?.tree !== tree) return 0;
    const count = Math.min(inputs.length, this.#steps.length);
    for (let at = 0; at < count; at++) {
      const { input } = this.#steps[at]!;
      if (input.tree !== inputs[at]!.tree || input.file !== inputs[at]!.file) return at;
    }
    return count;
  }
}

function configurationOf(steps: readonly Step[], last: State, options: SitecoreOptions): SitecoreConfiguration {
  const variables = readVariables(last.root, options);
  const stateBefore = statesOf(steps, options);
  return {
    document: new ConfigDocument(last.root, variables.resolve),
    files: steps.map(({ input, outcome }) => ({ input, outcome })),
    variables,
    problems: steps.flatMap(({ outcome }) => outcome.problems),
    options,
    before: (index) => new ConfigDocument((stateBefore(index) ?? emptyState()).root),
  };
}

/** Finds the state before each step, from a kept one or from the last that was asked for, whichever is nearer. */
function statesOf(steps: readonly Step[], options: SitecoreOptions): (index: number) => State | undefined {
  let latest: { readonly index: number; readonly state: State | undefined } = { index: 0, state: undefined };
  return (asked) => {
    const index = Math.min(Math.max(0, asked), steps.length);
    let at = index;
    while (at > 0 && at !== latest.index && !steps[at - 1]!.state) at--;
    let state = at === latest.index ? latest.state : steps[at - 1]?.state;
    const { keptUpTo } = newEdition();
    for (; at < index; at++) ({ state } = mergeStep(steps[at]!.input, state, options, newEdition(keptUpTo)));
    latest = { index, state };
    return state;
  };
}

function sameEngine(a: SitecoreOptions, b: SitecoreOptions): boolean {
  if (a === b) return true;
  if (a.generation !== b.generation || engineOf(a).ruleSupport !== engineOf(b).ruleSupport) return false;
  if (a.rules === b.rules) return true;
  if (a.rules.size !== b.rules.size) return false;
  for (const [rule, names] of a.rules) {
    const others = b.rules.get(rule);
    if (!others || others.size !== names.size || ![...names].every((name) => others.has(name))) return false;
  }
  return true;
}
