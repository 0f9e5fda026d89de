/// Shared parts of engines behind an API: their settings ([RemoteSettings]), their errors
/// ([Failures]), and sound that answers a request ([PcmSpeech]).
package io.parley.voice.remote;
