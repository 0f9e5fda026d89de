/**
 * The tool calls of a turn, each as `{call, label, status}` with `running`, `awaiting-approval`, `declined`,
 * `in-doubt` or `settled`; `repeated` for one that shares the effect of another call, which is shown.
 */
const STATUS = {
  'tool-call-requested': ({ sameAs }) => (sameAs ? 'repeated' : 'running'),
  'approval-requested': () => 'awaiting-approval',
  'approval-decided': ({ decision }) => (decision === 'approve' ? 'running' : 'declined'),
  'tool-call-settled': ({ outcome }) =>
    outcome === 'in-doubt' ? 'in-doubt' : outcome === 'rejected' ? 'declined' : 'settled',
  'tool-call-resolved': () => 'settled',
};

/** The status of a call after `event`; undefined when the event is about no call. */
export function statusAfter(event) {
  return STATUS[event.kind]?.(event);
}

/** The calls of a turn after one of them has got another status. */
export function mergeCall(calls, { call, label }, status) {
  const index = calls.findIndex((c) => c.call === call);
  if (index < 0) return [...calls, { call, label: label ?? '', status }];
  const before = calls[index].status;
  // A call that a colleague declined stays declined when it then settles without an effect.
  const next = before === 'declined' || before === 'repeated' ? before : status;
  return calls.with(index, { call, label: label ?? calls[index].label, status: next });
}
