/// Calls out over trunks, and callers who are handed over. Start at
/// [io.parley.voice.sip.dial.SipOutboundCalls] and [io.parley.voice.sip.dial.SipTransfers];
/// [io.parley.voice.sip.dial.Attempts] is the rule of where a call may go,
/// [io.parley.voice.sip.dial.PlacedCall] one call on its way, and
/// [io.parley.voice.sip.dial.Taker] whom it is for. Calls to people that were answered are for
/// [io.parley.voice.sip.dial.AnsweredLegs].
package io.parley.voice.sip.dial;
