/// The latency that Parley adds to a call, and how many calls a machine carries: real codecs, real
/// voice detection and the real call, with engines and sessions that take no time. Start reading at
/// [io.parley.bench.call.CallsBench].
package io.parley.bench.call;
