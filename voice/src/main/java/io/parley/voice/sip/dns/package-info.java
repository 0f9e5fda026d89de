/// Where the hosts of SIP are (RFC 3263): from a name to addresses, ports and transports in the
/// order in which they are to be tried. [io.parley.voice.sip.dns.Locating] is the rule,
/// [io.parley.voice.sip.dns.Dns] the records that it asks for, [io.parley.voice.sip.dns.JndiDns]
/// the JDK's client of the DNS, and [io.parley.voice.sip.dns.Locator] asks in threads of its own
/// and remembers.
package io.parley.voice.sip.dns;
