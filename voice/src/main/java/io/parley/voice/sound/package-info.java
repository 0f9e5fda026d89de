/// Processing of samples: [io.parley.voice.sound.Resampler] converts sample rates,
/// [io.parley.voice.sound.LevelMeter] measures loudness. Nothing here allocates per frame.
package io.parley.voice.sound;
