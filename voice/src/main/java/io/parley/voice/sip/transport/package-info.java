/// Sockets of SIP: UDP and TCP on one port number and TLS on another one, read by one thread, which
/// also owns the transactions and their timers. Start at [io.parley.voice.sip.transport.SipPort].
///
/// Connections of ours, WebSockets (RFC 7118) among them, are opened when a message needs one and
/// kept, by address, transport and domain; a connection that ends fails what waits for it. Line
/// ends, or pings, keep them open (RFC 5626).
///
/// A fault of a message ends that message, or its connection, and nothing else. Addresses that no
/// trunk has are answered without any memory of them, at most as often as a rate allows, and over
/// UDP never with more bytes than they sent: a forged sender gains nothing.
package io.parley.voice.sip.transport;
