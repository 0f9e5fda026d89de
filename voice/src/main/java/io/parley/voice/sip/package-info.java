/// SIP (RFC 3261): our own stack, because what a foreign one needs around it would be larger
/// ([decision 0097](../../../../../../../../docs/decisions/0097-sip-is-our-own-stack.md)). The
/// packages, each on those before it:
///
/// - [io.parley.voice.sip.message]: requests and responses, read from bytes and written to them;
/// - [io.parley.voice.sip.transaction]: retransmission and matching, as pure functions of time;
/// - [io.parley.voice.sip.dialog]: calls of both ends, the same way;
/// - [io.parley.voice.sip.digest]: authentication;
/// - [io.parley.voice.sip.media]: what descriptions ([io.parley.voice.sdp]) say about a call's sound;
/// - [io.parley.voice.sip.transport]: sockets and connections, and the thread of all transactions;
/// - [io.parley.voice.sip.account]: telephones that call from any address, with a password;
/// - [io.parley.voice.sip.dns]: where a host is;
/// - [io.parley.voice.sip.trunk]: ways to the telephone network;
/// - [io.parley.voice.sip.call]: from messages to calls with an agent;
/// - [io.parley.voice.sip.dial]: calls out;
/// - [io.parley.voice.sip.cluster]: requests for calls of other nodes.
///
/// All but the last three know nothing of sessions, and none of HTTP and turns.
package io.parley.voice.sip;
