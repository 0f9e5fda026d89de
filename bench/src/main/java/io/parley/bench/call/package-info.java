/// What Parley itself adds to a call, and how many calls a machine carries: real legs' work, real
/// voice detection and the real call, between engines and sessions that take no time. Start reading
/// at [io.parley.bench.call.CallsBench].
package io.parley.bench.call;
