/// Sound in, sound out. A *leg* is where sound comes from and goes to: a browser, and one day a
/// telephone. The *call* is who has the floor ([io.parley.core.turn.TurnTaking]), the *session*
/// what was said. So far there is what every leg needs and no network yet: codecs
/// ([io.parley.voice.codec]), sample rates and levels ([io.parley.voice.sound]), and packets put
/// back into their order and time ([io.parley.voice.rtp]).
package io.parley.voice;
