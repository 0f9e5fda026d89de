/// Calls. A *leg* connects one participant's sound: a browser, or a telephone
/// ([io.parley.voice.leg], [io.parley.voice.webrtc], [io.parley.voice.socket]). The *call* decides
/// who has the floor ([io.parley.voice.call]); the *session* holds the conversation. *Engines*
/// listen and speak: on this machine ([io.parley.voice.local]) or at providers, in lists
/// ([io.parley.voice.engine]). Below are codecs, sample rates and packets ([io.parley.voice.codec],
/// [io.parley.voice.sound], [io.parley.voice.rtp]).
package io.parley.voice;
