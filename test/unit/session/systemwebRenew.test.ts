import assert from 'node:assert/strict';
import { frameworkTicket, isExpired, issue, renewIfOld, type Ticket } from '../../../server/src/session/ticket';
import { recording, Tally } from './recordings';

interface Case {
  readonly id: number;
  readonly ageTicks: number;
  readonly leftTicks: number;
  readonly expired: boolean;
  readonly renewed: boolean;
  readonly newIssueTicksFromNow: number;
  readonly newLeftTicks: number;
  readonly newSpanTicks: number;
}

type Renew = (ticket: Ticket, now: number) => Ticket;
const product: Renew = (ticket, now) => renewIfOld(ticket, now, frameworkTicket);

function replay(cases: readonly Case[], renew: Renew, expired = isExpired): Tally {
  const tally = new Tally();
  for (const one of cases) {
    tally.scenario();
    const ticket = { issued: -one.ageTicks, expires: one.leftTicks };
    const after = renew(ticket, 0);
    tally.expect(one.id, 'expired', expired(ticket, 0), one.expired);
    tally.expect(one.id, 'renewed', after !== ticket, one.renewed);
    tally.expect(one.id, 'new issue', after.issued, one.newIssueTicksFromNow);
    tally.expect(one.id, 'new life left', after.expires, one.newLeftTicks);
    tally.expect(one.id, 'new span', after.expires - after.issued, one.newSpanTicks);
  }
  return tally;
}

describe('FormsAuthentication.RenewTicketIfOld, recorded to the tick', () => {
  const cases = recording<{ cases: Case[] }>('systemweb-renew')?.cases;
  if (!cases) return;

  it('agrees in every case', () => {
    const tally = replay(cases, product);
    console.log(`      systemweb-renew: ${tally}`);
    assert.deepEqual(tally.examples, []);
    assert.equal(tally.scenarios, cases.length);
  });

  it('would notice a wrong rule', () => {
    const strictly: Renew = (ticket, now) => renewIfOld(ticket, now, { ...frameworkTicket, strict: true });
    const always: Renew = (ticket, now) => issue(now, ticket.expires - ticket.issued, frameworkTicket);
    assert.ok(replay(cases, strictly).failed.size > 0, 'renewal strictly past half');
    assert.ok(replay(cases, always).failed.size > 0, 'always renewed');
    const rejected = (ticket: Ticket, now: number) => ticket.expires <= now;
    assert.ok(replay(cases, product, rejected).failed.size > 0, 'rejected at equality');
  });
});
