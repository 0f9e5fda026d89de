/// Programs of others that are run as processes: their words go in by their input, never through a
/// shell or a command line, which everybody on the machine can read. Start at
/// [io.parley.voice.program.Program].
package io.parley.voice.program;
