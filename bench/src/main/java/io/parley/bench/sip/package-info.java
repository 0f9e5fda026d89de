/// Telephones call the built program: Debian's `sipp` sets calls up and hangs them up, their sound
/// is real RTP, and the engines of speech are doubles that answer at once. Start at
/// [io.parley.bench.sip.SipBench].
package io.parley.bench.sip;
