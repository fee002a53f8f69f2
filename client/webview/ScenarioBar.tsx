import type { Scenario } from '../../server/src/session/clocks';
import type { Model } from '../../server/src/session/model';
import { duration } from '../../server/src/session/words';
import type { Change } from './state';
import { pingOf } from './state';
import type { Texts } from './texts';

interface ScenarioBarProps {
  readonly model: Model | null;
  readonly scenario: Scenario;
  readonly preset: string | null;
  readonly view: 'chart' | 'table';
  readonly texts: Texts;
  readonly change: (change: Change) => void;
}

/** What the user does, who else is there, and how to look at it. */
export function ScenarioBar({ model, scenario, preset, view, texts, change }: ScenarioBarProps) {
  const set = (part: Partial<Scenario>) => change({ type: 'scenario', scenario: { ...scenario, ...part } });
  const ping = scenario.ping ?? (model ? pingOf(model) : { every: 900 });
  const canRemember = model?.clocks.some((clock) => clock.needsRemember) ?? scenario.remember;
  const hasIdleStop =
    model?.clocks.some((clock) => clock.role === 'server' && clock.restart.on === 'everyRequest') ??
    scenario.otherTraffic;
  return (
    <div class="bar" role="toolbar" aria-label={texts('bar.scenario')}>
      {model && model.presets.length > 0 && (
        <div class="choice">
          <span class="quiet" id="bar-clicks">
            {texts('bar.clicks')}
          </span>
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row of buttons */}
          <div class="segments" role="group" aria-labelledby="bar-clicks">
            {model.presets.map(({ id, name }) => (
              <button
                key={id}
                type="button"
                data-preset={id}
                title={name}
                aria-pressed={preset === id}
                onClick={() => change({ type: 'preset', id })}
              >
                {name}
              </button>
            ))}
          </div>
        </div>
      )}
      {canRemember && (
        <Toggle
          name="remember"
          text={texts('bar.remember')}
          on={scenario.remember}
          set={(remember) => set({ remember })}
        />
      )}
      <Toggle
        name="ping"
        text={texts('bar.ping')}
        title={texts('bar.pingTitle', { every: duration(ping.every) })}
        on={scenario.ping !== null}
        set={(on) => set({ ping: on ? ping : null })}
      />
      {hasIdleStop && (
        <Toggle
          name="otherTraffic"
          text={texts('bar.otherTraffic')}
          title={texts('bar.otherTrafficTitle')}
          on={scenario.otherTraffic}
          set={(otherTraffic) => set({ otherTraffic })}
        />
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row of buttons */}
      <div class="segments view" role="group" aria-label={texts('bar.view')}>
        {(['chart', 'table'] as const).map((one) => (
          <button
            key={one}
            type="button"
            data-view={one}
            aria-pressed={view === one}
            onClick={() => change({ type: 'view', view: one })}
          >
            {texts(`bar.${one}`)}
          </button>
        ))}
      </div>
    </div>
  );
}

interface ToggleProps {
  readonly name: string;
  readonly text: string;
  readonly title?: string;
  readonly on: boolean;
  readonly set: (on: boolean) => void;
}

function Toggle({ name, text, title, on, set }: ToggleProps) {
  return (
    <label class="toggle" title={title}>
      <input type="checkbox" name={name} checked={on} onChange={(event) => set(event.currentTarget.checked)} />
      {text}
    </label>
  );
}
