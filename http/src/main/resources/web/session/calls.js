/**
 * The tool calls of a turn, each as `{call, label, status, details}` with `running`, `awaiting-approval`, `declined`,
 * `in-doubt`, `deferred` while its answer comes later, or `settled`; `asks` while the customer is asked for consent, to what `details` tell, and `unwanted` after a
 * "no"; `repeated` for one that shares the effect of another call, which is shown.
 */
const STATUS = {
  'tool-call-requested': ({ sameAs }) => (sameAs ? 'repeated' : 'running'),
  'approval-requested': ({ asked }) => (asked === 'customer' ? 'asks' : 'awaiting-approval'),
  'approval-decided': ({ decision, by }) =>
    decision === 'approve' ? 'running' : by === 'customer' ? 'unwanted' : 'declined',
  'tool-call-settled': ({ outcome }) =>
    outcome === 'in-doubt' ? 'in-doubt' : outcome === 'rejected' ? 'declined' : 'settled',
  'tool-call-resolved': () => 'settled',
  'tool-call-deferred': () => 'deferred',
  'tool-call-answered': () => 'settled',
  'tool-call-retried': () => 'running',
};

/** The status of a call after `event`; undefined when the event is about no call. */
export function statusAfter(event) {
  return STATUS[event.kind]?.(event);
}

/** A call that somebody declined stays declined when it then settles without an effect. */
const LASTING = ['declined', 'unwanted', 'repeated'];

/** The calls of a turn after a report about one that runs: `progress` is `{progress, total, message}`. */
export function withProgress(calls, { call, progress, total, message }) {
  const index = calls.findIndex((c) => c.call === call && c.status === 'running');
  if (index < 0) return calls;
  return calls.with(index, { ...calls[index], progress: { progress, total, message } });
}

/** The calls of a turn after one asks something, `{form, message, fields}`; without `fields` its question is closed. */
export function withForm(calls, { call, form, message, fields }) {
  const index = calls.findIndex((c) => c.call === call && c.status === 'running');
  if (index < 0) return calls;
  return calls.with(index, { ...calls[index], form: fields ? { form, message, fields } : undefined });
}

/** The calls of a turn after one of them has got another status. */
export function mergeCall(calls, { call, label, arguments: details }, status) {
  const index = calls.findIndex((c) => c.call === call);
  if (index < 0) return [...calls, { call, label: label ?? '', status, details }];
  const before = calls[index];
  const next = LASTING.includes(before.status) ? before.status : status;
  return calls.with(index, {
    call, label: label ?? before.label, status: next, details: details ?? before.details,
  });
}
