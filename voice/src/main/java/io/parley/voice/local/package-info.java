/// The engines that run on this machine, as one: which are there, loaded when voice is wanted, and
/// the voice chosen that is quick enough. Start at [io.parley.voice.local.LocalEngines].
package io.parley.voice.local;
