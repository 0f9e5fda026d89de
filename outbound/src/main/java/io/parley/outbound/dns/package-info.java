/// TXT records of the domain name system. Start at [io.parley.outbound.dns.JndiTextRecords], the
/// JDK's client with limits of time and of look-ups at once; [io.parley.outbound.dns.DnsSettings]
/// names the servers.
package io.parley.outbound.dns;
