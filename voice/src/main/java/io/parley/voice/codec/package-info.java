/// Sound to bytes and back: [io.parley.voice.codec.G711] for telephones, Opus by
/// [io.parley.voice.codec.ConcentusEncoder] and [io.parley.voice.codec.ConcentusDecoder] for
/// browsers. The [io.parley.voice.codec.SoundDecoder] conceals lost frames. G.711 allocates nothing
/// per frame; Concentus may.
package io.parley.voice.codec;
