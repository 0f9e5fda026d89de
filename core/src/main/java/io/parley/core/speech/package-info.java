/// Sound: frames, transcripts, and the ports of the engines that listen and speak. Streams of sound
/// are [java.util.concurrent.Flow], so that any framework can be plugged in. Start at
/// [io.parley.core.speech.AudioFrame]; text on its way to a voice goes through
/// [io.parley.core.speech.ClauseSplitter].
package io.parley.core.speech;
