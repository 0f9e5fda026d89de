/**
 * The reaction to a closed socket: the only table of PROTOCOL.md's close codes.
 *
 * - `reconnect`: come back with the last `seq`, not before `atLeastMs`
 * - `renew`: the token has expired
 * - `gone`: there is no such session (any more)
 * - `finished`: the session ended and everything was sent
 * - `rest`: the socket was idle; come back when it is needed
 * - `start-over`: the held state does not match the session; forget it and reload from its start
 * - `too-large`: a frame of ours can never be accepted
 * - `refused`: coming back by ourselves would be refused again
 */
const AFTER = new Map([
  [1000, { then: 'finished' }],
  [1001, { then: 'reconnect', atLeastMs: 0 }],
  [1008, { then: 'refused' }],
  [1009, { then: 'too-large' }],
  [1013, { then: 'reconnect', atLeastMs: 2_000 }],
  [4401, { then: 'renew' }],
  [4404, { then: 'gone' }],
  [4408, { then: 'rest' }],
  [4409, { then: 'start-over' }],
  [4429, { then: 'reconnect', atLeastMs: 30_000 }],
  [4500, { then: 'refused' }],
]);

/** Everything else, such as 1006 when the network broke, is tried again. */
const OTHERWISE = { then: 'reconnect', atLeastMs: 0 };

export function afterClose(code) {
  return AFTER.get(code) ?? OTHERWISE;
}
