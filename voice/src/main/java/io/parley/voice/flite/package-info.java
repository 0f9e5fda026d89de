/// Text to speech by flite, as a process: quick, and plain. Start at
/// [io.parley.voice.flite.FliteSpeech].
package io.parley.voice.flite;
