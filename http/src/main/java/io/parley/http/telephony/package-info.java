/// Calls by telephone providers: Twilio (Media Streams and ConversationRelay), Telnyx, Vonage. A
/// signed webhook asks what to do with a call; the answer sends the provider to a WebSocket with a
/// pass for this one call. Start at [io.parley.http.telephony.TelephonyEndpoints]. Their frames,
/// documents and signatures are in voice, and so is SIP, which
/// [io.parley.http.telephony.SipSocketEndpoint] carries over WebSockets for telephones with
/// accounts.
package io.parley.http.telephony;
