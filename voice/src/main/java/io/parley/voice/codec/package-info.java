/// Sound to bytes and back: [io.parley.voice.codec.G711] for telephones, Opus by
/// [io.parley.voice.codec.ConcentusEncoder] and [io.parley.voice.codec.ConcentusDecoder] for
/// browsers. Whatever is lost on the way is made up by the [io.parley.voice.codec.SoundDecoder].
/// G.711 allocates nothing while frames go through; what Concentus does in there is its own affair.
package io.parley.voice.codec;
