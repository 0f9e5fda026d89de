/// Calls over HTTP: a browser's offer (WHIP, RFC 9725), sound over a WebSocket where UDP does not
/// get through, and what is wanted of a call while it runs. Start reading at
/// [io.parley.http.voice.VoiceEndpoints].
package io.parley.http.voice;
