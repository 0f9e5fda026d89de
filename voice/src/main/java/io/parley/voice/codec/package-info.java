/// Sound to bytes and back, each codec a [io.parley.voice.codec.SoundEncoder] and a
/// [io.parley.voice.codec.SoundDecoder], which conceals lost frames: [io.parley.voice.codec.G711]
/// for telephones, [io.parley.voice.codec.Opus] for browsers. Only Concentus, the fallback of Opus,
/// allocates per frame. The only native code is libopus.
package io.parley.voice.codec;
