/// Calls out over trunks, and transfers. Start at [io.parley.voice.sip.dial.SipOutboundCalls] and
/// [io.parley.voice.sip.dial.SipTransfers]; [io.parley.voice.sip.dial.Attempts] is the rule of
/// where a call may go, [io.parley.voice.sip.dial.PlacedCall] one call on its way, and
/// [io.parley.voice.sip.dial.Taker] its taker: [io.parley.voice.sip.dial.AnsweredLegs] for people,
/// a caller on hold for a colleague.
package io.parley.voice.sip.dial;
