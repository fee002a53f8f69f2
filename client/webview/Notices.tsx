import type { Model } from '../../server/src/session/model';
import type { ToHost } from './messages';
import type { Texts } from './texts';

interface StatusNoteProps {
  readonly status: Model['status'];
  readonly texts: Texts;
  readonly openSource: (link: string, toSide: boolean) => void;
}

/** A file cannot be read just now: says so beside the last good picture. */
export function StatusNote({ status, texts, openSource }: StatusNoteProps) {
  const disturbed = status.kind === 'stale' || status.kind === 'error' ? status : undefined;
  const message = disturbed?.message;
  const link = status.kind === 'stale' ? status.link : undefined;
  return (
    <div role="status">
      {message && (
        <div class={`note ${status.kind}`}>
          {link === undefined ? (
            message
          ) : (
            <button
              type="button"
              class="link"
              title={texts('action.open', { place: message })}
              onClick={(event) => openSource(link, event.ctrlKey || event.metaKey)}
            >
              {message}
            </button>
          )}
          {disturbed?.lastGood && ` ${texts('note.lastGood')}`}
        </div>
      )}
    </div>
  );
}

interface EmptyProps {
  /** What was looked for, and where. */
  readonly message: string;
  readonly texts: Texts;
  readonly send: (message: ToHost) => void;
}

/** There is no site, or nothing in it that has a timeout. */
export function Empty({ message, texts, send }: EmptyProps) {
  return (
    <div class="empty">
      <h1>{texts('empty.title')}</h1>
      <p>{message}</p>
      <p>{texts('empty.defaults')}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={() => send({ type: 'showDefaults' })}>
          {texts('action.showDefaults')}
        </button>
        <button type="button" class="button" onClick={() => send({ type: 'chooseConfig' })}>
          {texts('action.chooseConfig')}
        </button>
      </div>
    </div>
  );
}

/** Nothing can be drawn, and why. */
export function Failure({ message }: { readonly message: string }) {
  return (
    <div class="empty" role="alert">
      <h1>{message}</h1>
    </div>
  );
}
