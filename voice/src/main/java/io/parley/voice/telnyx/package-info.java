/// Telnyx's side of a call: its signatures ([io.parley.voice.telnyx.TelnyxSignature]), its
/// webhooks, and the commands that answer, reject and end a call
/// ([io.parley.voice.telnyx.TelnyxCalls]). Frames of sound are read in [io.parley.voice.stream].
package io.parley.voice.telnyx;
