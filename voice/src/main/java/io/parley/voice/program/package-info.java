/// External programs, run as processes: texts go in by standard input, never through a shell or a
/// command line, which everybody on the machine can read. Start at
/// [io.parley.voice.program.Program].
package io.parley.voice.program;
