package io.parley.voice.udp;

/// Counters of the ports.
///
/// @param open pairs at present
/// @param received datagrams of any kind
/// @param foreign datagrams that did not count: of foreign addresses, forged, or malformed
/// @param errors unexpected exceptions, after each of which reading continued
public record RtpPortsStats(int open, long received, long foreign, long errors) {}
