/// Threads for engines' computation, urgent tasks first. Start at [io.parley.voice.work.Workers].
/// [io.parley.voice.work.Troubles] counts and logs what goes wrong in a thread of many calls.
package io.parley.voice.work;
