/// Sound in, sound out. A *leg* is where sound comes from and goes to: a browser, and one day a
/// telephone ([io.parley.voice.leg], [io.parley.voice.webrtc], [io.parley.voice.socket]). The
/// *call* is who has the floor ([io.parley.voice.call]), the *session* what was said. What hears
/// and speaks is an engine: of this machine ([io.parley.voice.local]) or of others, in lists
/// ([io.parley.voice.engine]). Below are codecs, sample rates and packets in their order and time
/// ([io.parley.voice.codec], [io.parley.voice.sound], [io.parley.voice.rtp]).
package io.parley.voice;
