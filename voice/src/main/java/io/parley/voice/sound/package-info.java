/// What is done to samples: [io.parley.voice.sound.Resampler] between sample rates,
/// [io.parley.voice.sound.LevelMeter] for how loud it is. Nothing here allocates while frames go
/// through.
package io.parley.voice.sound;
