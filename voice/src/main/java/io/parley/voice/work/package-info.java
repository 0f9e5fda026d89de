/// Where engines compute: on a few threads, what is urgent first. Start at
/// [io.parley.voice.work.Workers].
package io.parley.voice.work;
