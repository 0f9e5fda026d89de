/// Offers and answers of sound in SIP (RFC 3264): what a description says about the one stream of a
/// call, and what ours says. Start at [io.parley.voice.sip.media.SoundOffer] and
/// [io.parley.voice.sip.media.SoundAnswer]. Keys for SRTP (SDES, RFC 4568) are lines that are not
/// read here.
package io.parley.voice.sip.media;
