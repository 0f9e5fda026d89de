/// Telnyx's side of a call: its signatures ([io.parley.voice.telnyx.TelnyxSignature]), its
/// webhooks, the commands that answer, reject and end a call
/// ([io.parley.voice.telnyx.TelnyxCalls]), and calls out
/// ([io.parley.voice.telnyx.TelnyxOutboundCalls]). Frames of sound are read in
/// [io.parley.voice.stream].
package io.parley.voice.telnyx;
