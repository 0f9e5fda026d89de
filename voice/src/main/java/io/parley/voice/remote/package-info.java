/// What engines behind somebody else's API have in common: who they are ([RemoteSettings]), how a
/// refusal is read ([Failures]), and sound that is an answer to a request ([PcmSpeech]).
package io.parley.voice.remote;
