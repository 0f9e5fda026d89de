/// Calls out over trunks. Start at [io.parley.voice.sip.dial.SipOutboundCalls];
/// [io.parley.voice.sip.dial.Attempts] is the rule of where a call may go, and
/// [io.parley.voice.sip.dial.PlacedCall] one order on its way. Calls that were answered are for
/// [io.parley.voice.sip.dial.AnsweredLegs].
package io.parley.voice.sip.dial;
