/// Voices of ElevenLabs: [ElevenLabsSpeech]. Source: the API reference of ElevenLabs, "Stream
/// speech".
package io.parley.voice.elevenlabs;
