/// Calls over HTTP: a browser's offer (WHIP, RFC 9725), sound over a WebSocket where UDP is
/// blocked, and control of a running call. Start reading at [io.parley.http.voice.VoiceEndpoints].
package io.parley.http.voice;
