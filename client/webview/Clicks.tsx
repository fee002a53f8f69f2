import type { ClockId, Run, Scenario, Seconds } from '../../server/src/session/clocks';
import type { Model } from '../../server/src/session/model';
import { timePoint } from '../../server/src/session/words';
import type { Layout } from './layout';
import { clickY } from './layout';
import { lastOf, xOf } from './scale';
import type { Change } from './state';
import type { Texts } from './texts';

interface ClicksProps {
  readonly scenario: Scenario;
  readonly run: Run;
  readonly model: Model;
  readonly layout: Layout;
  readonly texts: Texts;
  readonly change: (change: Change) => void;
}

const MINUTE = 60;

/** The clicks of the user: each a slider that says what it renews. */
export function Clicks({ scenario, run, model, layout, texts, change }: ClicksProps) {
  const { scale } = layout;
  const y = clickY(layout);
  const identity = new Set(model.clocks.filter((clock) => clock.role === 'identity').map((clock) => clock.id));
  const move = (index: number, to: Seconds) => change({ type: 'moveClick', index, at: to });
  return (
    <g class="clicks">
      {scenario.clicks.map((click, index) => {
        const request = run.requests.find((one) => one.at === click && one.kind === 'click');
        const renewed = request?.renewed.filter((id) => identity.has(id)) ?? [];
        const kept = request?.kept.filter((id) => identity.has(id)) ?? [];
        const name = (id: ClockId) => model.clocks.find((clock) => clock.id === id)?.name ?? id;
        const effect = [
          ...renewed.map((id) => texts('click.renews', { clock: name(id) })),
          ...kept.map((id) => texts('click.keeps', { clock: name(id) })),
        ];
        const number = texts('click.name', { number: index + 1 });
        return (
          <g key={index}>
            <circle class="dot" cx={xOf(scale, click)} cy={y} r={6.5} />
            <circle
              class={`grip ${index === 0 ? 'fixed' : ''}`}
              data-click={index}
              data-at={click}
              tabindex={0}
              role="slider"
              aria-label={index === 0 ? texts('click.signIn') : number}
              aria-description={index === 0 ? undefined : texts('click.keys')}
              aria-readonly={index === 0}
              aria-valuemin={0}
              aria-valuemax={Math.max(lastOf(scale), click)}
              aria-valuenow={click}
              aria-valuetext={[timePoint(click), ...(index === 0 ? [] : effect)].join(', ')}
              cx={xOf(scale, click)}
              cy={y}
              r={12}
              onKeyDown={(event) => {
                const step = event.shiftKey ? 10 : MINUTE;
                if (event.key === 'ArrowRight' || event.key === 'ArrowUp') move(index, click + step);
                else if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') move(index, click - step);
                else if ((event.key === 'Delete' || event.key === 'Backspace') && index > 0) {
                  const previous = event.currentTarget.parentElement?.previousElementSibling;
                  change({ type: 'removeClick', index });
                  previous?.querySelector<SVGElement>('.grip')?.focus();
                } else return;
                event.preventDefault();
              }}
            />
          </g>
        );
      })}
    </g>
  );
}
