/// How a call feels to its caller: real engines, the real call and real codecs, with a made caller,
/// in this process. All figures come from the sound at the caller's end. Start reading at
/// [io.parley.bench.felt.FeltBench]; a measure must not read the call's own bookkeeping where the
/// sound tells the same.
package io.parley.bench.felt;
