import { useRef } from 'preact/hooks';
import type { Seconds } from '../../server/src/session/clocks';
import type { Layout } from './layout';
import type { Scale } from './scale';
import { snappedTimeAt, xOf } from './scale';
import type { Change } from './state';

interface PointerProps {
  readonly layout: Layout;
  readonly change: (change: Change) => void;
  /** A click is dragged: the axis must not shrink under it. */
  readonly hold: (focus: Seconds | null) => void;
}

interface Drag {
  /** Index of the click in hand; null: the playhead. */
  readonly click: number | null;
  /** Pixels between the pointer and the middle of what it holds. */
  readonly off: number;
  readonly scale: Scale;
  readonly left: number;
}

/** Press and drag: a click moves, anywhere else the playhead follows. Moves are gathered per frame. */
export function usePointer({ layout, change, hold }: PointerProps) {
  const drag = useRef<Drag | null>(null);
  const frame = useRef(0);
  const lastX = useRef(0);
  const follow = (holding: Drag) => {
    const at = snappedTimeAt(holding.scale, lastX.current - holding.left - holding.off);
    if (holding.click === null) change({ type: 'playhead', at });
    else change({ type: 'moveClick', index: holding.click, at });
  };
  return {
    down(event: PointerEvent & { currentTarget: HTMLElement }) {
      const target = event.target as Element;
      if (event.button !== 0 || target.closest('.label')) return;
      const { left } = event.currentTarget.getBoundingClientRect();
      const { scale } = layout;
      const x = event.clientX - left;
      if (x < scale.start - 12) return;
      const grip = target.closest<SVGElement>('.grip');
      const click = grip ? Number(grip.dataset.click) : null;
      if (click === 0) return;
      const off = grip ? x - xOf(scale, Number(grip.dataset.at)) : 0;
      drag.current = { click, off, scale, left };
      lastX.current = event.clientX;
      event.currentTarget.setPointerCapture(event.pointerId);
      if (click === null) {
        follow(drag.current);
        event.currentTarget.querySelector<SVGElement>('.flag')?.focus({ preventScroll: true });
      } else {
        hold(scale.focus);
        grip?.focus({ preventScroll: true });
      }
      event.preventDefault();
    },
    move(event: PointerEvent) {
      if (!drag.current) return;
      lastX.current = event.clientX;
      if (frame.current) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        if (drag.current) follow(drag.current);
      });
    },
    up() {
      const held = drag.current;
      if (!held) return;
      cancelAnimationFrame(frame.current);
      frame.current = 0;
      follow(held);
      drag.current = null;
      hold(null);
    },
    double(event: MouseEvent & { currentTarget: HTMLElement }) {
      if ((event.target as Element).closest('.label, .grip, .flag')) return;
      const box = event.currentTarget.getBoundingClientRect();
      const y = event.clientY - box.top;
      const { clicks } = layout.head;
      const x = event.clientX - box.left;
      if (y < clicks.y || y > clicks.y + clicks.height || x < layout.scale.start) return;
      change({ type: 'addClick', at: snappedTimeAt(layout.scale, x) });
    },
  };
}

/** The dotted line under the pointer: moved by hand, it is no state of the page. */
export function showGuide(guide: HTMLElement | null, event: PointerEvent | null, layout: Layout): void {
  if (!guide) return;
  const canvas = guide.parentElement;
  const x = event && canvas ? event.clientX - canvas.getBoundingClientRect().left : -1;
  const on =
    x >= layout.scale.start && x <= layout.scale.end && !(event?.target as Element | null)?.closest?.('.label');
  guide.style.transform = on ? `translateX(${Math.round(x)}px)` : '';
  guide.style.visibility = on ? 'visible' : 'hidden';
}
