/// Calls by SIP, from the messages of a port to calls with an agent. Start at
/// [io.parley.voice.sip.call.SipCalls]: it finds a message's call, and begins calls of either
/// direction. The rest is on it:
///
/// - [io.parley.voice.sip.call.SipCall] is one call for our side: events go in
///   ([io.parley.voice.sip.dialog.CallEvent]), news come out
///   ([io.parley.voice.sip.call.CallListener]);
/// - [io.parley.voice.sip.call.SipSound] makes offers and answers of a call, and
///   [io.parley.voice.sip.call.SipLeg] is its end in the call with the agent, whose codec, address
///   and keys may change meanwhile;
/// - [io.parley.voice.sip.call.Receptionist] decides on calls that come in, and
///   [io.parley.voice.sip.call.ReceivedCall] leads one to its agent;
/// - [io.parley.voice.sip.call.Handover] hands requests for calls of other nodes to them.
///
/// A transfer or a call to a second telephone takes the first three. Texts of people are nowhere
/// here, and numbers are in no log.
package io.parley.voice.sip.call;
