/// The engines that run on this machine: finds them, loads them when voice is enabled, and chooses
/// a voice that is fast enough. Start at [io.parley.voice.local.LocalEngines].
package io.parley.voice.local;
