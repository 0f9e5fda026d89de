/// Deepgram's ears: [DeepgramSpeechToText]. Source: the documentation of Deepgram, "Live audio",
/// "Finalize", "Audio keep alive" and "Close stream".
package io.parley.voice.deepgram;
