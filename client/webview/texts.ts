/**
 * The page's own words in English. The findings, times and lengths are worded by the session model; this is what
 * stands on buttons and labels. A host in another language sends the same keys in `Model.strings`.
 */
const ENGLISH = {
  'page.loading': 'Reading configuration…',
  'page.timeline': 'Timeline',
  'page.otherVersion':
    'This timeline belongs to another version of the extension. Close it and run “Show Session Timeline” again.',

  'action.showFixes': 'Show fixes',
  'action.untrusted': 'Fixes change files. Trust this workspace to use them.',
  'action.showIt': 'Show it',
  'action.showDefaults': 'Show the defaults',
  'action.chooseConfig': 'Choose a web.config…',
  'action.open': 'Open {place}. With Ctrl or Cmd: to the side.',

  'note.lastGood': 'Showing the last good timeline.',

  'empty.title': 'No session settings here yet',
  'empty.text': 'Nothing that was read of this site has a timeout.',
  'empty.defaults': 'Where nobody sets a timeout, the defaults of .NET and IIS apply.',

  'bar.scenario': 'Scenario',
  'bar.clicks': 'Clicks',
  'bar.remember': 'Remember me',
  'bar.ping': 'Keep-alive page open',
  'bar.pingTitle': 'A page that asks the server for something every {every}, without the user',
  'bar.otherTraffic': 'Other users active',
  'bar.otherTrafficTitle': 'Their requests keep the application pool awake',
  'bar.view': 'View',
  'bar.chart': 'Chart',
  'bar.table': 'Table',

  'lane.clicks': 'User clicks',
  'lane.state': 'What the user has',
  'lane.head': 'Clock and its source',
  'lane.list': 'Clocks',
  'lane.unset': '{layer}, not set',
  'lane.noSource': 'source not known',

  'axis.signIn': 'sign-in',
  'axis.at': 'at {time}',

  'value.left': 'left',
  'value.leftAfter': '{time} left',
  'value.ago': '{span} ago',
  'value.sinceClick': 'since click',
  'value.lastClick': 'last {span} ago',
  'value.expired': 'expired',
  'value.gone': 'gone',
  'value.stopped': 'stopped',
  'value.recycled': 'recycled',
  'value.notStarted': 'not yet',
  'value.noEnd': 'no end',
  'value.between': '{from}–{to}',
  'reason.notReached': 'not reached',
  'reason.notTicked': 'not ticked',
  'reason.notUsed': 'not used',
  'reason.unknown': 'not known',
  'length.never': 'never ends',
  'length.unknown': '?',

  'state.ok': 'signed in, session data kept',
  'state.signedInNoData': 'signed in, session data gone',
  'state.freshSession': 'signed in, new empty session',
  'state.dataNoSignIn': 'signed out, session data still there',
  'state.signedOut': 'signed out',
  'state.notKnown': 'sign-in not known',
  'state.dataNotKnown': 'signed in, session data not known',
  'stateValue.ok': 'fine',
  'stateValue.signedInNoData': 'data gone',
  'stateValue.freshSession': 'new session',
  'stateValue.dataNoSignIn': 'signed out',
  'stateValue.signedOut': 'signed out',
  'stateValue.notKnown': 'not known',
  /** From the fullest to the shortest; a bar is two lines. */
  'strip.ok': 'Signed in, data kept|Signed in / data kept|fine',
  'strip.signedInNoData': 'Signed in, data gone|Signed in / data gone|data / gone|gone',
  'strip.freshSession': 'Signed in, new empty session|Signed in / new session|new / session|new',
  'strip.dataNoSignIn': 'Signed out, data still there|Signed out / data left|data / left|left',
  'strip.signedOut': 'Signed out|Out',
  'strip.notKnown': 'Sign-in not known|Sign-in / not known|not / known|?',
  'strip.dataNotKnown': 'Signed in, data not known|Signed in / data not known|not / known|?',

  'idle.span': '{span} idle',

  'playhead.name': 'Point in time',
  'playhead.keys':
    'Arrow keys move by a minute, with Shift by ten seconds. Page Up and Page Down go to the previous and next change, Home to the sign-in, End to the last change. Plus adds a click here.',
  'click.name': 'Click {number}',
  'click.signIn': 'Sign-in',
  'click.keys':
    'Arrow keys move this click by a minute, with Shift by ten seconds. Delete removes it, plus adds one at the time flag.',
  'click.renews': 'renews the {clock}',
  'click.keeps': 'does not renew the {clock}',

  'readout.at': 'At {time}',
  'readout.ifClick': 'If the user clicks now:',

  'legend.gauge': 'time left, from full to gone',
  'legend.renewed': 'click starts it again',
  'legend.kept': 'click above the ½ line: not renewed',
  'legend.ghost': 'not in play',
  'legend.drag': 'drag a click or the time flag',

  'card.layers': 'Where the value comes from',
  'card.setHere': 'in effect',
  'card.noChange': 'no change',
  'card.notSet': 'not set',
  'card.blocked': 'locked, ignored',
  'card.ends': 'Ends at {time}.',
  'card.endsLate': 'Ends between {from} and {to}: the server checks only once in a while.',
  'card.endsTogether': 'Two causes at the same time, {time}: {causes}. Changing only one changes nothing.',
  'card.endedBy': 'Ended at {time} by: {causes}.',
  'card.unknown': 'Not known from the files: {reason}.',
  'restart.everyRequest': 'Every request starts it again.',
  'restart.secondHalf': 'A click renews it only when half of its life or less is left.',
  'restart.secondHalfStrict': 'A click renews it only when less than half of its life is left.',
  'restart.aged': 'A click renews it only when the security stamp has not been compared for a while.',
  'restart.never': 'Nothing renews it.',
  'restart.workerStart': 'Runs from the start of the worker process, whatever users do.',
  'restart.tokenRefresh': 'The application renews it with a token refresh.',

  'table.clocks': 'Clocks',
  'table.clock': 'Clock',
  'table.length': 'Length',
  'table.restarts': 'Restarts at',
  'table.ends': 'Ends in this run',
  'table.source': 'Set in',
  'table.events': 'What happens, in order',
  'table.time': 'Time',
  'table.event': 'Event',
  'table.effect': 'Effect',
  'table.states': 'What the user has',
  'table.from': 'From',
  'table.to': 'To',
  'table.has': 'The user is',
  'table.lasts': 'Lasts',
  'table.ifClick': 'If the user clicks then',
  'table.never': 'no end',
  'table.everyRequest': 'every request',
  'table.secondHalf': 'a click in the second half of its life',
  'table.aged': 'a click at which the security stamp is compared',
  'table.onlySignIn': 'sign-in only',
  'table.workerStart': 'start of the worker process',
  'table.tokenRefresh': 'token refresh',
  'event.signIn': 'Sign-in',
  'event.click': 'Click',
  'event.pings': 'Keep-alive requests, every {every}',
  'event.pingCount': '{count} in all',
  'event.starts': 'all clocks start',
  'event.renewed': 'starts again: {clocks}',
  'event.kept': 'not renewed: {clocks}',
  'event.nothing': 'starts nothing again',
  'event.ends': '{clock} ends',
  'event.together': 'at the same time: {causes}',
  'event.because': 'ended by: {causes}',
  'event.late': 'perhaps as late as {time}: the server checks only once in a while',
  'event.ownTime': 'its time is up',
  'event.afterClick': '{span} after the last click',
} as const satisfies Record<string, string>;

export type TextKey = keyof typeof ENGLISH;
export type Texts = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** Texts in the host's language, English where it sent none. `{name}` stands for a value. */
export function textsFrom(strings: Readonly<Record<string, string>>): Texts {
  return (key, values = {}) => {
    const text = Object.hasOwn(strings, key) ? strings[key]! : ENGLISH[key];
    return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  };
}
