/// Threads for engines' computation, urgent tasks first. Start at [io.parley.voice.work.Workers].
package io.parley.voice.work;
